package dev.matrix.analysis.study;

import dev.matrix.analysis.Clusters;
import dev.matrix.analysis.MeanOverBenchmarks;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleBiFunction;
import java.util.random.RandomGenerator;

/**
 * The differences of each personality to baseline, item by item: model x personality x benchmark. All models share the items of a benchmark. The effect of a
 * personality in a model is the mean over benchmarks, each with the same weight, of the mean over its items; it is there when every benchmark has items.
 * Immutable.
 */
final class EffectTable {

    /** Sums of weights that should be 0 differ from it by rounding. */
    private static final double NOTHING = 1e-12;

    private final List<StudiedModel> models;
    private final List<String> personalities;
    private final List<String> benchmarks;
    private final int[] suite;
    private final SparseCell[][][] cells;
    private final int[][] clusters;

    /**
     * A table of the cells that belong to these models, personalities and benchmarks; others are passed over.
     *
     * @param suite the personalities among which one is the best
     * @param groups name of the group of each item, by benchmark; one that is not named has none
     */
    EffectTable(
            List<StudiedModel> models,
            List<String> personalities,
            List<String> suite,
            List<String> benchmarks,
            List<EffectCell> of,
            Map<String, List<String>> groups) {
        this.models = List.copyOf(models);
        this.personalities = List.copyOf(personalities);
        this.benchmarks = List.copyOf(benchmarks);
        this.suite = suite.stream().mapToInt(this.personalities::indexOf).toArray();
        this.cells = new SparseCell[models.size()][personalities.size()][benchmarks.size()];
        for (SparseCell[][] model : cells) {
            for (SparseCell[] personality : model) {
                Arrays.fill(personality, SparseCell.empty());
            }
        }
        Map<String, Integer> rows = new HashMap<>();
        models.forEach(model -> rows.put(model.name(), rows.size()));
        for (EffectCell cell : of) {
            Integer model = rows.get(cell.model());
            int personality = this.personalities.indexOf(cell.personality());
            int benchmark = this.benchmarks.indexOf(cell.benchmark());
            if (model != null && personality >= 0 && benchmark >= 0) {
                cells[model][personality][benchmark] = new SparseCell(cell.differences());
            }
        }
        this.clusters = benchmarks.stream()
                .map(benchmark -> Clusters.of(groups.getOrDefault(benchmark, List.of())))
                .toArray(int[][]::new);
    }

    List<StudiedModel> models() {
        return models;
    }

    List<String> personalities() {
        return personalities;
    }

    List<String> benchmarks() {
        return benchmarks;
    }

    /** The places of the suite among the personalities. */
    int[] suite() {
        return suite.clone();
    }

    /** Items of each benchmark: as far as any model has them. */
    private int items(int benchmark) {
        return Arrays.stream(cells)
                .flatMap(Arrays::stream)
                .mapToInt(personality -> personality[benchmark].length())
                .max()
                .orElse(0);
    }

    /** Items compared over all benchmarks. */
    int compared(int model, int personality) {
        return Arrays.stream(cells[model][personality])
                .mapToInt(SparseCell::compared)
                .sum();
    }

    /** Weights for every item, one a cluster, each asked for in order. */
    ItemWeights weights(DoubleSupplier weight) {
        double[][] weights = new double[benchmarks.size()][];
        for (int b = 0; b < weights.length; b++) {
            int[] of = clusters[b];
            double[] drawn = new double[items(b)];
            Arrays.setAll(drawn, cluster -> weight.getAsDouble());
            weights[b] = new double[drawn.length];
            Arrays.setAll(weights[b], item -> drawn[of.length == 0 ? item : of[item]]);
        }
        return new ItemWeights(weights);
    }

    /** The weights that make each item count once. */
    ItemWeights once() {
        return weights(() -> 1);
    }

    /** A figure for each model and personality. */
    double[][] effects(ToDoubleBiFunction<Integer, Integer> figure) {
        double[][] effects = new double[models.size()][personalities.size()];
        for (int model = 0; model < effects.length; model++) {
            for (int personality = 0; personality < effects[model].length; personality++) {
                effects[model][personality] = figure.applyAsDouble(model, personality);
            }
        }
        return effects;
    }

    /**
     * The weighted effect of a personality in a model.
     *
     * @return NaN when a benchmark has no item of positive weight
     */
    double effect(int model, int personality, ItemWeights weights) {
        double[] means = new double[weights.benchmarks()];
        for (int b = 0; b < means.length; b++) {
            SparseCell cell = cells[model][personality][b];
            double mass = cell.mass(b, weights);
            means[b] = mass > NOTHING ? cell.total(b, weights) / mass : Double.NaN;
        }
        return MeanOverBenchmarks.mean(means);
    }

    /**
     * The same with the pseudo-observations of {@link ItemBootstrap} in every benchmark.
     *
     * @param random draws their weights
     */
    double smoothed(int model, int personality, ItemWeights weights, RandomGenerator random) {
        double[] means = new double[weights.benchmarks()];
        for (int b = 0; b < means.length; b++) {
            SparseCell cell = cells[model][personality][b];
            double won = halfUnit(random);
            double lost = halfUnit(random);
            double mass = cell.mass(b, weights) + won + lost + random.nextExponential();
            means[b] = cell.compared() > 0 ? (cell.total(b, weights) + won - lost) / mass : Double.NaN;
        }
        return MeanOverBenchmarks.mean(means);
    }

    /** A gamma variable of shape 1/2: half the square of a normal one. */
    private static double halfUnit(RandomGenerator random) {
        double normal = random.nextGaussian();
        return normal * normal / 2;
    }
}
