package dev.matrix.analysis.study;

import dev.matrix.analysis.Holm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What holds for all models: for each personality how many models gain, and for all together whether the models order them alike.
 *
 * @param rows one a personality
 * @param friedman over the suite; null when it cannot be told
 * @param friedmanReason why it cannot be told; empty when it can
 * @param pairs rank correlation of the suite's effects for each two models
 * @param meanSpearman mean over the pairs; null without pairs
 */
public record Universality(
        List<Row> rows,
        @Nullable Friedman friedman,
        String friedmanReason,
        List<Pair> pairs,
        @Nullable Double meanSpearman) {

    /** Fewer models can never give a sign test under 5 %. */
    static final int LEAST_SIGNS = 6;

    /** Fewer models tell no common order. */
    static final int LEAST_BLOCKS = 4;

    private static final int LEAST_TREATMENTS = 3;
    private static final double ALPHA = 0.05;

    public Universality {
        rows = List.copyOf(rows);
        pairs = List.copyOf(pairs);
    }

    /**
     * One personality over models.
     *
     * @param models that have it
     * @param positive models with an effect over 0
     * @param negative models with an effect under 0
     * @param share {@code positive / models}
     * @param mean mean effect over the models
     * @param correctedMean the same with its interval corrected for the number of personalities (Bonferroni, 95 % together)
     * @param signP of the sign test; null under {@value #LEAST_SIGNS} models
     * @param adjustedSignP Holm's over the personalities; null likewise
     * @param heterogeneityP of Cochran's Q that the models differ in this effect; null for fewer than two models
     * @param adjustedHeterogeneityP Holm's over the personalities; null likewise
     * @param reason why the signs cannot be told; empty when they can
     */
    public record Row(
            String personality,
            int models,
            int positive,
            int negative,
            double share,
            @Nullable Estimate mean,
            @Nullable Estimate correctedMean,
            @Nullable Double signP,
            @Nullable Double adjustedSignP,
            @Nullable Double heterogeneityP,
            @Nullable Double adjustedHeterogeneityP,
            String reason) {}

    /** Two models and how alike they order the personalities. */
    public record Pair(String first, String second, RankCorrelation correlation) {}

    static Universality of(Evidence evidence) {
        List<Row> rows = new ArrayList<>();
        for (int personality = 0; personality < evidence.table().personalities().size(); personality++) {
            int[] models = evidence.having(evidence.models(), personality);
            if (models.length > 0) {
                rows.add(row(evidence, personality, models));
            }
        }
        List<Pair> pairs = pairs(evidence);
        OptionalDouble spearman = pairs.stream()
                .mapToDouble(pair -> pair.correlation().spearman())
                .average();
        int models = evidence.table().models().size();
        int treatments = evidence.table().suite().length;
        String reason = models < LEAST_BLOCKS
                ? "cannot tell, " + Words.count(models, "model")
                : treatments < LEAST_TREATMENTS ? "cannot tell, " + Words.count(treatments, "personality") : "";
        return new Universality(
                adjusted(rows),
                reason.isEmpty() ? friedman(evidence) : null,
                reason,
                pairs,
                spearman.isPresent() ? spearman.getAsDouble() : null);
    }

    private static Friedman friedman(Evidence evidence) {
        double[][] table = IntStream.of(evidence.models())
                .mapToObj(model -> evidence.observed().suite(model))
                .toArray(double[][]::new);
        return Friedman.of(table, evidence.seed());
    }

    private static Row row(Evidence evidence, int personality, int[] models) {
        double[] effects = IntStream.of(models)
                .mapToDouble(model -> evidence.observed().of(model, personality))
                .toArray();
        SignTest signs = SignTest.of(effects);
        boolean few = models.length < LEAST_SIGNS;
        return new Row(
                evidence.personality(personality),
                models.length,
                signs.positive(),
                signs.negative(),
                (double) signs.positive() / models.length,
                evidence.bootstrap().estimate(each -> each.mean(models, personality)),
                evidence.bootstrap()
                        .estimate(
                                each -> each.mean(models, personality),
                                1 - ALPHA / evidence.table().personalities().size()),
                few ? null : Double.valueOf(signs.p()),
                null,
                heterogeneity(evidence, personality, models, effects),
                null,
                few ? "cannot tell, " + Words.count(models.length, "model") : "");
    }

    /** Cochran's Q (W. G. Cochran, Biometrics 10 (1954) 101-129) with the bootstrap's standard errors. */
    private static @Nullable Double heterogeneity(Evidence evidence, int personality, int[] models, double[] effects) {
        if (models.length < 2) {
            return null;
        }
        double[] weights = IntStream.of(models)
                .mapToDouble(model -> evidence.bootstrap().spread(each -> each.of(model, personality)))
                .map(error -> 1 / (error * error))
                .toArray();
        double total = Arrays.stream(weights).sum();
        double mean = IntStream.range(0, effects.length)
                        .mapToDouble(i -> weights[i] * effects[i])
                        .sum()
                / total;
        double q = IntStream.range(0, effects.length)
                .mapToDouble(i -> weights[i] * (effects[i] - mean) * (effects[i] - mean))
                .sum();
        return ChiSquaredTail.above(q, models.length - 1);
    }

    private static List<Row> adjusted(List<Row> rows) {
        double[] signs = holm(rows, Row::signP);
        double[] differences = holm(rows, Row::heterogeneityP);
        List<Row> adjusted = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            adjusted.add(new Row(
                    row.personality(),
                    row.models(),
                    row.positive(),
                    row.negative(),
                    row.share(),
                    row.mean(),
                    row.correctedMean(),
                    row.signP(),
                    row.signP() == null ? null : Double.valueOf(signs[i]),
                    row.heterogeneityP(),
                    row.heterogeneityP() == null ? null : Double.valueOf(differences[i]),
                    row.reason()));
        }
        return adjusted;
    }

    /** Holm's values in the order of the rows; a row without a value counts as 1 and does not enlarge the family. */
    private static double[] holm(List<Row> rows, Function<Row, @Nullable Double> p) {
        List<Integer> with = IntStream.range(0, rows.size())
                .filter(row -> p.apply(rows.get(row)) != null)
                .boxed()
                .toList();
        double[] given = with.stream()
                .mapToDouble(row -> Objects.requireNonNull(p.apply(rows.get(row))))
                .toArray();
        Holm holm = Holm.of(given, given.length, ALPHA);
        double[] all = new double[rows.size()];
        Arrays.fill(all, 1);
        for (int i = 0; i < given.length; i++) {
            all[with.get(i)] = holm.adjusted(i);
        }
        return all;
    }

    private static List<Pair> pairs(Evidence evidence) {
        List<Pair> pairs = new ArrayList<>();
        int models = evidence.table().models().size();
        for (int first = 0; first < models; first++) {
            for (int second = first + 1; second < models; second++) {
                RankCorrelation correlation = RankCorrelation.of(
                        evidence.observed().suite(first), evidence.observed().suite(second));
                if (correlation != null) {
                    pairs.add(new Pair(
                            evidence.model(first).name(), evidence.model(second).name(), correlation));
                }
            }
        }
        return pairs;
    }
}
