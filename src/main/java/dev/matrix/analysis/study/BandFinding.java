package dev.matrix.analysis.study;

import dev.matrix.analysis.Interval;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the plan's expectations against what was seen. The plan does not say whether its gains are those of the best personality or of the usual one, so
 * both are tested; the intervals share the error rate of 5 % over all tests that can be made (Bonferroni).
 *
 * @param measure whose gain
 * @param models models of that size
 * @param gain with its interval at {@code confidence}; null without models
 * @param confidence e.g. 0.9875
 */
public record BandFinding(
        Band band,
        Measure measure,
        List<String> models,
        @Nullable Estimate gain,
        double confidence,
        Standing standing) {

    private static final double ALPHA = 0.05;

    /** Whose gain is meant. */
    public enum Measure {
        /** Of each model's best personality, chosen and measured on different halves of the items. */
        BEST,
        /** Of all personalities of the suite on average. */
        MEAN
    }

    public BandFinding {
        models = List.copyOf(models);
    }

    static List<BandFinding> of(Evidence evidence) {
        long filled = List.of(Band.values()).stream()
                .filter(band -> evidence.models(model -> band.holds(model.size())).length > 0)
                .count();
        double confidence = 1 - ALPHA / Math.max(1, filled * Measure.values().length);
        List<BandFinding> findings = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            for (Band band : Band.values()) {
                findings.add(finding(evidence, band, measure, confidence));
            }
        }
        return findings;
    }

    private static BandFinding finding(Evidence evidence, Band band, Measure measure, double confidence) {
        int[] models = evidence.models(model -> band.holds(model.size()));
        Estimate gain = models.length == 0
                ? null
                : evidence.bootstrap()
                        .estimate(
                                effects -> measure == Measure.BEST
                                        ? Evidence.best(effects, models)
                                        : Evidence.mean(effects, models),
                                confidence);
        Standing standing = gain == null ? Standing.CANNOT_TELL : standing(gain.interval(), band.expected());
        return new BandFinding(band, measure, TierRow.names(evidence, models), gain, confidence, standing);
    }

    /** Inside: supported; no point in common: refuted; else undecided. */
    static Standing standing(Interval seen, Interval expected) {
        if (seen.low() >= expected.low() && seen.high() <= expected.high()) {
            return Standing.SUPPORTED;
        }
        return seen.high() < expected.low() || seen.low() > expected.high() ? Standing.REFUTED : Standing.UNDECIDED;
    }
}
