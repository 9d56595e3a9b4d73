package dev.matrix.analysis;

import org.hipparchus.special.Beta;

/**
 * McNemar's test of two paired proportions in its exact form: of the items on which the two differ, each is won with probability one half when there is no
 * effect.
 *
 * <p>Source: Q. McNemar, Psychometrika 12 (1947) 153-157; the exact binomial form and its two-sided p value (twice the smaller tail, at most 1) as in
 * A. Agresti, Categorical Data Analysis, 3rd ed. (2013), 11.1.
 */
final class ExactMcNemar {

    private ExactMcNemar() {}

    /**
     * The two-sided p value; 1 when the two never differ.
     *
     * @param won items right here and wrong there, at least 0
     * @param lost the reverse
     */
    static double pValue(int won, int lost) {
        int fewer = Math.min(won, lost);
        int more = Math.max(won, lost);
        // The tail as an incomplete beta function: summed from the other side it would lose its digits.
        return more == 0 ? 1 : Math.min(1, 2 * Beta.regularizedBeta(0.5, more, fewer + 1.0));
    }
}
