package dev.matrix.analysis.published;

import static dev.matrix.analysis.published.Measured.plain;
import static dev.matrix.analysis.published.Measured.signed;

import dev.matrix.analysis.SmallSample;
import dev.matrix.analysis.published.PreambleScores.Pair;
import dev.matrix.domain.PublishedStudy;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.hipparchus.stat.correlation.PearsonsCorrelation;

/** The preamble test: six models, one task, a judge's score without and with a preamble. */
final class PreambleMeasures implements Measures {

    private static final String POINTS = " points";

    private final PublishedStudy study;
    private final PreambleScores scores;

    PreambleMeasures(PublishedStudy study) {
        this.study = study;
        this.scores = new PreambleScores(study.table("scores"));
    }

    @Override
    public Measured measure(String name, String of) {
        return switch (name) {
            case "mean_difference" -> meanDifference();
            case "relative_difference" -> relativeDifference();
            case "overall_effect" -> overallEffect();
            case "improved" -> counted(Pair::difference);
            case "regressed" -> counted(pair -> -pair.difference());
            case "mean_without_regressions" -> meanWithoutRegressions();
            case "bands" -> bands();
            case "small_and_weak" -> smallAndWeak();
            case "relative" ->
                Measured.of(scores.pair(of).relative(), signed(scores.pair(of).relative(), 1) + " %");
            case "speed" -> speed(of);
            default -> new PreambleRecords(study, scores).measure(name, of);
        };
    }

    private Measured meanDifference() {
        double mean = mean(scores.differences());
        return Measured.of(
                mean,
                signed(mean, 2) + POINTS,
                String.format(Locale.ROOT, "%.2f -> %.2f", mean(Pair::baseline), mean(Pair::preamble)));
    }

    private Measured relativeDifference() {
        double relative = 100 * mean(scores.differences()) / mean(Pair::baseline);
        return Measured.of(
                relative,
                signed(relative, 1) + " %",
                "of the mean baseline; the mean of the models' own percentages is " + signed(mean(Pair::relative), 1)
                        + " %");
    }

    private Measured overallEffect() {
        double[] differences = scores.differences();
        SmallSample spread = SmallSample.of(differences);
        double p = spread.signFlipP();
        List<String> cut = study.table("breaker").rows().stream()
                .map(PublishedStudy.Row::of)
                .toList();
        return Measured.judged(
                spread.low() > 0 && p <= 0.05 ? ClaimVerdict.OK : ClaimVerdict.NOT_SHOWN,
                String.format(Locale.ROOT, "%+.0f to %+.0f, p = %.2f", spread.low(), spread.high(), p),
                String.format(
                        Locale.ROOT,
                        "95 %% interval of the mean and exact sign-flip test over %d models; median %+.0f, SD %.1f; mean %+.2f without the %d models that the breaker cut",
                        differences.length,
                        median(differences),
                        spread.stdDev(),
                        mean(scores.differences(pair -> !cut.contains(pair.model()))),
                        cut.size()));
    }

    /** How many models it makes positive. */
    private Measured counted(ToDoubleFunction<Pair> measured) {
        List<Pair> pairs = scores.pairs();
        int count = (int)
                pairs.stream().filter(pair -> measured.applyAsDouble(pair) > 0).count();
        return Measured.of(
                count,
                count + " of " + pairs.size(),
                "lower with the preamble: "
                        + pairs.stream()
                                .filter(pair -> pair.difference() < 0)
                                .map(pair -> pair.model() + " " + signed(pair.difference(), 0))
                                .collect(Collectors.joining(", ")));
    }

    private Measured meanWithoutRegressions() {
        double positive = mean(scores.differences(pair -> pair.difference() > 0));
        double unnamed = mean(scores.differences(pair -> pair.difference() > -10));
        return Measured.of(
                positive,
                signed(positive, 2) + POINTS,
                "over the models that rose; " + signed(unnamed, 1)
                        + " when only the two named regressions are left out");
    }

    private Measured bands() {
        double middle = mean(scores.differences(inBand(50, 80)));
        double low = mean(scores.differences(inBand(0, 50)));
        return Measured.judged(
                middle > low ? ClaimVerdict.OK : ClaimVerdict.DIFFERS,
                String.format(Locale.ROOT, "50-80 %+.1f, below %+.1f", middle, low),
                String.format(
                        Locale.ROOT,
                        "models from 50 to 80: %d, below: %d; the correlation of baseline and gain is %.2f",
                        scores.differences(inBand(50, 80)).length,
                        scores.differences(inBand(0, 50)).length,
                        correlation()));
    }

    private double correlation() {
        return new PearsonsCorrelation()
                .correlation(scores.pairs().stream().mapToDouble(Pair::baseline).toArray(), scores.differences());
    }

    private static Predicate<Pair> inBand(double from, double to) {
        return pair -> pair.baseline() >= from && pair.baseline() < to;
    }

    private Measured smallAndWeak() {
        List<Pair> found = scores.pairs().stream()
                .filter(pair -> pair.baseline() < 50 && pair.billions() < 2)
                .toList();
        boolean always = found.stream().allMatch(pair -> pair.difference() < 0);
        return Measured.judged(
                always && found.size() > 2 ? ClaimVerdict.OK : ClaimVerdict.NOT_SHOWN,
                String.join(
                        ", ",
                        found.stream().map(pair -> signed(pair.difference(), 0)).toList()),
                "one model each way: "
                        + String.join(", ", found.stream().map(Pair::model).toList()));
    }

    private Measured speed(String model) {
        double speed = scores.pair(model).preamble() / scores.value(model, "preamble", "seconds");
        return Measured.of(speed, plain(speed, 2));
    }

    private double mean(ToDoubleFunction<Pair> of) {
        return scores.pairs().stream().mapToDouble(of).average().orElseThrow();
    }

    private static double mean(double... values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double median(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
