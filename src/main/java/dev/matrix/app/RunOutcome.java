package dev.matrix.app;

import dev.matrix.execution.ExecutionSummary;
import dev.matrix.store.Results;
import dev.matrix.store.RunState;
import java.nio.file.Path;

/** How an invocation of a run ended. */
public record RunOutcome(
        String runId,
        Path directory,
        RunState state,
        ExecutionSummary summary,
        Results results,
        PreparedRun prepared) {

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
        return results.combinations().stream()
                .filter(each -> !each.cell().status().equals("complete"))
                .count();
    }
}
