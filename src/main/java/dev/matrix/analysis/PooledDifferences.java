package dev.matrix.analysis;

import dev.matrix.domain.Personality;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * The mean difference over benchmarks, each with the same weight whatever its size: benchmarks are fixed, only their items are a sample. The interval is the
 * bootstrap's (percentiles), the p value twice the smaller share of resampled means beyond 0. Where a benchmark has groups (MMLU's subjects), whole groups are
 * drawn, because items of one subject resemble each other; and each draw is the same for all personalities and models, because they were asked the same items.
 *
 * <p>Sources: B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap (1993), 13.3 (percentiles), 15 and 16 (tests; (b + 1) / (m + 1)); A. C. Davison
 * and D. V. Hinkley, Bootstrap Methods and their Application (1997), 3.8 (clusters).
 */
final class PooledDifferences {

    static final int DRAWS = 1999;

    private static final int MOST_CLUSTERS = 1000;

    private final StudyData data;
    private final Map<Pool, List<Stratum>> pools = new LinkedHashMap<>();

    private record Pool(String model, String personality, String setting) {}

    /** One benchmark's part: sums of differences and counts of compared items by cluster. */
    private static final class Stratum {

        private final int benchmark;
        private final double[] sums;
        private final double[] counts;
        private final int items;

        /** @param benchmark its place among the benchmarks of the study */
        Stratum(int benchmark, double[] sums, double[] counts, int items) {
            this.benchmark = benchmark;
            this.sums = sums;
            this.counts = counts;
            this.items = items;
        }

        double mean() {
            return Arrays.stream(sums).sum() / Arrays.stream(counts).sum();
        }

        /** NaN when the drawn clusters have no compared item. */
        double mean(int[] drawn) {
            double sum = 0;
            double count = 0;
            for (int cluster : drawn) {
                sum += sums[cluster];
                count += counts[cluster];
            }
            return sum / count;
        }
    }

    /** @param compared cells whose baseline is usable too */
    PooledDifferences(StudyData data, List<StudyCell> compared) {
        this.data = data;
        Map<CellKey, StudyCell> cells = new HashMap<>();
        data.cells().stream().filter(cell -> !cell.control()).forEach(cell -> cells.put(cell.key(), cell));
        List<int[]> clusters =
                data.benchmarks().stream().map(PooledDifferences::clusters).toList();
        for (StudyCell cell : compared) {
            CellKey key = cell.key();
            PairedItems items = PairedItems.of(
                    cell.scores(),
                    Objects.requireNonNull(cells.get(key.with(Personality.BASELINE)))
                            .scores());
            int benchmark = data.benchmarks().indexOf(data.benchmark(key.benchmark()));
            if (items.compared() > 0) {
                pools.computeIfAbsent(
                                new Pool(key.model(), key.personality(), key.setting()), pool -> new ArrayList<>())
                        .add(stratum(benchmark, items, clusters.get(benchmark)));
            }
        }
        pools.values().removeIf(strata -> strata.size() < 2);
    }

    /** Beyond the most they are dealt out in turn, which changes no expectation and keeps a draw cheap. */
    private static int[] clusters(StudyBenchmark benchmark) {
        return Arrays.stream(Clusters.of(benchmark.groups()))
                .map(cluster -> cluster % MOST_CLUSTERS)
                .toArray();
    }

    private static Stratum stratum(int benchmark, PairedItems items, int[] clusters) {
        int size = Arrays.stream(clusters).max().orElse(-1) + 1;
        double[] sums = new double[size];
        double[] counts = new double[size];
        double[] differences = items.differences();
        for (int i = 0; i < differences.length; i++) {
            int cluster = clusters[items.position(i)];
            sums[cluster] += differences[i];
            counts[cluster]++;
        }
        return new Stratum(benchmark, sums, counts, items.compared());
    }

    List<Exploratory> findings() {
        Map<Pool, double[]> resampled = new LinkedHashMap<>();
        pools.keySet().forEach(pool -> resampled.put(pool, new double[DRAWS]));
        int[] sizes = sizes();
        SplittableRandom random = new SplittableRandom(data.settings().seed());
        for (int draw = 0; draw < DRAWS; draw++) {
            List<int[]> drawn = Arrays.stream(sizes)
                    .mapToObj(size -> random.ints(size, 0, Math.max(1, size)).toArray())
                    .toList();
            int place = draw;
            pools.forEach((pool, strata) -> Objects.requireNonNull(resampled.get(pool))[place] = mean(strata, drawn));
        }
        List<Exploratory> findings = new ArrayList<>();
        pools.forEach(
                (pool, strata) -> findings.add(finding(pool, strata, Objects.requireNonNull(resampled.get(pool)))));
        return findings;
    }

    /** Clusters by benchmark; 0 where nothing is pooled. */
    private int[] sizes() {
        int[] sizes = new int[data.benchmarks().size()];
        pools.values().forEach(strata -> strata.forEach(stratum -> sizes[stratum.benchmark] = stratum.sums.length));
        return sizes;
    }

    private static double mean(List<Stratum> strata, List<int[]> drawn) {
        return MeanOverBenchmarks.mean(strata.stream()
                .mapToDouble(stratum -> {
                    double mean = stratum.mean(drawn.get(stratum.benchmark));
                    return Double.isNaN(mean) ? stratum.mean() : mean;
                })
                .toArray());
    }

    private static Exploratory finding(Pool pool, List<Stratum> strata, double[] resampled) {
        Arrays.sort(resampled);
        double difference =
                MeanOverBenchmarks.mean(strata.stream().mapToDouble(Stratum::mean).toArray());
        long below = Arrays.stream(resampled).filter(mean -> mean <= 0).count();
        long above = Arrays.stream(resampled).filter(mean -> mean >= 0).count();
        double p = Math.min(1, 2 * (Math.min(below, above) + 1.0) / (DRAWS + 1.0));
        // With 1,999 draws the 2.5 % points are the 50th and the 1,950th.
        Interval ci95 = new Interval(resampled[(DRAWS + 1) / 40 - 1], resampled[DRAWS - (DRAWS + 1) / 40]);
        return new Exploratory(
                Exploratory.Kind.POOLED,
                pool.model(),
                pool.personality(),
                "",
                pool.setting(),
                strata.size(),
                strata.stream().mapToInt(stratum -> stratum.items).sum(),
                difference,
                ci95,
                p,
                p);
    }
}
