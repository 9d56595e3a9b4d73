package dev.matrix.app;

import dev.matrix.scoring.Scorer;
import dev.matrix.store.Results;
import dev.matrix.store.RunStore;
import dev.matrix.store.StoredRun;
import java.util.Optional;

/** Rebuilds results.json from a run's own files: no network, no data files. */
public final class Rescore {

    private final Ports ports;
    private final RunStore store;

    public Rescore(Runs runs) {
        this.ports = runs.ports();
        this.store = runs.store();
    }

    /**
     * What rescoring found.
     *
     * @param unreadable lines of the journal that could not be read
     * @param changed combinations whose score differs from the file that was there
     * @param json the new results.json
     */
    public record Rescored(RunSummary summary, int unreadable, int changed, String json) {}

    public Rescored rescore(String run) {
        StoredRun stored = store.read(run);
        StoredPlan plan = StoredPlan.of(stored);
        ScoreBoard board = new ScoreBoard(plan.plan(), new Scorer());
        int unreadable = board.prime(stored::forEachTrial, plan.keys());
        Optional<Results> before = stored.results();
        ResultsAssembly assembly =
                new ResultsAssembly(plan::manifest, plan.items(), board, plan.conversations(), ports.programVersion());
        Results results =
                assembly.results(before.map(Results::execution), ports.clock().instant());
        String json = stored.saveResults(results);
        return new Rescored(RunSummary.of(stored.directory(), results), unreadable, changed(before, results), json);
    }

    private static int changed(Optional<Results> before, Results after) {
        return before.map(old -> (int) after.combinations().stream()
                        .filter(now -> old.combinations().stream()
                                .noneMatch(was -> was.id().equals(now.id())
                                        && java.util.Objects.equals(
                                                was.cell().score(), now.cell().score())))
                        .count())
                .orElse(after.combinations().size());
    }
}
