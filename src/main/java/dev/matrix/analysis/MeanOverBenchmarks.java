package dev.matrix.analysis;

import java.util.List;
import java.util.Optional;

/**
 * The mean of a model's scores on several benchmarks, each with the same weight. Its interval is put together from the 95 % intervals of the scores, whose
 * items are independent of each other; of a single benchmark it is the score's own.
 *
 * <p>Source: recovery of variances from limits, G. Y. Zou and A. Donner, Stat. Med. 27 (2008) 1693-1702.
 *
 * @param mean a share
 * @param ci95 of the mean
 */
public record MeanOverBenchmarks(double mean, Interval ci95) {

    /**
     * Takes the mean.
     *
     * @param cells one a benchmark, at least one
     * @return empty when one of them has no score or no interval
     */
    public static Optional<MeanOverBenchmarks> of(List<CellSummary> cells) {
        double mean = mean(cells.stream()
                .map(CellSummary::score)
                .mapToDouble(score -> score == null ? Double.NaN : score)
                .toArray());
        double below = 0;
        double above = 0;
        for (CellSummary cell : cells) {
            Double score = cell.score();
            Interval interval = cell.ci95();
            if (score == null || interval == null) {
                return Optional.empty();
            }
            below += square((score - interval.low()) / cells.size());
            above += square((interval.high() - score) / cells.size());
        }
        return Optional.of(
                new MeanOverBenchmarks(mean, new Interval(mean - Math.sqrt(below), mean + Math.sqrt(above))));
    }

    /** The mean where each benchmark has the same weight, whatever its size: the one way in which benchmarks are put together. NaN where one has no figure. */
    public static double mean(double... benchmarks) {
        return Moments.mean(benchmarks);
    }

    private static double square(double value) {
        return value * value;
    }
}
