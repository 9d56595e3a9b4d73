package dev.matrix.app;

import dev.matrix.execution.ExecutionSummary;
import dev.matrix.store.Manifest;
import dev.matrix.store.Results;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The block of results.json that says what a run took: what the last invocation measured, and what manifest and journal tell of all of them. */
final class ResultsExecution {

    private final Manifest manifest;
    private final ScoreBoard board;

    ResultsExecution(Manifest manifest, ScoreBoard board) {
        this.manifest = manifest;
        this.board = board;
    }

    /** After an invocation. */
    Results.Execution of(ExecutionSummary summary) {
        double generating = summary.generateNanos() / 1e9;
        return execution(
                summary.wall().toMillis() / 1000.0,
                summary.requests(),
                summary.retries(),
                generating <= 0 ? null : summary.generatedTokens() / generating);
    }

    /** Without an invocation: what only a clock could tell stays as it was, and is unknown where it was not written down. */
    Results.Execution rebuilt(Optional<Results.Execution> before) {
        return before.map(known ->
                        execution(known.wallSeconds(), known.requests(), known.retries(), known.tokensPerSecond()))
                .orElseGet(() -> execution(null, null, null, null));
    }

    private Results.Execution execution(
            @Nullable Double wallSeconds,
            @Nullable Long requests,
            @Nullable Long retries,
            @Nullable Double tokensPerSecond) {
        return new Results.Execution(
                wallSeconds,
                board.cells().stream().mapToDouble(ScoreCell::requestSeconds).sum(),
                requests,
                retries,
                manifest.loads().size(),
                board.cells().stream().mapToLong(ScoreCell::promptTokens).sum(),
                board.cells().stream().mapToLong(ScoreCell::generatedTokens).sum(),
                tokensPerSecond,
                gpuShare(),
                manifest.revisions().size());
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
