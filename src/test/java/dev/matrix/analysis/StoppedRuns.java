package dev.matrix.analysis;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * What it costs that a test holds whenever one looks: how many items the betting test may need until it has found a difference in 80 of 100 runs, over the items
 * that the test at a fixed end needs for that.
 *
 * @param difference a share, at the stated discordance
 * @param comparisons size of the family: the level is that of the first step of the correction
 */
record StoppedRuns(double difference, double discordance, int comparisons) {

    private static final int BLOCK = 20;
    /** Runs that take longer than so many times the fixed end are not followed to their end: far over the 80th of 100. */
    private static final int LONGEST = 4;

    /** Items of the test at a fixed end. */
    int fixed() {
        return Power.items(difference, discordance, alpha());
    }

    private double alpha() {
        return StudySettings.ALPHA / comparisons;
    }

    /**
     * Looks after every block of 20 items.
     *
     * @param runs how many are simulated
     */
    Measured measure(int runs) {
        int[] ends = LongStream.range(0, runs)
                .mapToInt(run -> end(new SplittableRandom(5_000_015L + run)))
                .sorted()
                .toArray();
        int needed = ends[(int) Math.ceil(runs * Power.USUAL) - 1];
        return new Measured((double) needed / fixed(), Arrays.stream(ends).average().orElseThrow() / fixed());
    }

    /**
     * Both over the items of the test at a fixed end.
     *
     * @param needed items that must be there, so that the difference is found in 80 of 100 runs
     * @param asked items that are asked on average until it is found, where there are enough
     */
    record Measured(double needed, double asked) {}

    private int end(SplittableRandom random) {
        double[] differences = new double[(LONGEST * fixed() / BLOCK + 1) * BLOCK];
        for (int item = 0; item < differences.length; item++) {
            double drawn = random.nextDouble();
            boolean won = drawn < (discordance + difference) / 2;
            differences[item] = won ? 1 : drawn < discordance ? -1 : 0;
            int asked = item + 1;
            if (asked % BLOCK == 0 && new BettingTest(Arrays.copyOf(differences, asked)).pValue() <= alpha()) {
                return asked;
            }
        }
        return differences.length;
    }
}
