package dev.matrix.app;

import dev.matrix.domain.CallMetrics;
import dev.matrix.domain.FailureKind;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Message;
import dev.matrix.domain.SamplingOptions;
import dev.matrix.inference.ChatRequest;
import dev.matrix.inference.ChatResult;
import dev.matrix.inference.LoadOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Finds out how many requests a model serves at a time, which no endpoint tells: equal short requests are sent together, and those that had to wait show it
 * in the server's own figures (total minus load, prompt and generation).
 */
final class SlotMeasurement {

    private static final int TOGETHER = 8;
    private static final int TOKENS = 16;
    /** Of shorter requests the first ones are done before the last ones have arrived, and few of them wait in any case. */
    private static final long SHORTEST_NANOS = 50_000_000;

    private static final Duration BUDGET = Duration.ofMinutes(5);
    private static final Duration UNLOAD = Duration.ofSeconds(10);

    private final ServerConnection connection;

    SlotMeasurement(ServerConnection connection) {
        this.connection = connection;
    }

    /**
     * What was found.
     *
     * @param stuck true when the model was loaded and then answered nothing at all
     */
    record Measured(boolean known, boolean stuck, String sentence, String fix) {

        Measured(boolean known, String sentence, String fix) {
            this(known, false, sentence, fix);
        }

        private Measured stillLoaded(String model, String error) {
            return new Measured(
                    false,
                    stuck,
                    sentence + "; " + model + " could not be unloaded: " + error,
                    stuck ? fix : "Run 'ollama stop " + model + "'.");
        }
    }

    /** Loads the model, measures, and leaves the server without it. */
    Measured measure(String model) {
        LoadOptions load = new LoadOptions(2048);
        Measured measured;
        try {
            connection.server().preload(model, load, BUDGET);
            measured = judged(model, together(request(model, load)));
        } catch (MatrixException e) {
            Optional<String> unused = unload(model);
            throw e;
        }
        return unload(model).map(error -> measured.stillLoaded(model, error)).orElse(measured);
    }

    /** Why the model could not be unloaded; empty when it was. */
    private Optional<String> unload(String model) {
        try {
            connection.server().unload(model, UNLOAD);
            return Optional.empty();
        } catch (MatrixException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Measured judged(String model, List<ChatResult> results) {
        List<CallMetrics> metrics = results.stream()
                .filter(ChatResult.Reply.class::isInstance)
                .map(result -> ((ChatResult.Reply) result).metrics())
                .filter(reply -> reply.totalNanos() > 0)
                .toList();
        if (results.stream().allMatch(SlotMeasurement::silent)) {
            return new Measured(
                    false,
                    true,
                    model + " was loaded, but brings not one token of a short reply: the server is stuck",
                    "Stop the server and start it anew.");
        }
        if (metrics.size() < TOGETHER) {
            return new Measured(
                    false,
                    "not measured: " + (TOGETHER - metrics.size()) + " of " + TOGETHER + " test requests to " + model
                            + " failed",
                    "Look at the server's log.");
        }
        if (metrics.stream().anyMatch(reply -> reply.queuedNanos().isEmpty())) {
            return new Measured(
                    false,
                    "not measured: " + model + " answers too fast for the server's clock, or tells no times",
                    "");
        }
        if (metrics.stream().mapToLong(SlotMeasurement::served).average().orElse(0) < SHORTEST_NANOS) {
            return new Measured(
                    false,
                    "not measured: a request to " + model + " is served in under 50 ms, too short to tell which ones"
                            + " waited",
                    "");
        }
        long served = metrics.stream().filter(reply -> !reply.waited()).count();
        return served >= TOGETHER
                ? new Measured(true, TOGETHER + " or more requests at a time on " + model, "")
                : new Measured(
                        true,
                        served + " at a time on " + model + ": --concurrency " + served + " is enough",
                        served > 1 ? "" : "Set OLLAMA_NUM_PARALLEL=4 for the server to serve more at a time.");
    }

    private static boolean silent(ChatResult result) {
        return result instanceof ChatResult.Failed failed && failed.failure().kind() == FailureKind.FIRST_BYTE_TIMEOUT;
    }

    private static long served(CallMetrics metrics) {
        return metrics.servedNanos().orElse(0);
    }

    private static ChatRequest request(String model, LoadOptions load) {
        return new ChatRequest(
                model,
                List.of(Message.system(""), Message.user("Count from one to twenty in words.")),
                load,
                SamplingOptions.of(0, 42),
                TOKENS,
                false,
                false);
    }

    private List<ChatResult> together(ChatRequest request) {
        ExecutorService pool = Executors.newFixedThreadPool(TOGETHER);
        try {
            List<Future<ChatResult>> futures = new ArrayList<>();
            for (int i = 0; i < TOGETHER; i++) {
                futures.add(pool.submit(() -> connection.client().chat(request)));
            }
            List<ChatResult> results = new ArrayList<>();
            for (Future<ChatResult> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a test request failed inside this program", e);
        } finally {
            pool.shutdownNow();
        }
    }
}
