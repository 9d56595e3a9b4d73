package dev.matrix.app;

import dev.matrix.execution.ExecutionSettings;
import dev.matrix.execution.RetryPolicy;
import java.time.Duration;

/** Says a run's request in the words of execution. */
final class ExecutionRequests {

    private static final Duration UNLOAD = Duration.ofSeconds(30);

    private ExecutionRequests() {}

    static ExecutionSettings settings(RunRequest request) {
        return new ExecutionSettings(
                request.server().concurrency(),
                request.measuring().seed(),
                request.measuring().baselineSystem(),
                request.measuring().scoring(),
                RetryPolicy.standard(),
                request.server().timeouts().load(),
                UNLOAD);
    }
}
