package dev.matrix.analysis.published;

import static dev.matrix.analysis.published.Measured.signed;

import dev.matrix.analysis.Interval;
import dev.matrix.analysis.MarginalPairs;
import dev.matrix.analysis.MeanEstimate;
import dev.matrix.analysis.SmallSample;
import dev.matrix.domain.PublishedStudy;
import java.util.Arrays;
import java.util.Locale;

/** The personality benchmark on tinyllama: one script, run five times. */
final class RunMeasures implements Measures {

    /** The score was the mean of three sets. */
    private static final int SETS = 3;

    /** Its prompt was the empty one of baseline. */
    private static final String SAME_AS_BASELINE = "balanced";

    private final PublishedStudy study;

    RunMeasures(PublishedStudy study) {
        this.study = study;
    }

    @Override
    public Measured measure(String name, String of) {
        return switch (name) {
            case "deciding_set" -> decidingSet(of);
            case "over_runs" -> overRuns(of);
            default -> throw new IllegalArgumentException("the runs have no measure '" + name + "'");
        };
    }

    private Measured decidingSet(String archetype) {
        PublishedStudy.Row set = study.table("deciding_set").rows().stream()
                .filter(row -> row.part().equals(archetype))
                .findFirst()
                .orElseThrow();
        int baseline = set.values().get(0).intValue();
        int right = set.values().get(1).intValue();
        MarginalPairs pairs = new MarginalPairs(set.items(), right, baseline);
        Interval wilson = MeanEstimate.wilson(set.items(), (double) right / set.items(), 0.95);
        return new Measured(
                100.0 * pairs.difference() / set.items() / SETS,
                pairs.difference() + " of " + set.items() + " items",
                pairs.mostP() <= 0.05 ? ClaimVerdict.OK : ClaimVerdict.NOT_SHOWN,
                String.format(
                        Locale.ROOT,
                        "%d/%d -> %d/%d on one of three sets is %s points of their mean; %d/%d has a 95 %% interval of %.0f to %.0f %%, and p is at least %.2f",
                        baseline,
                        set.items(),
                        right,
                        set.items(),
                        signed(100.0 * pairs.difference() / set.items() / SETS, 1),
                        right,
                        set.items(),
                        100 * wilson.low(),
                        100 * wilson.high(),
                        pairs.leastP()));
    }

    private Measured overRuns(String archetype) {
        double[] points = points(archetype);
        double[] noise = points(SAME_AS_BASELINE);
        SmallSample spread = SmallSample.of(points);
        return Measured.judged(
                spread.low() > 0 ? ClaimVerdict.OK : ClaimVerdict.NOT_SHOWN,
                signed(spread.mean(), 1) + " over " + points.length + " runs",
                String.format(
                        Locale.ROOT,
                        "from %+.1f to %+.1f, SD %.1f, 95 %% interval %+.1f to %+.1f; %s, whose prompt is baseline's, moved from %+.1f to %+.1f",
                        Arrays.stream(points).min().orElseThrow(),
                        Arrays.stream(points).max().orElseThrow(),
                        spread.stdDev(),
                        spread.low(),
                        spread.high(),
                        SAME_AS_BASELINE,
                        Arrays.stream(noise).min().orElseThrow(),
                        Arrays.stream(noise).max().orElseThrow()));
    }

    private double[] points(String archetype) {
        PublishedStudy.Table table = study.table("points");
        int column = table.columns().indexOf(archetype);
        return table.rows().stream()
                .mapToDouble(row -> row.values().get(column))
                .toArray();
    }
}
