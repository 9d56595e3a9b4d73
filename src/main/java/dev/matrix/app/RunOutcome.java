package dev.matrix.app;

import dev.matrix.domain.Reach;
import dev.matrix.execution.ExecutionSummary;
import dev.matrix.store.Results;
import dev.matrix.store.RunState;
import java.nio.file.Path;

/** How an invocation of a run ended. */
public record RunOutcome(
        String runId, Path directory, RunState state, ExecutionSummary summary, Results results, String document) {

    /** True when the user or the system stopped it. */
    public boolean cancelled() {
        return summary.end() == ExecutionSummary.End.CANCELLED;
    }

    /** True when the server went away. */
    public boolean serverLost() {
        return summary.end() == ExecutionSummary.End.SERVER_LOST;
    }

    /** The results for people. */
    public RunSummary forPeople() {
        return RunSummary.of(directory, results);
    }

    /** Combinations that are not complete: failed, or with missing trials. */
    public long notComplete() {
        return count("complete", false);
    }

    /** Combinations without a score. */
    public long failed() {
        return count("failed", true);
    }

    private long count(String status, boolean equal) {
        return results.combinations().stream()
                .filter(each -> each.cell().status().equals(status) == equal)
                .count();
    }

    /** True when a trial is missing or a personality does not reach a model as a system turn. */
    public boolean hasDoubts() {
        return results.combinations().stream().anyMatch(each -> each.cell().missing() > 0)
                || results.metadata().reach().stream()
                        .anyMatch(finding ->
                                finding.reach() == Reach.DROPPED || finding.reach() == Reach.DEFAULT_INJECTED);
    }

    /** results.json as text. */
    public String json() {
        return document.strip();
    }
}
