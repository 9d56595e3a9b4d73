package dev.matrix.analysis;

/** One test of a paired difference with the interval that belongs to it. */
interface PairedMethod {

    PairedTest test();

    /** Two-sided p value of no difference. */
    double pValue();

    /**
     * Interval of the difference.
     *
     * @param alpha 1 - confidence, in (0, 1)
     */
    Interval interval(double alpha);

    /** True when the interval does not contain 0. */
    default boolean excludesZero(double alpha) {
        return interval(alpha).excludesZero();
    }

    /**
     * The smallest alpha at which the interval lies within (-bound, bound): two one-sided tests (D. J. Schuirmann, J. Pharmacokinet. Biopharm. 15 (1987)
     * 657-680) at alpha / 2 each, read from the interval. A value over {@code most} is told as 1.
     *
     * @param most above which nobody asks
     */
    default double equivalencePValue(double bound, double most) {
        double within = most;
        if (!interval(within).isWithin(bound)) {
            return 1;
        }
        double without = 1e-15;
        if (interval(without).isWithin(bound)) {
            return without;
        }
        for (int i = 0; i < 60; i++) {
            double middle = Math.sqrt(within * without);
            if (interval(middle).isWithin(bound)) {
                within = middle;
            } else {
                without = middle;
            }
        }
        return within;
    }

    /** The method that suits the scores: betting when the data decided when to stop, else McNemar's where each item is right or wrong, else permutation. */
    static PairedMethod of(PairedItems items, boolean optionalStopping, long seed) {
        if (optionalStopping) {
            return new Anytime(new BettingTest(items.differences()));
        }
        return items.isBinary()
                ? new McNemar(items.count(1, 1), items.count(1, 0), items.count(0, 1), items.count(0, 0))
                : new Permutation(items.differences(), seed);
    }

    /** Exact McNemar with Newcombe's interval. */
    record McNemar(int both, int won, int lost, int neither) implements PairedMethod {

        @Override
        public PairedTest test() {
            return PairedTest.EXACT_MCNEMAR;
        }

        @Override
        public double pValue() {
            return ExactMcNemar.pValue(won, lost);
        }

        @Override
        public Interval interval(double alpha) {
            return NewcombeInterval.of(both, won, lost, neither, alpha);
        }
    }

    /** Paired permutation with Student's interval. */
    final class Permutation implements PairedMethod {

        private final double[] differences;
        private final long seed;

        Permutation(double[] differences, long seed) {
            this.differences = differences;
            this.seed = seed;
        }

        @Override
        public PairedTest test() {
            return PairedTest.PAIRED_PERMUTATION;
        }

        @Override
        public double pValue() {
            return PairedPermutation.pValue(differences, seed);
        }

        @Override
        public Interval interval(double alpha) {
            return MeanDifferenceInterval.of(differences, alpha);
        }
    }

    /** Betting. */
    record Anytime(BettingTest betting) implements PairedMethod {

        @Override
        public PairedTest test() {
            return PairedTest.ANYTIME;
        }

        @Override
        public double pValue() {
            return betting.pValue();
        }

        @Override
        public Interval interval(double alpha) {
            return betting.interval(alpha);
        }

        /** The interval holds the means that are not rejected, so the test says it without searching for the ends; a rule that stops a run asks often. */
        @Override
        public boolean excludesZero(double alpha) {
            return betting.pValue() <= alpha;
        }

        @Override
        public double equivalencePValue(double bound, double most) {
            return betting.equivalencePValue(bound);
        }
    }
}
