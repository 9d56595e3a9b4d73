package dev.matrix.app.lmeval;

import dev.matrix.lmeval.LmEvalOutput;
import dev.matrix.store.LmEvalRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is kept in {@code lm-eval.json} of one combination over all of its processes and invocations. Used by one thread. */
final class CombinationLedger {

    private final LmEvalParts parts;
    private final CombinationOrders orders;
    private final String combination;
    private @Nullable LmEvalRecord record;

    CombinationLedger(LmEvalParts parts, CombinationTurns work, CombinationOrders orders) {
        this.parts = parts;
        this.orders = orders;
        this.combination = work.planned().id();
        this.record = parts.records().of(combination);
    }

    /** A process ended without replies that could be taken; what it has in its cache took this time. */
    void spent(double seconds) {
        keep(orders.spent(record, seconds));
    }

    /** A process ended with these replies. */
    void answered(
            LmEvalOutput output, int repeat, List<String> disagreements, @Nullable Integer fitting, double seconds) {
        keep(orders.said(record, output, repeat, disagreements, fitting, seconds));
    }

    private void keep(LmEvalRecord next) {
        record = next;
        parts.records().save(combination, next);
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
                : Math.max(last, known.seconds() - parts.records().seconds(combination));
    }
}
