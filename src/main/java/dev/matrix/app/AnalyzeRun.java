package dev.matrix.app;

import dev.matrix.analysis.Study;
import dev.matrix.store.RunStore;

/** Says what a stored run found, from its journal: no network, no data files, and nothing is written. */
public final class AnalyzeRun {

    private final Ports ports;
    private final RunStore store;

    public AnalyzeRun(Runs runs) {
        this.ports = runs.ports();
        this.store = runs.store();
    }

    /**
     * Analyses a run, finished or not.
     *
     * @param run its name or path
     */
    public Study analyze(String run) {
        StoredScores scores = StoredScores.of(store.read(run), ports.programVersion());
        return scores.assembly().study(scores.manifest());
    }
}
