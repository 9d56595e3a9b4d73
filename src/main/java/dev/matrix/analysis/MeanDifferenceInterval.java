package dev.matrix.analysis;

/**
 * Interval of a mean of differences in [-1, 1] that are not all -1, 0 or 1: Student's, with two more pairs, of which one half each is won, lost, right in both
 * and right in none, so that differences that are all equal do not pass for certainty.
 *
 * <p>Sources: Student, Biometrika 6 (1908) 1-25; the added pairs from A. Agresti and Y. Min, Stat. Med. 24 (2005) 729-740.
 */
final class MeanDifferenceInterval {

    private MeanDifferenceInterval() {}

    /** @param alpha 1 - confidence, in (0, 1) */
    static Interval of(double[] differences, double alpha) {
        if (differences.length < 2) {
            return new Interval(-1, 1);
        }
        double sum = 0;
        double squares = 1;
        for (double difference : differences) {
            sum += difference;
            squares += difference * difference;
        }
        double pairs = differences.length + 2.0;
        double centre = sum / pairs;
        double error = Math.sqrt((squares / pairs - centre * centre) / pairs);
        double reach = Moments.reach(error, differences.length - 1.0, alpha);
        return new Interval(Math.max(-1, centre - reach), Math.min(1, centre + reach));
    }
}
