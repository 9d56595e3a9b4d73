package dev.matrix.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.matrix.domain.Combination;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Conversation.ReasonThenRead;
import dev.matrix.domain.Conversation.SingleCall;
import dev.matrix.domain.Item;
import dev.matrix.domain.Message;
import dev.matrix.domain.Model;
import dev.matrix.domain.Protocol;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class WorkEstimatorTest {

    private static final List<Message> PROMPT = List.of(Message.user("x".repeat(400)));

    private final WorkEstimator estimator = new WorkEstimator(2);

    @Test
    void countsRequestsAndTokensOfSingleCalls() {
        WorkEstimate estimate =
                estimator.estimate(plan(100, 2), (combination, item) -> new SingleCall(PROMPT, Protocol.LOGPROB, 1));

        assertThat(estimate.requests()).isEqualTo(200);
        assertThat(estimate.promptTokens()).isEqualTo(200 * 100);
        assertThat(estimate.generatedTokens()).isEqualTo(200);
    }

    @Test
    void countsBothCallsOfReasonedTrials() {
        WorkEstimate estimate = estimator.estimate(
                plan(10, 1), (combination, item) -> new ReasonThenRead(PROMPT, 200, "So?", Protocol.LOGPROB, 1));

        assertThat(estimate.requests()).isEqualTo(20);
        assertThat(estimate.promptTokens()).as("the reasoning is read again").isEqualTo(10 * (100 + 190));
        assertThat(estimate.generatedTokens()).isEqualTo(Math.round(10 * (1 + 200 * .35)));
    }

    @Test
    void takesLongerForLargerModelsLongerRepliesAndLessConcurrency() {
        BiFunction<Combination, Item, Conversation> shortReply =
                (combination, item) -> new SingleCall(PROMPT, Protocol.GENERATE, 50);
        BiFunction<Combination, Item, Conversation> longReply =
                (combination, item) -> new SingleCall(PROMPT, Protocol.GENERATE, 500);
        WorkEstimate base = estimator.estimate(plan(100, 1), shortReply);

        assertThat(base.lowSeconds()).isLessThan(base.highSeconds());
        assertThat(base.seconds()).isBetween(base.lowSeconds(), base.highSeconds());
        assertThat(estimator.estimate(plan(100, 1, 3_000_000_000L), shortReply).highSeconds() - 20)
                .isCloseTo(3 * (base.highSeconds() - 20), within(1e-6));
        assertThat(estimator.estimate(plan(100, 1), longReply).lowSeconds()).isGreaterThan(base.lowSeconds());
        assertThat(new WorkEstimator(1).estimate(plan(100, 1), shortReply).lowSeconds())
                .isGreaterThan(base.lowSeconds());
    }

    @Test
    void bracketsAKnownCase() {
        // 100 replies of up to 100 tokens at one billion parameters: slow 4,500 tokens at 30/s, 5,000 new prompt tokens
        // at 150/s, 20 s to load.
        WorkEstimate estimate =
                estimator.estimate(plan(100, 1), (combination, item) -> new SingleCall(PROMPT, Protocol.GENERATE, 100));

        assertThat(estimate.highSeconds()).isCloseTo(4500 / 30.0 + 5000 / 150.0 + 20, within(1e-6));
        assertThat(estimate.lowSeconds()).isCloseTo((2500 / 200.0 + 2500 / 4000.0) / 2 + 2, within(1e-6));
    }

    @Test
    void rendersOnlyASampleOfALargePlan() {
        AtomicInteger rendered = new AtomicInteger();
        WorkEstimate estimate = estimator.estimate(plan(10_000, 3), (combination, item) -> {
            rendered.incrementAndGet();
            return new SingleCall(PROMPT, Protocol.LOGPROB, 1);
        });

        assertThat(estimate.requests()).isEqualTo(30_000);
        assertThat(rendered).hasValue(50);
    }

    @Test
    void isNothingForAnEmptyPlan() {
        WorkEstimate none = estimator.estimate(new RunPlan(List.of()), (combination, item) -> {
            throw new AssertionError("nothing to render");
        });
        WorkEstimate noItems = estimator.estimate(plan(0, 1), (combination, item) -> {
            throw new AssertionError("nothing to render");
        });

        assertThat(none).isEqualTo(new WorkEstimate(0, 0, 0, 0, 0));
        assertThat(noItems).isEqualTo(none);
    }

    private static RunPlan plan(int items, int repeats) {
        return plan(items, repeats, 1_000_000_000L);
    }

    private static RunPlan plan(int items, int repeats, long parameters) {
        Model model = PlanSamples.model("m:1b", parameters);
        return new MatrixPlanner()
                .expand(
                        List.of(model),
                        PlanSamples.personalities(1),
                        PlanSamples.benchmarks(1, items),
                        List.of(PlanSamples.cold()),
                        repeats);
    }
}
