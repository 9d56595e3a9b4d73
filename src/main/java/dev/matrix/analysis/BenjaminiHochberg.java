package dev.matrix.analysis;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Benjamini and Hochberg's correction: of the tests whose adjusted value is at most q, a share of q is expected to be false.
 *
 * <p>Source: Y. Benjamini and Y. Hochberg, J. R. Stat. Soc. B 57 (1995) 289-300; it holds for independent and for positively dependent tests (Benjamini and
 * Yekutieli, Ann. Stat. 29 (2001) 1165-1188).
 */
final class BenjaminiHochberg {

    private BenjaminiHochberg() {}

    /** Adjusted p values in the order of the given ones. */
    static double[] adjusted(double[] p) {
        int[] order = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(test -> p[test]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[p.length];
        double smallest = 1;
        for (int rank = order.length; rank > 0; rank--) {
            smallest = Math.min(smallest, p[order[rank - 1]] * order.length / rank);
            adjusted[order[rank - 1]] = smallest;
        }
        return adjusted;
    }
}
