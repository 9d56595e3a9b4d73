package dev.matrix.execution;

import static dev.matrix.execution.Samples.BASELINE;
import static dev.matrix.execution.Samples.EXPERT;
import static dev.matrix.execution.Samples.MATH;
import static dev.matrix.execution.Samples.model;
import static dev.matrix.execution.Samples.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.FailureKind;
import dev.matrix.domain.LoadedModel;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Trial;
import dev.matrix.execution.ExecutionSummary.End;
import dev.matrix.inference.ChatRequest;
import dev.matrix.inference.ChatResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A server that says its version and lists its models, but answers no request or loads no model: only a new start helps. */
class StuckServerTest {

    private static final ChatResult NOTHING = Samples.failed(FailureKind.FIRST_BYTE_TIMEOUT);

    private final Lab lab = new Lab();

    private static boolean isLeast(ChatRequest request) {
        return FakeClient.user(request).equals("Hi") && request.maxTokens() == 1;
    }

    @Test
    void isLostWhenNoModelBringsAByte() {
        lab.client.checks = request -> NOTHING;
        lab.client.trials = request -> NOTHING;
        lab.server.loaded = List.of(new LoadedModel("other:7b", "x", 1, 1, 4096));

        ExecutionSummary summary = lab.run(plan(List.of(model("a"), model("b")), List.of(BASELINE, EXPERT), 30, MATH));

        assertThat(summary.end()).isEqualTo(End.SERVER_LOST);
        assertThat(lab.warnings())
                .filteredOn(each -> each.contains("the server is stuck"))
                .singleElement()
                .asString()
                .contains("b brings not one token", "in memory: other:7b", "start it anew, then resume");
        assertThat(lab.client.requests.stream().filter(StuckServerTest::isLeast))
                .as("one look a model")
                .hasSize(2);
        assertThat(lab.client.requests).as("two calls, not twenty").hasSizeLessThan(30);
        assertThat(lab.trials).isEmpty();
    }

    @Test
    void isNotLostWhileAnotherModelAnswers() {
        lab.client.checks = request -> request.model().equals("a") ? NOTHING : FakeClient.usual(request);
        lab.client.trials = lab.client.checks;

        ExecutionSummary summary = lab.run(plan(List.of(model("a"), model("b")), List.of(BASELINE), 5, MATH));

        assertThat(summary.end()).isEqualTo(End.DONE);
        assertThat(lab.events(ExecutionEvent.CombinationFailed.class))
                .singleElement()
                .satisfies(failed -> assertThat(failed.error()).contains("a brings not one token", "start it anew"));
        assertThat(lab.trials).hasSize(5).allMatch(trial -> trial.failure().isEmpty());
    }

    @Test
    void isNotSuspectedWhileTheShortestReplyComes() {
        lab.client.trials = request -> NOTHING;

        ExecutionSummary summary = lab.run(plan(List.of(model("a")), List.of(BASELINE), 7, MATH));

        assertThat(summary.end()).isEqualTo(End.DONE);
        assertThat(lab.trials).hasSize(7).allMatch(trial -> trial.failure().isPresent());
        assertThat(lab.warnings()).isEmpty();
    }

    @Test
    void isLostWhenAModelIsKeptOutBySomebodyElses() {
        keepOut();
        lab.server.loaded = List.of(new LoadedModel("other:7b", "x", 1, 1, 4096));

        ExecutionSummary summary = lab.run(plan(List.of(model("a"), model("b")), List.of(BASELINE), 3, MATH));

        assertThat(summary.end()).isEqualTo(End.SERVER_LOST);
        assertThat(lab.server.log).as("every later load would wait as well").containsExactly("load a 2048");
        assertThat(lab.warnings())
                .anySatisfy(each -> assertThat(each)
                        .contains("a was not loaded within 600 s", "keeps other:7b in memory", "then resume"));
        assertThat(lab.events(ExecutionEvent.CombinationFailed.class))
                .as("what is left is unfinished, not failed")
                .isEmpty();
    }

    @Test
    void isNotBlamedForAModelThatLoadsSlowlyAlone() {
        keepOut();

        ExecutionSummary summary = lab.run(plan(List.of(model("a"), model("b")), List.of(BASELINE), 3, MATH));

        assertThat(summary.end()).isEqualTo(End.DONE);
        assertThat(lab.server.log).containsExactly("load a 2048", "load b 2048");
        assertThat(lab.trials).extracting(Trial::combinationId).isEmpty();
    }

    private void keepOut() {
        lab.server.whileLoading = () -> {
            lab.now.addAndGet(Duration.ofMinutes(10).toNanos());
            throw MatrixException.server("loading took too long");
        };
    }
}
