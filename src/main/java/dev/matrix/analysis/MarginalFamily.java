package dev.matrix.analysis;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Comparisons of which only counts are known, corrected together by Holm's method. A difference is called only where it is significant however the pairs
 * lie; where no way of pairing makes it significant, it cannot be one.
 */
public final class MarginalFamily {

    private static final double ALPHA = 0.05;

    private final List<MarginalPairs> pairs;
    private final double[] least;
    private final double[] most;

    public MarginalFamily(List<MarginalPairs> pairs) {
        this.pairs = List.copyOf(pairs);
        least = pairs.stream().mapToDouble(MarginalPairs::leastP).toArray();
        most = pairs.stream().mapToDouble(MarginalPairs::mostP).toArray();
    }

    /** How many comparisons. */
    public int size() {
        return pairs.size();
    }

    /** How many differ beyond doubt. */
    public int called() {
        return under(holm(most));
    }

    /** How many could differ if the pairs lay as favourably as the counts allow. */
    public int possible() {
        return under(holm(least));
    }

    /** How many could be under alpha if each were the only one. */
    public int possibleAlone() {
        return under(least);
    }

    /** The smallest p that any of them can have, uncorrected. */
    public double smallestP() {
        double smallest = 1;
        for (double p : least) {
            smallest = Math.min(smallest, p);
        }
        return smallest;
    }

    /** Whether this one is called. */
    public boolean called(int index) {
        return Holm.of(most, most.length, ALPHA).adjusted(index) <= ALPHA;
    }

    private static double[] holm(double[] ps) {
        Holm holm = Holm.of(ps, ps.length, ALPHA);
        return IntStream.range(0, ps.length).mapToDouble(holm::adjusted).toArray();
    }

    private static int under(double[] ps) {
        int count = 0;
        for (double p : ps) {
            count += p <= ALPHA ? 1 : 0;
        }
        return count;
    }
}
