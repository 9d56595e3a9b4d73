package dev.matrix.analysis.study;

import java.util.Arrays;
import org.hipparchus.stat.correlation.KendallsCorrelation;
import org.hipparchus.stat.correlation.SpearmansCorrelation;

/**
 * How alike two models order the personalities.
 *
 * @param spearman rho with mid-ranks (C. Spearman, Am. J. Psychol. 15 (1904) 72-101)
 * @param kendall tau-b (M. G. Kendall, Biometrika 33 (1945) 239-251)
 */
public record RankCorrelation(double spearman, double kendall) {

    /** Null where one of them orders nothing: fewer than three values, or all alike. */
    static @org.jspecify.annotations.Nullable RankCorrelation of(double[] left, double[] right) {
        return left.length < 3 || isConstant(left) || isConstant(right)
                ? null
                : new RankCorrelation(
                        new SpearmansCorrelation().correlation(left, right),
                        new KendallsCorrelation().correlation(left, right));
    }

    private static boolean isConstant(double[] values) {
        return Arrays.stream(values).allMatch(value -> value == values[0]);
    }
}
