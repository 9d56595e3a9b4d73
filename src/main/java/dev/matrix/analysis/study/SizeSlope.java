package dev.matrix.analysis.study;

import dev.matrix.analysis.Interval;
import java.util.function.ToDoubleBiFunction;
import org.hipparchus.stat.regression.SimpleRegression;
import org.jspecify.annotations.Nullable;

/**
 * How an effect changes with size: the least-squares slope over log2 of the measured parameters.
 *
 * @param models that it rests on
 * @param perDoubling change of the effect, a share, for twice the parameters; null when it cannot be told
 * @param overItems 95 % interval from the item bootstrap: these models, other items
 * @param overModels 95 % interval of Student's t with n - 2 degrees of freedom: other models like these
 * @param reason why it cannot be told; empty when it can
 */
public record SizeSlope(
        int models,
        @Nullable Double perDoubling,
        @Nullable Interval overItems,
        @Nullable Interval overModels,
        String reason) {

    /** Fewer models tell no slope. */
    static final int LEAST = 5;

    /**
     * Fits.
     *
     * @param models places of the models with a known size
     * @param figure of a model in given effects
     */
    static SizeSlope of(
            EffectTable table, ItemBootstrap bootstrap, int[] models, ToDoubleBiFunction<Effects, Integer> figure) {
        if (models.length < LEAST) {
            return none(models.length, "cannot tell, " + Words.count(models.length, "model"));
        }
        double[] sizes = new double[models.length];
        for (int i = 0; i < models.length; i++) {
            sizes[i] = Math.log(table.models().get(models[i]).parameters()) / Math.log(2);
        }
        SimpleRegression fit = fit(sizes, models, bootstrap.observed(), figure);
        Estimate slope = bootstrap.estimate(
                effects -> fit(sizes, models, effects, figure).getSlope());
        if (slope == null) {
            return none(models.length, "cannot tell, all models have the same size");
        }
        double reach = fit.getSlopeConfidenceInterval();
        return new SizeSlope(
                models.length,
                slope.value(),
                slope.interval(),
                new Interval(slope.value() - reach, slope.value() + reach),
                "");
    }

    private static SizeSlope none(int models, String reason) {
        return new SizeSlope(models, null, null, null, reason);
    }

    private static SimpleRegression fit(
            double[] sizes, int[] models, Effects effects, ToDoubleBiFunction<Effects, Integer> figure) {
        SimpleRegression fit = new SimpleRegression();
        for (int i = 0; i < models.length; i++) {
            fit.addData(sizes[i], figure.applyAsDouble(effects, models[i]));
        }
        return fit;
    }

    /** The smallest interval that holds both; null when there is none. */
    public @Nullable Interval widest() {
        return overItems == null || overModels == null
                ? null
                : new Interval(
                        Math.min(overItems.low(), overModels.low()), Math.max(overItems.high(), overModels.high()));
    }
}
