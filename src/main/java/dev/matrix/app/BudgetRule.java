package dev.matrix.app;

import dev.matrix.domain.Model;
import dev.matrix.execution.BlockEnd;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Keeps a run within its time. What is left of it is shared out over the models by their estimates; what a model does not use, or uses too much, goes to those
 * after it in the same way. A block is begun only if, by the pace so far, it ends within the model's share, the control's trials included; the first block of
 * a model is always asked, since without it there would be no result. One a server; driven by one thread, but for {@link #nanosLeft}.
 */
final class BudgetRule {

    private final long end;
    private final ComingModels models;
    private final ToDoubleFunction<String> paces;
    private final LongSupplier nanoTime;
    private double earlierTrial;
    private long modelEnd;
    private long measuredFrom;
    private int measuredAfter;

    /**
     * Its time begins now.
     *
     * @param left what the run may still take; may be negative
     * @param models that are still to come
     * @param paces seconds of a trial by model name, as earlier invocations measured them; 0 where nothing was
     */
    BudgetRule(Duration left, ComingModels models, ToDoubleFunction<String> paces, LongSupplier nanoTime) {
        this.end = nanoTime.getAsLong() + left.toNanos();
        this.models = models;
        this.paces = paces;
        this.nanoTime = nanoTime;
    }

    void modelStarts(Model model) {
        long now = nanoTime.getAsLong();
        modelEnd = now + Math.round((end - now) * models.begins(model.name()));
        earlierTrial = paces.applyAsDouble(model.name()) * 1e9;
        measuredFrom = now;
        measuredAfter = 0;
    }

    /** True when the next block is not to be begun. */
    boolean usedUp(BlockEnd block) {
        long now = nanoTime.getAsLong();
        if (block.asked() == measuredAfter || isFirst(block)) {
            measuredFrom = now;
            measuredAfter = block.asked();
        }
        if (isFirst(block)) {
            return false;
        }
        int measured = block.asked() - measuredAfter;
        double trial = measured == 0 ? earlierTrial : (double) (now - measuredFrom) / measured;
        return now >= modelEnd || trial * (block.next() + block.controls()) > modelEnd - now;
    }

    private static boolean isFirst(BlockEnd block) {
        return block.going().stream().anyMatch(reached -> reached.items() == 0);
    }

    long nanosLeft() {
        return Math.max(0, end - nanoTime.getAsLong());
    }
}
