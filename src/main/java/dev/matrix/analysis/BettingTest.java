package dev.matrix.analysis;

import java.util.Map;
import java.util.TreeMap;

/**
 * Test and interval of a mean of differences in [-1, 1] that hold whenever one looks and whatever made one stop. Against the claim that the mean is m, one
 * bets on each difference d in turn: capital is multiplied by 1 + lambda (d - m), which no strategy can expect to grow when the claim is true. The chance that
 * capital ever reaches 1 / alpha is then at most alpha. The start is split in two halves, one on larger means (lambda over 0), one on smaller ones; each is
 * spread evenly over {@value #STAKES} constant stakes lambda, so that the capital depends on how often each difference occurred and not on their order.
 *
 * <p>Sources: J. Ville, Etude critique de la notion de collectif (1939); H. Robbins, Ann. Math. Stat. 41 (1970) 1397-1409 (mixtures); I. Waudby-Smith and
 * A. Ramdas, J. R. Stat. Soc. B 86 (2024) 1-27 (bounded means by betting, capital hedged over two sides); F. Orabona and K.-S. Jun, IEEE Trans. Inf. Theory 70
 * (2024) 436-455 (evenly spread stakes). For differences of -1, 0 and 1 and m = 0 it is Robbins' beta-binomial mixture over the items on which the two
 * differ.
 */
final class BettingTest {

    static final int STAKES = 128;

    private static final int HALVINGS = 40;
    private static final double EDGE = 1e-9;

    private final double[] values;
    private final int[] counts;
    private final double mean;

    /** @param differences those seen so far, at least one */
    BettingTest(double[] differences) {
        Map<Double, Integer> seen = new TreeMap<>();
        double sum = 0;
        for (double difference : differences) {
            // -0.0 and 0.0 are one value.
            seen.merge(difference + 0.0, 1, Integer::sum);
            sum += difference;
        }
        values = seen.keySet().stream().mapToDouble(Double::doubleValue).toArray();
        counts = seen.values().stream().mapToInt(Integer::intValue).toArray();
        mean = sum / differences.length;
    }

    /** Two-sided p value of a mean of 0: the inverse of the larger half's capital. */
    double pValue() {
        return inverse(Math.max(logCapital(0, 1), logCapital(0, -1)));
    }

    /** The smallest alpha at which {@link #interval} lies within (-bound, bound). */
    double equivalencePValue(double bound) {
        return inverse(Math.min(logCapital(-bound, 1), logCapital(bound, -1)));
    }

    /**
     * The means against which no half has reached 1 / alpha. A half on larger means earns the less, the larger the mean it bets against; so they are an
     * interval, and halving finds its ends.
     *
     * @param alpha 1 - confidence, in (0, 1)
     */
    Interval interval(double alpha) {
        return new Interval(-end(alpha, -1), end(alpha, 1));
    }

    /** The upper end for side 1; the negated lower end for side -1. */
    private double end(double alpha, int side) {
        double in = side * mean;
        double out = 1;
        double needed = -Math.log(alpha);
        if (logCapital(side * (1 - EDGE), -side) < needed) {
            return 1;
        }
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (in + out) / 2;
            if (logCapital(side * Math.min(middle, 1 - EDGE), -side) < needed) {
                in = middle;
            } else {
                out = middle;
            }
        }
        return out;
    }

    private static double inverse(double logCapital) {
        return Math.min(1, Math.exp(-logCapital));
    }

    /**
     * Log of what one half has become.
     *
     * @param claimed the mean that it bets against
     * @param side 1 bets on larger means, -1 on smaller ones
     */
    private double logCapital(double claimed, int side) {
        double[] logs = new double[STAKES];
        double largest = Double.NEGATIVE_INFINITY;
        for (int stake = 0; stake < STAKES; stake++) {
            // Below 1 / (1 + side x claimed) no difference can take all.
            double lambda = (stake + 0.5) / STAKES / (1 + side * claimed);
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += counts[i] * Math.log1p(lambda * side * (values[i] - claimed));
            }
            logs[stake] = sum;
            largest = Math.max(largest, sum);
        }
        double capital = 0;
        for (double log : logs) {
            capital += Math.exp(log - largest);
        }
        return largest + Math.log(capital / STAKES / 2);
    }
}
