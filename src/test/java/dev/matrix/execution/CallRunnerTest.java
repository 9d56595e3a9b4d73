package dev.matrix.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.Call;
import dev.matrix.domain.FailureKind;
import dev.matrix.domain.Fingerprint;
import dev.matrix.domain.Message;
import dev.matrix.domain.SamplingOptions;
import dev.matrix.execution.CallRunner.Purpose;
import dev.matrix.execution.ExecutionSummary.End;
import dev.matrix.inference.ChatRequest;
import dev.matrix.inference.ChatResult;
import dev.matrix.inference.LoadOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class CallRunnerTest {

    private static final ChatRequest REQUEST = new ChatRequest(
            "m", List.of(Message.user("Why?")), new LoadOptions(2048), SamplingOptions.of(0, 42), 64, false, false);

    private final Lab lab = new Lab();

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = {
                "CONNECTION",
                "FIRST_BYTE_TIMEOUT",
                "IDLE_TIMEOUT",
                "REQUEST_TIMEOUT",
                "RATE_LIMITED",
                "BUSY",
                "CRASHED",
                "SERVER_ERROR",
                "MALFORMED",
                "INCOMPLETE"
            })
    void sendsFourTimesWhatMayPass(FailureKind kind) {
        RunParts parts = lab.parts();
        Call call = call(parts, repeat(Samples.failed(kind), 9)).orElseThrow();

        assertThat(call.attempts()).isEqualTo(4);
        assertThat(call.failure())
                .isNotNull()
                .extracting(failure -> failure.kind())
                .isEqualTo(kind);
        assertThat(call.text()).as("what had come").isEqualTo("half");
        assertThat(call.doneReason()).isEmpty();
        assertThat(lab.pauses).hasSize(3);
        assertThat(lab.events(ExecutionEvent.Retrying.class))
                .extracting(ExecutionEvent.Retrying::attempt)
                .containsExactly(1, 2, 3);
        ExecutionSummary summary = parts.tally().summary(Duration.ZERO, End.DONE);
        assertThat(summary.requests()).isEqualTo(4);
        assertThat(summary.retries()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            mode = Mode.INCLUDE,
            names = {
                "TOTAL_TIMEOUT",
                "OUT_OF_MEMORY",
                "MODEL_NOT_FOUND",
                "OVERFLOW",
                "PROMPT_CUT",
                "FORBIDDEN",
                "BAD_REQUEST"
            })
    void sendsOnceWhatWillNotPass(FailureKind kind) {
        Call call = call(lab.parts(), repeat(Samples.failed(kind), 9)).orElseThrow();

        assertThat(call.attempts()).isEqualTo(1);
        assertThat(lab.pauses).isEmpty();
    }

    @Test
    void keepsTheReplyOfALaterAttempt() {
        Deque<ChatResult> script = repeat(Samples.failed(FailureKind.BUSY), 2);
        script.add(Samples.text("Because.", 11));

        Call call = call(lab.parts(), script).orElseThrow();

        assertThat(call.attempts()).isEqualTo(3);
        assertThat(call.failure()).isNull();
        assertThat(call.text()).isEqualTo("Because.");
        assertThat(call.doneReason()).isEqualTo("stop");
        assertThat(call.messagesHash()).isEqualTo(Fingerprint.of(REQUEST.messages()));
        assertThat(call.metrics()).isEqualTo(Samples.metrics(11));
    }

    @Test
    void waitsAsLongAsTheServerAsksUpToALimit() {
        Deque<ChatResult> script = new ArrayDeque<>(List.of(
                Samples.failed(FailureKind.RATE_LIMITED, Duration.ofSeconds(20)),
                Samples.failed(FailureKind.RATE_LIMITED, Duration.ofHours(1)),
                Samples.text("Because.", 11)));

        call(lab.parts(), script);

        assertThat(lab.pauses).containsExactly(Duration.ofSeconds(20), Duration.ofSeconds(60));
    }

    @Test
    void givesNothingWhenTheRunIsCancelledMeanwhile() {
        RunParts parts = lab.parts();
        lab.client.trials = request -> {
            parts.cancellation().cancel();
            return Samples.failed(FailureKind.CONNECTION);
        };

        assertThat(call(parts)).isEmpty();
        assertThat(lab.pauses).isEmpty();
    }

    @Test
    void keepsAReplyThatWasWholeWhenTheRunWasCancelled() {
        RunParts parts = lab.parts();
        lab.client.trials = request -> {
            parts.cancellation().cancel();
            return Samples.text("Because.", 11);
        };

        assertThat(call(parts)).isPresent();
    }

    @Test
    void cancelsTheRunWhenACallWasInterruptedByAStranger() {
        RunParts parts = lab.parts();
        lab.client.trials = request -> Samples.failed(FailureKind.CANCELLED);

        assertThat(call(parts)).isEmpty();
        assertThat(parts.cancellation().isCancelled()).isTrue();
    }

    @Test
    void cancelsTheRunWhenAPauseWasInterruptedByAStranger() {
        RunParts parts = lab.parts();
        lab.client.trials = request -> Samples.failed(FailureKind.BUSY);
        lab.sleeper = pause -> {
            throw new InterruptedException();
        };
        RunParts interrupted = lab.parts();

        assertThat(call(interrupted)).isEmpty();
        assertThat(interrupted.cancellation().isCancelled()).isTrue();
        assertThat(parts.cancellation().isCancelled()).isFalse();
    }

    @Test
    void leavesChecksOutOfTheTally() {
        RunParts parts = lab.parts();
        new CallRunner(parts)
                .call(
                        Question.of(REQUEST, lab.watch()),
                        lab.watch(),
                        new Purpose(
                                Samples.planned(Samples.BASELINE, Samples.MATH, 1)
                                        .combination(),
                                Samples.item("i"),
                                false));

        assertThat(parts.tally().summary(Duration.ZERO, End.DONE).requests()).isZero();
    }

    private Optional<Call> call(RunParts parts, Deque<ChatResult> script) {
        lab.client.trials = request -> script.remove();
        return call(parts);
    }

    private Optional<Call> call(RunParts parts) {
        return new CallRunner(parts)
                .call(
                        Question.of(REQUEST, lab.watch()),
                        lab.watch(),
                        new Purpose(
                                Samples.planned(Samples.BASELINE, Samples.MATH, 1)
                                        .combination(),
                                Samples.item("i"),
                                true));
    }

    private static Deque<ChatResult> repeat(ChatResult result, int times) {
        Deque<ChatResult> script = new ArrayDeque<>();
        for (int i = 0; i < times; i++) {
            script.add(result);
        }
        return script;
    }
}
