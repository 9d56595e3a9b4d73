package dev.matrix.analysis.study;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The differences of each personality to baseline, item by item: model x personality x benchmark. All models share the items of a benchmark. The effect of a
 * personality in a model is the mean over benchmarks, each with the same weight, of the mean over its items; it is there when every benchmark has items.
 * Immutable.
 */
final class EffectTable {

    private final List<StudiedModel> models;
    private final List<String> personalities;
    private final List<String> benchmarks;
    private final int[] suite;
    private final double[][][][] cells;

    /**
     * A table of the cells that belong to these models, personalities and benchmarks; others are passed over.
     *
     * @param suite the personalities among which one is the best
     */
    EffectTable(
            List<StudiedModel> models,
            List<String> personalities,
            List<String> suite,
            List<String> benchmarks,
            List<EffectCell> of) {
        this.models = List.copyOf(models);
        this.personalities = List.copyOf(personalities);
        this.benchmarks = List.copyOf(benchmarks);
        this.suite = suite.stream().mapToInt(this.personalities::indexOf).toArray();
        this.cells = new double[models.size()][personalities.size()][benchmarks.size()][0];
        Map<String, Integer> rows = new HashMap<>();
        models.forEach(model -> rows.put(model.name(), rows.size()));
        for (EffectCell cell : of) {
            Integer model = rows.get(cell.model());
            int personality = this.personalities.indexOf(cell.personality());
            int benchmark = this.benchmarks.indexOf(cell.benchmark());
            if (model != null && personality >= 0 && benchmark >= 0) {
                cells[model][personality][benchmark] = cell.differences();
            }
        }
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

    /** Items of each benchmark: the most that any model has. */
    int[] items() {
        int[] items = new int[benchmarks.size()];
        for (double[][][] model : cells) {
            for (double[][] personality : model) {
                for (int b = 0; b < items.length; b++) {
                    items[b] = Math.max(items[b], personality[b].length);
                }
            }
        }
        return items;
    }

    /** Items compared over all benchmarks. */
    int compared(int model, int personality) {
        return (int) Arrays.stream(cells[model][personality])
                .flatMapToDouble(Arrays::stream)
                .filter(difference -> !Double.isNaN(difference))
                .count();
    }

    /** The weights that make each item count once. */
    double[][] once() {
        return IntStream.of(items())
                .mapToObj(count -> {
                    double[] weights = new double[count];
                    Arrays.fill(weights, 1);
                    return weights;
                })
                .toArray(double[][]::new);
    }

    /**
     * The weighted effect of a personality in a model.
     *
     * @param weights by benchmark and item, at least 0
     * @return NaN when a benchmark has no item of positive weight
     */
    double effect(int model, int personality, double[][] weights) {
        double sum = 0;
        for (int b = 0; b < benchmarks.size(); b++) {
            double[] cell = cells[model][personality][b];
            double total = 0;
            double mass = 0;
            for (int i = 0; i < cell.length; i++) {
                if (!Double.isNaN(cell[i])) {
                    total += weights[b][i] * cell[i];
                    mass += weights[b][i];
                }
            }
            sum += mass == 0 ? Double.NaN : total / mass;
        }
        return sum / benchmarks.size();
    }

    /**
     * The same with the pseudo-observations of {@link ItemBootstrap} in every benchmark.
     *
     * @param random draws their weights
     */
    double smoothed(int model, int personality, double[][] weights, RandomGenerator random) {
        double sum = 0;
        for (int b = 0; b < benchmarks.size(); b++) {
            double[] cell = cells[model][personality][b];
            double won = halfUnit(random);
            double lost = halfUnit(random);
            double total = won - lost;
            double mass = won + lost + random.nextExponential();
            boolean any = false;
            for (int i = 0; i < cell.length; i++) {
                if (!Double.isNaN(cell[i])) {
                    total += weights[b][i] * cell[i];
                    mass += weights[b][i];
                    any = true;
                }
            }
            sum += any ? total / mass : Double.NaN;
        }
        return sum / benchmarks.size();
    }

    /** A gamma variable of shape 1/2: half the square of a normal one. */
    private static double halfUnit(RandomGenerator random) {
        double normal = random.nextGaussian();
        return normal * normal / 2;
    }
}
