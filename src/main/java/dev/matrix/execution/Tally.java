package dev.matrix.execution;

import dev.matrix.domain.CallMetrics;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts what an invocation did. Thread-safe. */
final class Tally {

    private final LongAdder requests = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final AtomicInteger loads = new AtomicInteger();
    private final LongAdder promptTokens = new LongAdder();
    private final LongAdder generatedTokens = new LongAdder();
    private final LongAdder generateNanos = new LongAdder();

    void sent(int attempt) {
        requests.increment();
        if (attempt > 1) {
            retries.increment();
        }
    }

    void replied(CallMetrics metrics) {
        promptTokens.add(metrics.knownPromptTokens());
        generatedTokens.add(metrics.knownGeneratedTokens());
        generateNanos.add(metrics.knownGenerateNanos());
    }

    void loaded() {
        loads.incrementAndGet();
    }

    ExecutionSummary summary(Duration wall, ExecutionSummary.End end) {
        return new ExecutionSummary(
                wall,
                requests.sum(),
                retries.sum(),
                loads.get(),
                promptTokens.sum(),
                generatedTokens.sum(),
                generateNanos.sum(),
                end);
    }
}
