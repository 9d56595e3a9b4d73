package dev.matrix.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Call;
import dev.matrix.domain.FailureKind;
import dev.matrix.domain.Message;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.SamplingOptions;
import dev.matrix.domain.Trial;
import dev.matrix.inference.ChatRequest;
import dev.matrix.inference.ChatResult;
import dev.matrix.inference.LoadOptions;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrialRunnerTest {

    private final Lab lab = new Lab();
    private final Deque<ChatResult> replies = new ArrayDeque<>();

    @Test
    void asksASingleCallWithEverythingExplicit() {
        replies.add(Samples.text("18", 20));

        Trial trial = run(Samples.BASELINE, Samples.MATH, Protocol.GENERATE).orElseThrow();

        assertThat(lab.client.requests)
                .containsExactly(new ChatRequest(
                        "m",
                        List.of(Message.system(""), Message.user("Question math0")),
                        new LoadOptions(2048),
                        SamplingOptions.of(0, 42),
                        64,
                        false,
                        false));
        assertThat(trial.combination()).isEqualTo("m/baseline/math/t0");
        assertThat(trial.item()).isEqualTo("math0");
        assertThat(trial.repeat()).isZero();
        assertThat(trial.control()).isNull();
        assertThat(trial.protocol()).isEqualTo(Protocol.GENERATE);
        assertThat(trial.finishedAt()).isEqualTo(Instant.EPOCH);
        assertThat(trial.calls()).hasSize(1);
        assertThat(trial.key()).matches("[0-9a-f]{64}");
    }

    @Test
    void asksOneTokenForLogprobs() {
        replies.add(Samples.letter("A", .8, 20));

        Trial trial = run(Samples.BASELINE, Samples.QUIZ, Protocol.LOGPROB).orElseThrow();

        assertThat(lab.client.requests.get(0).maxTokens()).isEqualTo(1);
        assertThat(lab.client.requests.get(0).logprobs()).isTrue();
        assertThat(trial.readBy()).isEqualTo(Protocol.LOGPROB);
    }

    @Test
    void asksTheClosingQuestionAfterTheReasoning() {
        replies.add(Samples.text("Since two and two make four, B.", 20));
        replies.add(Samples.letter("B", .8, 60));

        Trial trial = run(Samples.COT, Samples.QUIZ, Protocol.LOGPROB).orElseThrow();

        ChatRequest first = lab.client.requests.get(0);
        ChatRequest second = lab.client.requests.get(1);
        assertThat(first.maxTokens()).isEqualTo(256);
        assertThat(first.logprobs()).isFalse();
        assertThat(second.maxTokens()).isEqualTo(1);
        assertThat(second.logprobs()).isTrue();
        assertThat(second.messages())
                .containsExactly(
                        Message.system(""),
                        Message.user("Question quiz0\n\nThink step by step."),
                        Message.assistant("Since two and two make four, B."),
                        Message.user("So?"));
        assertThat(trial.protocol()).isEqualTo(Protocol.REASON_THEN_READ);
        assertThat(trial.deciding().text()).isEqualTo("B");
    }

    @Test
    void goesOnAfterReasoningThatWasCutOrOnlyThought() {
        replies.add(new ChatResult.Reply("Since two", "", List.of(), Samples.metrics(20), Call.LENGTH));
        replies.add(Samples.text("B", 60));
        assertThat(run(Samples.COT, Samples.QUIZ, Protocol.GENERATE)
                        .orElseThrow()
                        .calls())
                .hasSize(2);

        replies.add(new ChatResult.Reply("", "Two and two ...", List.of(), Samples.metrics(20), "stop"));
        replies.add(Samples.text("B", 60));
        run(Samples.COT, Samples.QUIZ, Protocol.GENERATE);

        assertThat(lab.client.requests.get(3).messages()).contains(Message.assistant("Two and two ..."));
    }

    @Test
    void endsATrialWhoseReasoningFailed() {
        replies.add(Samples.failed(FailureKind.TOTAL_TIMEOUT));

        Trial trial = run(Samples.COT, Samples.QUIZ, Protocol.GENERATE).orElseThrow();

        assertThat(trial.calls()).hasSize(1);
        assertThat(trial.failure()).isPresent();
        assertThat(trial.protocol()).isEqualTo(Protocol.REASON_THEN_READ);
    }

    @Test
    void keepsTheReasoningOfATrialWhoseClosingCallFailed() {
        replies.add(Samples.text("Since ...", 20));
        replies.add(Samples.failed(FailureKind.OVERFLOW));

        Trial trial = run(Samples.COT, Samples.QUIZ, Protocol.GENERATE).orElseThrow();

        assertThat(trial.calls()).hasSize(2);
        assertThat(trial.calls().get(0).text()).isEqualTo("Since ...");
        assertThat(trial.failure())
                .hasValueSatisfying(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.OVERFLOW));
    }

    @Test
    void keyDoesNotDependOnTheReasoning() {
        replies.add(Samples.text("One way.", 20));
        replies.add(Samples.text("B", 60));
        replies.add(Samples.text("Another way.", 20));
        replies.add(Samples.text("B", 60));

        assertThat(run(Samples.COT, Samples.QUIZ, Protocol.GENERATE)
                        .orElseThrow()
                        .key())
                .isEqualTo(run(Samples.COT, Samples.QUIZ, Protocol.GENERATE)
                        .orElseThrow()
                        .key());
    }

    @Test
    void givesNothingWhenCancelledBetweenTheCalls() {
        replies.add(Samples.text("Since ...", 20));
        RunParts parts = lab.parts();
        lab.client.trials = request -> {
            parts.cancellation().cancel();
            return replies.remove();
        };

        assertThat(run(parts, Samples.COT, Samples.QUIZ, Protocol.GENERATE)).isEmpty();
    }

    private Optional<Trial> run(Personality personality, Benchmark benchmark, Protocol readBy) {
        lab.client.trials = request -> replies.remove();
        return run(lab.parts(), personality, benchmark, readBy);
    }

    private Optional<Trial> run(RunParts parts, Personality personality, Benchmark benchmark, Protocol readBy) {
        CombinationWork work = new CombinationWork(Samples.planned(personality, benchmark, 1));
        TrialRunner runner = new TrialRunner(parts, new CallRunner(parts), lab.resident());
        return runner.run(runner.prepare(new TrialTask(work, 0, readBy)));
    }
}
