package dev.matrix.analysis.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.hipparchus.stat.regression.SimpleRegression;
import org.jspecify.annotations.Nullable;

/**
 * Families of models against personalities.
 *
 * @param rows one a family
 * @param compared families that take part in the test: those with two models or more
 * @param models models of these
 * @param p whether these families differ in their best gain once size is taken out (permutation of the labels over the residuals of a line over log size);
 *     null when it cannot be told
 * @param reason why it cannot be told; empty when it can
 */
public record Families(
        List<Row> rows,
        List<String> compared,
        int models,
        @Nullable Double p,
        String reason) {

    private static final double ALPHA = 0.05;

    public Families {
        rows = List.copyOf(rows);
        compared = List.copyOf(compared);
    }

    /**
     * One family.
     *
     * @param note {@code confounded with size} for a single model; empty otherwise
     * @param best mean gain of each model's best personality
     */
    public record Row(
            String family,
            List<String> models,
            String note,
            @Nullable Estimate best,
            List<Cell> cells) {
        public Row {
            models = List.copyOf(models);
            cells = List.copyOf(cells);
        }
    }

    /**
     * One personality in a family.
     *
     * @param n models that have it
     */
    public record Cell(String personality, int n, Estimate effect) {}

    static Families of(Evidence evidence) {
        Map<String, int[]> families = new LinkedHashMap<>();
        evidence.table().models().stream()
                .map(StudiedModel::family)
                .distinct()
                .sorted()
                .forEach(family -> families.put(
                        family, evidence.models(model -> model.family().equals(family))));
        List<Row> rows = new ArrayList<>();
        families.forEach((family, models) -> rows.add(row(evidence, family, models)));
        return test(evidence, families, rows);
    }

    private static Row row(Evidence evidence, String family, int[] models) {
        List<Cell> cells = new ArrayList<>();
        for (int p = 0; p < evidence.table().personalities().size(); p++) {
            int personality = p;
            int[] having = evidence.having(models, personality);
            Estimate effect = evidence.bootstrap().estimate(effects -> effects.mean(having, personality));
            if (effect != null) {
                cells.add(new Cell(evidence.personality(personality), having.length, effect));
            }
        }
        return new Row(
                family,
                TierRow.names(evidence, models),
                models.length == 1 ? "one model: confounded with size" : "",
                evidence.best(models),
                cells);
    }

    private static Families test(Evidence evidence, Map<String, int[]> families, List<Row> rows) {
        List<String> compared = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        families.forEach((family, all) -> {
            int[] sized = IntStream.of(all)
                    .filter(place -> evidence.model(place).parameters() > 0)
                    .toArray();
            if (sized.length > 1) {
                compared.add(family);
                Arrays.stream(sized).forEach(place -> {
                    places.add(place);
                    labels.add(family);
                });
            }
        });
        if (compared.size() < 2) {
            return none(
                    rows,
                    compared,
                    labels.size(),
                    "cannot tell, " + (compared.isEmpty() ? "no family has" : "only one family has")
                            + " two models or more");
        }
        if (labels.size() < SizeSlope.LEAST) {
            return none(
                    rows,
                    compared,
                    labels.size(),
                    "cannot tell, " + Words.count(labels.size(), "model") + " cannot tell families from sizes");
        }
        LabelPermutation test = LabelPermutation.of(residuals(evidence, places), labels, evidence.seed());
        if (test.smallest() > ALPHA) {
            return none(
                    rows,
                    compared,
                    labels.size(),
                    "cannot tell, so few models could never show a difference of" + " families");
        }
        return new Families(rows, compared, labels.size(), test.p(), "");
    }

    private static Families none(List<Row> rows, List<String> compared, int models, String reason) {
        return new Families(rows, compared, models, null, reason);
    }

    /** What is left of the best gains when a line over log size is taken out. */
    private static double[] residuals(Evidence evidence, List<Integer> places) {
        SimpleRegression line = new SimpleRegression();
        double[] sizes = places.stream()
                .mapToDouble(place -> Math.log(evidence.model(place).parameters()))
                .toArray();
        double[] gains = places.stream().mapToDouble(evidence.observed()::best).toArray();
        for (int i = 0; i < sizes.length; i++) {
            line.addData(sizes[i], gains[i]);
        }
        double mean = Arrays.stream(gains).average().orElse(0);
        return IntStream.range(0, gains.length)
                .mapToDouble(i -> {
                    double expected = line.predict(sizes[i]);
                    return gains[i] - (Double.isNaN(expected) ? mean : expected);
                })
                .toArray();
    }
}
