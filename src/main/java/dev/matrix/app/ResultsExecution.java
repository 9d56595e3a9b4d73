package dev.matrix.app;

import dev.matrix.execution.ExecutionSummary;
import dev.matrix.store.ConcurrencyRecord;
import dev.matrix.store.Manifest;
import dev.matrix.store.Results;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The block of results.json that says what a run took: sums over its invocations, and what manifest and journal tell of all of them. */
final class ResultsExecution {

    private final Manifest manifest;
    private final ScoreBoard board;

    ResultsExecution(Manifest manifest, ScoreBoard board) {
        this.manifest = manifest;
        this.board = board;
    }

    /**
     * After an invocation. One that asked nothing adds nothing: its time is none of the run's.
     *
     * @param before what the invocations before it took; empty when there were none, or nothing is known of them
     */
    Results.Execution of(ExecutionSummary summary, Optional<Results.Execution> before) {
        if (summary.requests() == 0 && before.isPresent()) {
            return rebuilt(before);
        }
        double wallSeconds = summary.wall().toMillis() / 1000.0;
        return execution(
                before.map(Results.Execution::wallSeconds).orElse(0.0) + wallSeconds,
                before.map(Results.Execution::requests).orElse(0L) + summary.requests(),
                before.map(Results.Execution::retries).orElse(0L) + summary.retries());
    }

    /** Without an invocation: what only a clock could tell stays as it was, and is unknown where it was not written down. */
    Results.Execution rebuilt(Optional<Results.Execution> before) {
        return before.map(known -> execution(known.wallSeconds(), known.requests(), known.retries()))
                .orElseGet(() -> execution(null, null, null));
    }

    private Results.Execution execution(@Nullable Double wallSeconds, @Nullable Long requests, @Nullable Long retries) {
        return new Results.Execution(
                wallSeconds,
                board.cells().stream().mapToDouble(ScoreCell::requestSeconds).sum(),
                requests,
                retries,
                manifest.loads().size(),
                board.cells().stream().mapToLong(ScoreCell::promptTokens).sum(),
                board.cells().stream().mapToLong(ScoreCell::generatedTokens).sum(),
                tokensPerSecond(),
                gpuShare(),
                manifest.revisions().size(),
                board.cells().stream().mapToInt(ScoreCell::taken).sum(),
                manifest.concurrency().stream()
                        .mapToLong(ConcurrencyRecord::requests)
                        .sum(),
                manifest.concurrency());
    }

    private @Nullable Double tokensPerSecond() {
        double seconds =
                board.cells().stream().mapToDouble(ScoreCell::generateSeconds).sum();
        return seconds <= 0
                ? null
                : board.cells().stream().mapToLong(ScoreCell::timedTokens).sum() / seconds;
    }

    private @Nullable Double gpuShare() {
        long size = manifest.loads().stream()
                .mapToLong(Manifest.LoadRecord::sizeBytes)
                .sum();
        long gpu = manifest.loads().stream()
                .mapToLong(Manifest.LoadRecord::gpuBytes)
                .sum();
        return size == 0 ? null : (double) gpu / size;
    }
}
