package dev.matrix.analysis.study;

import java.util.random.RandomGenerator;

/**
 * A random cut of every benchmark's items into two halves. Neighbours in sampling order go to different halves, so that each half of a shorter sample is a
 * half too.
 *
 * @param first weights that are 0 outside the first half
 * @param second weights that are 0 outside the second half
 */
record Halves(ItemWeights first, ItemWeights second) {

    static Halves of(ItemWeights weights, RandomGenerator random) {
        double[][] first = new double[weights.benchmarks()][];
        double[][] second = new double[weights.benchmarks()][];
        for (int b = 0; b < first.length; b++) {
            int items = weights.items(b);
            first[b] = new double[items];
            second[b] = new double[items];
            for (int i = 0; i < items; i += 2) {
                boolean swap = random.nextBoolean();
                (swap ? second : first)[b][i] = weights.of(b, i);
                if (i + 1 < items) {
                    (swap ? first : second)[b][i + 1] = weights.of(b, i + 1);
                }
            }
        }
        return new Halves(new ItemWeights(first), new ItemWeights(second));
    }

    /** The same cut the other way round. */
    Halves swapped() {
        return new Halves(/* first= */ second, /* second= */ first);
    }
}
