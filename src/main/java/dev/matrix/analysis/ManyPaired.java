package dev.matrix.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Two that were asked the items of the same benchmarks, paired item by item. Each benchmark has the same weight, whatever its size.
 *
 * @param benchmarks at least one, each with at least one compared item
 */
record ManyPaired(List<PairedItems> benchmarks) {

    ManyPaired {
        benchmarks = List.copyOf(benchmarks);
    }

    /**
     * Pairs.
     *
     * @param cells one a benchmark
     * @param reference what they are compared with, in the same order
     * @return empty when on one of the benchmarks no item is valid in both
     */
    static Optional<ManyPaired> of(List<StudyCell> cells, List<StudyCell> reference) {
        List<PairedItems> paired = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            paired.add(PairedItems.of(cells.get(i).scores(), reference.get(i).scores()));
        }
        return paired.stream().anyMatch(items -> items.compared() == 0)
                ? Optional.empty()
                : Optional.of(new ManyPaired(paired));
    }

    /** The mean over the benchmarks, a share. */
    double difference() {
        return MeanOverBenchmarks.mean(benchmarks.stream()
                .mapToDouble(items -> Moments.mean(items.differences()))
                .toArray());
    }

    /** The differences of all items, weighted so that their sum is {@link #difference}. */
    double[] weighted() {
        return benchmarks.stream()
                .flatMapToDouble(items -> DoubleStream.of(items.differences())
                        .map(difference -> difference / items.compared() / benchmarks.size()))
                .toArray();
    }
}
