package dev.matrix.execution;

import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Message;
import dev.matrix.domain.Model;
import dev.matrix.domain.SamplingOptions;
import dev.matrix.inference.ChatRequest;
import dev.matrix.inference.ChatResult;
import dev.matrix.inference.LoadOptions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How fast a host is: it loads a model, answers one round of short questions, N at once, to warm up, and is timed over two more. The same questions for each
 * host, and none of them a trial. What takes longer than such a round, such as long prompts, is in the guess of each model's work.
 */
final class SpeedProbe {

    private static final int CONTEXT = 2048;
    private static final int TOKENS = 24;
    private static final int TIMED_ROUNDS = 2;
    private static final String QUESTION =
            " Count from one to twenty in words, separated by commas, and write nothing else before or after it.";

    private final RunParts parts;

    SpeedProbe(RunParts parts) {
        this.parts = parts;
    }

    /**
     * What was found.
     *
     * @param speed replies a second; null when it could not be measured
     * @param evidence one clause
     */
    record Finding(@Nullable Double speed, String evidence) {}

    /** @param scaled true where other hosts are measured on other models: the speed is then in proportion to the model's size in billions of parameters */
    Finding measure(Model model, boolean scaled) {
        parts.say(new ExecutionEvent.Waiting("measuring the speed on " + model.name()));
        try {
            return parts.cancellation()
                    .interruptibly(() -> {
                        parts.ports()
                                .server()
                                .preload(
                                        model.name(),
                                        new LoadOptions(CONTEXT),
                                        parts.settings().loadBudget());
                        return true;
                    })
                    .map(loaded -> loaded(model, scaled))
                    .orElse(new Finding(null, "not measured: cancelled"));
        } catch (MatrixException e) {
            return new Finding(null, "not measured: " + e.getMessage());
        }
    }

    private Finding loaded(Model model, boolean scaled) {
        parts.tally().loaded();
        int replies = round(model, 0);
        long start = parts.time().nanos();
        for (int round = 1; round <= TIMED_ROUNDS; round++) {
            replies += round(model, round);
        }
        double seconds = Math.max(1, parts.time().nanos() - start) / 1e9;
        parts.cancellation().interruptibly(() -> {
            parts.ports().server().unload(model.name(), parts.settings().unloadBudget());
            return true;
        });
        int asked = parts.pool().size() * TIMED_ROUNDS;
        if (replies < asked + parts.pool().size()) {
            return new Finding(null, "not measured: not every question on " + model.name() + " was answered");
        }
        double rate = asked / seconds;
        String evidence = String.format(
                Locale.ROOT,
                "%d short replies of %s in %.2f s, %d at once",
                asked,
                model.name(),
                seconds,
                parts.pool().size());
        return new Finding(scaled ? rate * model.sizeOrGuess() / 1e9 : rate, evidence);
    }

    /** Questions that differ, so that none is answered out of a cache of another's prompt; returns how many were answered. */
    private int round(Model model, int round) {
        AtomicInteger replies = new AtomicInteger();
        parts.pool().onEachWorker(worker -> {
            Optional<ChatResult> result = parts.cancellation()
                    .interruptibly(() -> parts.ports().client().chat(request(model, round, worker)));
            if (result.isPresent() && result.get() instanceof ChatResult.Reply) {
                replies.incrementAndGet();
            }
        });
        return replies.get();
    }

    private ChatRequest request(Model model, int round, int worker) {
        return new ChatRequest(
                model.name(),
                List.of(Message.system(""), Message.user("Task " + round + "." + worker + ":" + QUESTION)),
                new LoadOptions(CONTEXT),
                SamplingOptions.of(0, parts.settings().seed()),
                TOKENS,
                false,
                false);
    }
}
