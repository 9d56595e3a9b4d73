package dev.matrix.lmeval;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one process of lm-eval is asked to do.
 *
 * @param directory its own directory: configuration, tasks, data, cache and output lie there
 * @param tasks what is asked
 * @param request what goes to the server with each question
 * @param concurrency requests in flight
 */
public record LmEvalOrder(Path directory, LmEvalTasks tasks, Request request, int concurrency) {

    /**
     * What goes to the server with each question.
     *
     * @param address of the server, without a path
     * @param system what the personality says; null when it says nothing
     * @param seed of generation
     * @param timeout of one request
     * @param think false switches thinking off in a model that can
     * @param cacheKey changes when a cached reply may no longer be used
     */
    public record Request(
            String address,
            String model,
            @Nullable String system,
            long seed,
            Duration timeout,
            boolean think,
            String cacheKey) {}

    /** How often a request is sent at most. */
    static final int ATTEMPTS = 4;

    /** Where its output goes. */
    Path output() {
        return directory.resolve("output");
    }

    /** Longer than this without any sign it hangs: a request has had all its attempts, each with the longest pause after it. */
    Duration patience() {
        return request.timeout().plusSeconds(10).multipliedBy(ATTEMPTS).plus(Duration.ofMinutes(10));
    }

    /** The names of the tasks in order. */
    List<String> names() {
        return tasks.names();
    }
}
