package dev.matrix.analysis.study;

import java.util.stream.IntStream;

/** Differences of which most are 0: those that are not, and which items were compared. Immutable. */
final class SparseCell {

    private static final SparseCell EMPTY = new SparseCell(new double[0]);

    private final int[] places;
    private final double[] values;
    private final int[] missing;
    private final int length;

    SparseCell(double[] differences) {
        // Items beyond the last compared one need not be named one by one.
        int end = differences.length;
        while (end > 0 && Double.isNaN(differences[end - 1])) {
            end--;
        }
        length = end;
        missing = IntStream.range(0, end)
                .filter(item -> Double.isNaN(differences[item]))
                .toArray();
        places = IntStream.range(0, end)
                .filter(item -> !Double.isNaN(differences[item]) && differences[item] != 0)
                .toArray();
        values = IntStream.of(places).mapToDouble(item -> differences[item]).toArray();
    }

    /** Nothing was compared. */
    static SparseCell empty() {
        return EMPTY;
    }

    /** How far the compared items reach. */
    int length() {
        return length;
    }

    int compared() {
        return length - missing.length;
    }

    /** The weighted sum of the differences. */
    double total(int benchmark, ItemWeights weights) {
        double total = 0;
        for (int i = 0; i < places.length; i++) {
            total += weights.of(benchmark, places[i]) * values[i];
        }
        return total;
    }

    /** The weight of the compared items. */
    double mass(int benchmark, ItemWeights weights) {
        double mass = weights.first(benchmark, length);
        for (int item : missing) {
            mass -= weights.of(benchmark, item);
        }
        return mass;
    }
}
