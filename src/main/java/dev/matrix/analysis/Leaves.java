package dev.matrix.analysis;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The leaf tasks that a cell's items belong to, where lm-eval adds them up: the score is the mean of the leaves weighted by size, which is that of the items;
 * the standard error is pooled within the leaves, so that differences between them are left out (pooled_sample_stderr of lm-eval 0.4.12 and 0.4.13). Immutable.
 */
public final class Leaves {

    private final int[] byItem;

    /** @param byItem number of the leaf of each planned item, from 0, in lm-eval's order */
    public Leaves(int[] byItem) {
        this.byItem = byItem.clone();
    }

    /** No leaves: one mean over all items. */
    public static Leaves none() {
        return new Leaves(new int[0]);
    }

    /** @param items the places of the values among the planned items */
    MeanEstimate estimate(int[] items, double[] values) {
        MeanEstimate all = MeanEstimate.of(values);
        return byItem.length == 0 || values.length == 0
                ? all
                : new MeanEstimate(values.length, mean(items, values), error(items, values), all.interval());
    }

    private double mean(int[] items, double[] values) {
        int[] sizes = sizes(items);
        double[] sums = sums(items, values);
        double weighted = 0;
        for (int leaf = 0; leaf < sizes.length; leaf++) {
            weighted += sizes[leaf] == 0 ? 0 : sums[leaf] / sizes[leaf] * sizes[leaf];
        }
        return weighted / values.length;
    }

    /** Null when one of the leaves has a single item: lm-eval says N/A then. */
    private @Nullable Double error(int[] items, double[] values) {
        int[] sizes = sizes(items);
        double[] sums = sums(items, values);
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            int leaf = byItem[items[i]];
            double off = values[i] - sums[leaf] / sizes[leaf];
            squares += off * off;
        }
        int leaves = (int) Arrays.stream(sizes).filter(size -> size > 0).count();
        boolean single = Arrays.stream(sizes).anyMatch(size -> size == 1);
        return single ? null : Double.valueOf(Math.sqrt(squares / (values.length - leaves) / values.length));
    }

    private int[] sizes(int[] items) {
        int[] sizes = new int[Arrays.stream(byItem).max().orElse(-1) + 1];
        for (int item : items) {
            sizes[byItem[item]]++;
        }
        return sizes;
    }

    private double[] sums(int[] items, double[] values) {
        double[] sums = new double[Arrays.stream(byItem).max().orElse(-1) + 1];
        for (int i = 0; i < values.length; i++) {
            sums[byItem[items[i]]] += values[i];
        }
        return sums;
    }
}
