package dev.matrix.app;

import dev.matrix.domain.Model;
import dev.matrix.execution.BlockEnd;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Keeps a run within its time. What is left of it is shared out over the models by their estimates; what a model does not use, or uses too much, goes to those
 * after it in the same way. A block is begun only if, by the pace so far, it ends within the model's share, the control's trials included; the first block of
 * a model is always asked, since without it there would be no result. Driven by one thread, but for {@link #nanosLeft}.
 */
final class BudgetRule {

    private final long end;
    private final Map<String, Double> estimates;
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
     * @param estimates seconds by model name, of all models that are still to come; only their proportion matters
     * @param paces seconds of a trial by model name, as earlier invocations measured them; 0 where nothing was
     */
    BudgetRule(Duration left, Map<String, Double> estimates, ToDoubleFunction<String> paces, LongSupplier nanoTime) {
        this.end = nanoTime.getAsLong() + left.toNanos();
        this.estimates = new LinkedHashMap<>(estimates);
        this.paces = paces;
        this.nanoTime = nanoTime;
    }

    void modelStarts(Model model) {
        long now = nanoTime.getAsLong();
        double all =
                estimates.values().stream().mapToDouble(Double::doubleValue).sum();
        Double own = estimates.remove(model.name());
        modelEnd = now + (own == null || all <= 0 ? 0 : Math.round((end - now) * own / all));
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
