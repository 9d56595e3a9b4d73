package dev.matrix.analysis.study;

/** How much each item of each benchmark counts, at least 0, with running sums so that a mean over the first items needs no loop. Immutable. */
final class ItemWeights {

    private final double[][] weights;
    private final double[][] sums;

    /**
     * Takes over its array.
     *
     * @param weights by benchmark and item
     */
    ItemWeights(double[][] weights) {
        this.weights = weights;
        this.sums = new double[weights.length][];
        for (int b = 0; b < weights.length; b++) {
            sums[b] = new double[weights[b].length + 1];
            for (int i = 0; i < weights[b].length; i++) {
                sums[b][i + 1] = sums[b][i] + weights[b][i];
            }
        }
    }

    int benchmarks() {
        return weights.length;
    }

    int items(int benchmark) {
        return weights[benchmark].length;
    }

    double of(int benchmark, int item) {
        return weights[benchmark][item];
    }

    /** The sum over the first items. */
    double first(int benchmark, int items) {
        return sums[benchmark][items];
    }
}
