package dev.matrix.analysis;

import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * How many items a paired comparison needs, and how small a difference so many items find.
 *
 * <p>Source: R. J. Connor, Biometrics 43 (1987) 207-211: n = (z(1 - alpha/2) sqrt(psi) + z(power) sqrt(psi - delta^2))^2 / delta^2, with psi the share of items
 * on which the two differ and delta the difference. The exact test counts in whole items, so that won - lost must be larger by 1 to be found: n grows by 1 /
 * delta. So corrected the exact test has a power between .78 and .95 from 40 items on (less is found only where the table of so few items has no room for the
 * level).
 *
 * <p>Where the difference is more than half of the discordance, the normal approximation is too far off and asks too much; the smallest difference is then that
 * of the exact test itself: its power is the sum over the number k of items on which the two differ, binomial with n and psi, of the probability that the won
 * ones among them, binomial with k and (1 + delta / psi) / 2, are so many or so few that the test rejects (O. S. Miettinen, Biometrics 24 (1968) 339-352).
 */
public final class Power {

    /** Out of 1: a difference of the stated size is found in 80 of 100 runs. */
    public static final double USUAL = 0.8;

    private static final NormalDistribution NORMAL = new NormalDistribution();
    private static final int HALVINGS = 60;
    /** Share of the discordance up to which the approximation holds. */
    private static final double FAR = 0.5;

    private Power() {}

    /**
     * The items that find a difference with the usual power.
     *
     * @param difference a share, in (0, 1]
     * @param discordance share of items on which the two differ, in [0, 1]; it cannot be smaller than the difference, which is taken then
     * @param alpha two-sided level of the one test
     */
    public static int items(double difference, double discordance, double alpha) {
        return (int) Math.ceil(exactItems(difference, Math.max(difference, discordance), alpha));
    }

    /**
     * The smallest difference that so many items find with the usual power.
     *
     * @param items at least 1
     * @param discordance share of items on which the two differ, in (0, 1]
     * @param alpha two-sided level of the one test
     * @return a share; empty when not even a difference on all of these items would be found
     */
    public static OptionalDouble smallestDifference(int items, double discordance, double alpha) {
        if (items < 1 || !(discordance > 0 && discordance <= 1)) {
            throw new IllegalArgumentException(
                    "power needs at least one item and a discordance in (0, 1], got " + items + " and " + discordance);
        }
        OptionalDouble approximated =
                smallest(discordance, difference -> exactItems(difference, discordance, alpha) <= items);
        if (approximated.isPresent() && approximated.getAsDouble() <= discordance * FAR) {
            return approximated;
        }
        ExactPower exact = new ExactPower(items, discordance, alpha);
        return smallest(discordance, difference -> exact.of(difference) >= USUAL);
    }

    /** The smallest difference up to {@code most} that is found; what is found must be so at every larger one. */
    private static OptionalDouble smallest(double most, DoublePredicate isFound) {
        if (!isFound.test(most)) {
            return OptionalDouble.empty();
        }
        double found = most;
        double missed = 0;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (found + missed) / 2;
            if (isFound.test(middle)) {
                found = middle;
            } else {
                missed = middle;
            }
        }
        return OptionalDouble.of(found);
    }

    private static double exactItems(double difference, double discordance, double alpha) {
        double test = -NORMAL.inverseCumulativeProbability(alpha / 2) * Math.sqrt(discordance);
        double power = NORMAL.inverseCumulativeProbability(USUAL)
                * Math.sqrt(Math.max(0, discordance - difference * difference));
        return (test + power) * (test + power) / (difference * difference) + 1 / difference;
    }
}
