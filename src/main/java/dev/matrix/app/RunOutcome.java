package dev.matrix.app;

import dev.matrix.domain.CellStatus;
import dev.matrix.execution.ExecutionSummary;
import dev.matrix.store.Results;
import dev.matrix.store.RunState;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** How an invocation of a run ended. */
public record RunOutcome(
        String runId,
        Path directory,
        RunState state,
        ExecutionSummary summary,
        Results results,
        Supplier<String> document) {

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

    /** Combinations that are not complete, controls included: failed, or with missing trials. */
    public long notComplete() {
        return count(CellStatus.COMPLETE, false)
                + results.controlCombinations().stream()
                        .filter(each -> each.cell().status() != CellStatus.COMPLETE)
                        .count();
    }

    /** Combinations without a score. */
    public long failed() {
        return count(CellStatus.FAILED, true);
    }

    private long count(CellStatus status, boolean equal) {
        return results.combinations().stream()
                .filter(each -> (each.cell().status() == status) == equal)
                .count();
    }

    /** What deserves a doubt, one sentence each: trials that are missing or only thought, and personalities that do not reach a model. */
    public List<String> doubts() {
        return new Doubts(results).all();
    }

    /** True when the time was used up before all items were asked. */
    public boolean budgetUsedUp() {
        return new StopNotes(results).budgetUsedUp();
    }

    /** results.json as text. */
    public String json() {
        return document.get().strip();
    }
}
