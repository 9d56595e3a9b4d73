package dev.matrix.execution;

import dev.matrix.domain.Call;
import dev.matrix.domain.CallMetrics;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Failure;
import dev.matrix.domain.FailureKind;
import dev.matrix.domain.Item;
import dev.matrix.inference.ChatRequest;
import dev.matrix.inference.ChatResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Makes one call with all its attempts. Thread-safe. */
final class CallRunner {

    private final RunParts parts;
    private final Random random;
    private final StallProbe stall;

    CallRunner(RunParts parts) {
        this.parts = parts;
        this.random = new Random(parts.settings().seed());
        this.stall = new StallProbe(parts);
    }

    /**
     * What a call is for.
     *
     * @param counted false for checks that are no trials: they are left out of the tally
     */
    record Purpose(Combination combination, Item item, boolean counted) {}

    /** Empty when the run was cancelled meanwhile: there is no result then, not even a failed one. */
    Optional<Call> call(Question question, ModelWatch watch, Purpose purpose) {
        for (int attempt = 1; ; attempt++) {
            if (purpose.counted()) {
                parts.tally().sent(attempt);
            }
            Optional<ChatResult> result = parts.cancellation()
                    .interruptibly(() -> parts.ports().client().chat(question.request()));
            if (result.isEmpty()) {
                return Optional.empty();
            }
            if (result.get() instanceof ChatResult.Reply reply) {
                return Optional.of(ended(replied(question, reply, attempt, watch), purpose));
            }
            ChatResult.Failed failed = (ChatResult.Failed) result.get();
            if (aborted(failed)) {
                return Optional.empty();
            }
            // Of a model that was given up meanwhile nothing more is wanted.
            if (!failed.failure().kind().retryable()
                    || !parts.goesOn()
                    || attempt >= parts.settings().retry().attempts()) {
                Call call = ended(failed(question, failed, attempt), purpose);
                stall.look(question.request());
                return Optional.of(call);
            }
            if (!pause(failed, attempt, purpose)) {
                return Optional.empty();
            }
        }
    }

    /** After a cancellation any failure may be its doing. An interrupt that nobody here sent ends the run as well, so that no trial is lost silently. */
    private boolean aborted(ChatResult.Failed failed) {
        if (failed.failure().kind() == FailureKind.CANCELLED) {
            parts.cancellation().cancel();
        }
        return parts.cancellation().isCancelled();
    }

    private boolean pause(ChatResult.Failed failed, int attempt, Purpose purpose) {
        Duration pause = parts.settings().retry().pause(attempt, failed.retryAfter(), random);
        parts.say(new ExecutionEvent.Retrying(purpose.combination(), purpose.item(), attempt, pause, failed.failure()));
        return parts.sleep(pause);
    }

    private Call ended(Call call, Purpose purpose) {
        Failure failure = call.failure();
        if (failure == null || failure.kind() == FailureKind.PROMPT_CUT || MissingLogprobs.is(failure)) {
            parts.health().replied();
        } else if (purpose.counted() || failure.kind().transport()) {
            // That a check is refused is what it wanted to know.
            parts.health().failed(failure);
        }
        if (failure == null && purpose.counted()) {
            parts.tally().replied(call.metrics());
        }
        return call;
    }

    private static Call replied(Question question, ChatResult.Reply reply, int attempt, ModelWatch watch) {
        ChatRequest request = question.request();
        Optional<Failure> unusable =
                watch.inspect(question.promptBytes(), reply.metrics()).or(() -> MissingLogprobs.in(request, reply));
        return new Call(
                question.messagesHash(),
                reply.text(),
                reply.thinking(),
                reply.logprobs(),
                reply.metrics(),
                unusable.isPresent() ? "" : reply.doneReason(),
                attempt,
                unusable.orElse(null));
    }

    private static Call failed(Question question, ChatResult.Failed failed, int attempt) {
        return new Call(
                question.messagesHash(),
                failed.partialText(),
                "",
                List.of(),
                CallMetrics.wallOnly(failed.wallNanos()),
                "",
                attempt,
                failed.failure());
    }
}
