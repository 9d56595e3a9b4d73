package dev.matrix.analysis;

import dev.matrix.domain.Shard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was fixed before the run.
 *
 * @param alpha error rate of the whole family of comparisons, in (0, 1)
 * @param sesoi smallest effect size of interest, a share: 0.05 is 5 points
 * @param compare personalities of the primary family; empty means all but baseline
 * @param optionalStopping true when the data decided when to stop, so that only anytime-valid methods may be used
 * @param seed of permutations and resampling
 * @param shard which part of a run the data is; null when it is all of it
 */
public record StudySettings(
        double alpha,
        double sesoi,
        List<String> compare,
        boolean optionalStopping,
        long seed,
        @Nullable Shard shard) {

    /** The error rate that is used where nobody says another. */
    public static final double ALPHA = 0.05;

    /** The smallest effect of interest that is used where nobody says another: 5 points. */
    public static final double SESOI = 0.05;

    public StudySettings {
        if (!(alpha > 0 && alpha < 1) || !(sesoi > 0 && sesoi <= 1)) {
            throw new IllegalArgumentException(
                    "alpha lies in (0, 1) and sesoi in (0, 1], got " + alpha + " and " + sesoi);
        }
        compare = List.copyOf(compare);
    }

    /** Of a whole run. */
    public StudySettings(double alpha, double sesoi, List<String> compare, boolean optionalStopping, long seed) {
        this(alpha, sesoi, compare, optionalStopping, seed, null);
    }

    /** All personalities at the usual error rate and effect size. */
    public static StudySettings usual(long seed) {
        return new StudySettings(ALPHA, SESOI, List.of(), false, seed);
    }
}
