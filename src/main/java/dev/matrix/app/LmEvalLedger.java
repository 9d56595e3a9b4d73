package dev.matrix.app;

import dev.matrix.lmeval.LmEvalOutput;
import dev.matrix.store.LmEvalRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is kept in {@code lm-eval.json} of one combination over all of its processes and invocations. Used by one thread. */
final class LmEvalLedger {

    private final LmEvalParts parts;
    private final LmEvalRuns runs;
    private final String combination;
    private @Nullable LmEvalRecord record;

    LmEvalLedger(LmEvalParts parts, LmEvalWork work, LmEvalRuns runs) {
        this.parts = parts;
        this.runs = runs;
        this.combination = work.planned().id();
        this.record = parts.kept().of(combination);
    }

    /** A process ended without replies that could be taken; what it has in its cache took this time. */
    void spent(double seconds) {
        keep(runs.spent(record, seconds));
    }

    /** A process ended with these replies. */
    void answered(
            LmEvalOutput output, int repeat, List<String> disagreements, @Nullable Integer fitting, double seconds) {
        keep(runs.said(record, output, repeat, disagreements, fitting, seconds));
    }

    private void keep(LmEvalRecord next) {
        record = next;
        parts.said().accept(combination, next);
    }

    /**
     * The seconds that no trial has yet: those of the last process, and those of earlier ones that were stopped.
     *
     * @param last seconds of the last process
     */
    double open(double last) {
        LmEvalRecord known = record;
        return known == null
                ? last
                : Math.max(last, known.seconds() - parts.kept().seconds(combination));
    }
}
