package dev.matrix.analysis.study;

import dev.matrix.analysis.Interval;
import dev.matrix.analysis.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * Draws the effects of a table anew, with other weights of the items: the Bayesian bootstrap (D. B. Rubin, Ann. Statist. 9 (1981) 130-134), whose weights are
 * standard exponential, one a cluster of items ({@link dev.matrix.analysis.Clusters}). An item has the same weight in all models and personalities, so that what they
 * share stays shared, and models with fewer items take part with those that they have.
 *
 * <p>A cell in which no item differs would have no spread at all, as if ten equal answers proved that no answer can differ. Therefore each cell gets the
 * pseudo-observations of A. Agresti and Y. Min (Stat. Med. 24 (2005) 729-740): one half item won, one half lost, one equal. An interval is widened to the
 * observed value where they would push it off.
 */
final class ItemBootstrap {

    static final int DRAWS = 2000;

    /** Cuts of the items a draw; with fewer the luck of the cut would pass for that of the items. */
    private static final int CUTS = 4;

    private final Effects observed;
    private final List<Effects> draws;

    private ItemBootstrap(Effects observed, List<Effects> draws) {
        this.observed = observed;
        this.draws = draws;
    }

    /**
     * Draws from a table.
     *
     * @param observed its effects
     * @param seed the same seed gives the same draws
     */
    static ItemBootstrap of(EffectTable table, Effects observed, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<Effects> draws = new ArrayList<>(DRAWS);
        for (int draw = 0; draw < DRAWS; draw++) {
            draws.add(draw(table, random));
        }
        return new ItemBootstrap(observed, draws);
    }

    private static Effects draw(EffectTable table, RandomGenerator random) {
        ItemWeights weights = table.weights(random::nextExponential);
        List<Crossing> crossings = new ArrayList<>();
        for (int i = 0; i < CUTS; i++) {
            Halves cut = Halves.of(weights, random);
            crossings.add(Crossing.drawn(table, cut, random));
            crossings.add(Crossing.drawn(table, cut.swapped(), random));
        }
        return new Effects(
                table.effects((model, personality) -> table.smoothed(model, personality, weights, random)),
                crossings,
                table.suite());
    }

    /** The observed effects. */
    Effects observed() {
        return observed;
    }

    /** A figure with its 95 % interval; null when it cannot be computed. */
    @Nullable
    Estimate estimate(ToDoubleFunction<Effects> figure) {
        return estimate(figure, 0.95);
    }

    /** A figure with its interval at a level; null when it cannot be computed. */
    @Nullable
    Estimate estimate(ToDoubleFunction<Effects> figure, double level) {
        double value = figure.applyAsDouble(observed);
        double[] drawn = draws.stream()
                .mapToDouble(figure)
                .filter(each -> !Double.isNaN(each))
                .sorted()
                .toArray();
        if (Double.isNaN(value) || drawn.length == 0) {
            return null;
        }
        double tail = (1 - level) / 2;
        return new Estimate(
                value,
                new Interval(Math.min(value, quantile(drawn, tail)), Math.max(value, quantile(drawn, 1 - tail))));
    }

    /** The standard deviation of a figure over the draws; NaN for fewer than two. */
    double spread(ToDoubleFunction<Effects> figure) {
        return Moments.of(draws.stream()
                        .mapToDouble(figure)
                        .filter(each -> !Double.isNaN(each))
                        .toArray())
                .standardDeviation();
    }

    /** Linear between order statistics (type 7 of R. J. Hyndman and Y. Fan, Am. Stat. 50 (1996) 361-365). */
    private static double quantile(double[] sorted, double at) {
        double place = at * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
