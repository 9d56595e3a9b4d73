package dev.matrix.analysis.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Studies made up with known effects: each item is won or lost by a personality with a given probability. */
final class Synthetic {

    static final List<String> SUITE = List.of("a", "b", "c", "d");

    private final SplittableRandom random;
    private final List<StudiedModel> models = new ArrayList<>();
    private final List<EffectCell> cells = new ArrayList<>();
    private final List<StudiedBenchmark> benchmarks = new ArrayList<>();

    Synthetic(long seed, String... benchmarkNames) {
        random = new SplittableRandom(seed);
        Arrays.stream(benchmarkNames).forEach(name -> benchmarks.add(new StudiedBenchmark(name, name, false)));
    }

    Synthetic with(StudiedBenchmark benchmark) {
        benchmarks.add(benchmark);
        return this;
    }

    /** A model in which each personality of the suite has its effect on all benchmarks. */
    Synthetic model(String name, double size, String family, int items, double... effects) {
        return model(name, size, family, null, items, SUITE, effects);
    }

    Synthetic model(
            String name,
            double size,
            String family,
            @Nullable Domain domain,
            int items,
            List<String> personalities,
            double... effects) {
        models.add(new StudiedModel(name, size, Math.round(size), family, domain));
        for (int p = 0; p < personalities.size(); p++) {
            for (StudiedBenchmark benchmark : benchmarks) {
                cells.add(cell(name, personalities.get(p), benchmark.name(), items, effects[p]));
            }
        }
        return this;
    }

    /** 20 % of the items differ, so that the mean is the effect. */
    EffectCell cell(String model, String personality, String benchmark, int items, double effect) {
        double discordance = Math.max(.2, Math.abs(effect));
        double won = (discordance + effect) / 2;
        double[] differences = IntStream.range(0, items)
                .mapToDouble(item -> {
                    double drawn = random.nextDouble();
                    return drawn < won ? 1 : drawn < discordance ? -1 : 0;
                })
                .toArray();
        return new EffectCell(model, personality, benchmark, differences);
    }

    Synthetic add(EffectCell cell) {
        cells.add(cell);
        return this;
    }

    /** Six models in which no personality has an effect; half of each item's luck is shared by all of them. */
    static StudyReport withoutEffects(long seed) {
        Synthetic study = new Synthetic(seed, "x");
        double[] sizes = {0.5e9, 1e9, 2e9, 3e9, 4e9, 8e9};
        int items = 40;
        double[][] shared = new double[SUITE.size()][items];
        for (double[] luck : shared) {
            Arrays.setAll(luck, item -> study.random.nextDouble());
        }
        for (double size : sizes) {
            String name = "m" + size;
            study.models.add(new StudiedModel(name, size, null, size > 2e9 ? "F" : "G", null));
            for (int p = 0; p < shared.length; p++) {
                double[] luck = shared[p];
                double[] differences = IntStream.range(0, items)
                        .mapToDouble(item -> study.random.nextBoolean() ? luck[item] : study.random.nextDouble())
                        .map(drawn -> drawn < .1 ? 1 : drawn < .2 ? -1 : 0)
                        .toArray();
                study.add(new EffectCell(name, SUITE.get(p), "x", differences));
            }
        }
        return study.report();
    }

    StudyEffects input() {
        List<String> personalities =
                cells.stream().map(EffectCell::personality).distinct().toList();
        return new StudyEffects(
                models,
                personalities,
                personalities.stream().filter(SUITE::contains).toList(),
                benchmarks,
                cells,
                Map.of(),
                List.of(),
                List.of(),
                false,
                42);
    }

    StudyReport report() {
        return StudyReport.of(input());
    }
}
