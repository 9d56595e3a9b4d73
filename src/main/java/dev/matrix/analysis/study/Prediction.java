package dev.matrix.analysis.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the best personality of a model that nobody has asked can be told from the others: each model is left out in turn, the personality with the
 * largest mean effect over the others is predicted for it, and what it gains there is held against the naive guess, any personality of the suite. Half of the
 * items choose, the other half measures, both ways over 20 cuts: the models share their items, and so the luck of them.
 *
 * @param models one left out each; empty when it cannot be told
 * @param gain mean over models of the predicted personality's effect
 * @param advantage mean over models of that effect minus the mean effect of the suite
 * @param advantageP one-sided, whether models without a common order would show such an advantage ({@link WithinPermutation}); null when it cannot be told
 * @param hits models whose best personality was predicted
 * @param error mean absolute error of the predicted effects; null when it cannot be told
 * @param naiveError the same when every personality is predicted to do what all do on average in the other models
 * @param reason why it cannot be told; empty when it can
 */
public record Prediction(
        List<LeftOut> models,
        @Nullable Estimate gain,
        @Nullable Estimate advantage,
        @Nullable Double advantageP,
        int hits,
        @Nullable Double error,
        @Nullable Double naiveError,
        String reason) {

    /** Fewer models leave too few to learn from. */
    static final int LEAST = 4;

    public Prediction {
        models = List.copyOf(models);
    }

    /**
     * One model left out.
     *
     * @param predicted the personality that the others point to on all items
     * @param effect what the one that they choose on half of the items does in this model on the other half
     * @param naive mean effect of the suite in this model
     * @param best the personality that is best in it on all items
     */
    public record LeftOut(String model, String predicted, double effect, double naive, String best) {}

    static Prediction of(Evidence evidence) {
        int[] models = evidence.models();
        int[] suite = evidence.table().suite();
        if (models.length < LEAST || suite.length < 2) {
            String reason = models.length < LEAST
                    ? Words.count(models.length, "model")
                    : Words.count(suite.length, "personality");
            return new Prediction(List.of(), null, null, null, 0, null, null, "cannot tell, " + reason);
        }
        List<LeftOut> rows = new ArrayList<>();
        for (int model : models) {
            rows.add(leftOut(evidence, models, model));
        }
        WithinPermutation test = new WithinPermutation(evidence.observed().crossings(), models.length, suite);
        return new Prediction(
                rows,
                evidence.bootstrap()
                        .estimate(effects -> mean(models, model -> effects.transferred(others(models, model), model))),
                evidence.bootstrap()
                        .estimate(effects -> mean(models, model -> effects.advantage(others(models, model), model))),
                test.p(evidence.seed()),
                (int) rows.stream()
                        .filter(row -> row.best().equals(row.predicted()))
                        .count(),
                error(evidence, models, true),
                error(evidence, models, false),
                "");
    }

    private static LeftOut leftOut(Evidence evidence, int[] models, int model) {
        int[] suite = evidence.table().suite();
        Effects observed = evidence.observed();
        return new LeftOut(
                evidence.model(model).name(),
                evidence.personality(predicted(observed, others(models, model), suite)),
                observed.transferred(others(models, model), model),
                observed.mean(model),
                evidence.personality(suite[Effects.largest(observed.suite(model))]));
    }

    private static double mean(int[] models, java.util.function.IntToDoubleFunction figure) {
        return IntStream.of(models).mapToDouble(figure).average().orElse(Double.NaN);
    }

    private static int[] others(int[] models, int leftOut) {
        return IntStream.of(models).filter(model -> model != leftOut).toArray();
    }

    /** The personality with the largest mean effect over the other models. */
    private static int predicted(Effects effects, int[] others, int[] suite) {
        return suite[
                Effects.largest(IntStream.of(suite)
                        .mapToDouble(personality -> effects.mean(others, personality))
                        .toArray())];
    }

    private static double error(Evidence evidence, int[] models, boolean each) {
        Effects observed = evidence.observed();
        int[] suite = evidence.table().suite();
        return Arrays.stream(models)
                .mapToDouble(model -> {
                    int[] others = others(models, model);
                    double all = Evidence.mean(observed, others);
                    return mean(
                            suite,
                            personality -> Math.abs(observed.of(model, personality)
                                    - (each ? observed.mean(others, personality) : all)));
                })
                .average()
                .orElse(Double.NaN);
    }
}
