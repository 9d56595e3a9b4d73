package dev.matrix.app;

import dev.matrix.domain.Engine;
import dev.matrix.scoring.Scorer;
import dev.matrix.store.LmEvalRecord;
import dev.matrix.store.Manifest;
import dev.matrix.store.StoredRun;
import dev.matrix.store.UnreadableLines;
import java.util.Map;

/**
 * The scores of a stored run, computed anew from its journal: no network, no data files.
 *
 * @param state says which lines of the journal count
 * @param unreadable which lines of the journal could not be read
 */
record StoredScores(
        Manifest manifest, ScoreBoard board, JournalState state, ResultsAssembly assembly, UnreadableLines unreadable) {

    static StoredScores of(StoredRun stored, String programVersion) {
        Manifest manifest = stored.manifest();
        StoredPlan plan = StoredPlan.of(stored);
        Map<String, LmEvalRecord> said = stored.lmEval();
        ScoreBoard board =
                new ScoreBoard(plan.plan(), new Scorer(), manifest.settings().maxMissing());
        board.stopped(manifest.stops());
        PlannedKeys keys = plan.keys();
        JournalState state = JournalState.of(stored::forEachTrial, plan.plan().combinations(), keys);
        UnreadableLines unreadable = board.prime(stored::forEachTrial, state, keys);
        manifest.failures().forEach(failure -> board.failed(failure.combination(), failure.error()));
        ResultsAssembly assembly = new ResultsAssembly(
                plan.items(),
                board,
                programVersion,
                Engine.of(manifest.settings().engine()),
                () -> said);
        return new StoredScores(manifest, board, state, assembly, unreadable);
    }
}
