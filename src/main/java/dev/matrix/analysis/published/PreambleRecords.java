package dev.matrix.analysis.published;

import static dev.matrix.analysis.published.Measured.plain;
import static dev.matrix.analysis.published.Measured.signed;

import dev.matrix.analysis.SmallSample;
import dev.matrix.domain.PublishedStudy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What else the preamble test left: its rubric, the replies that its breaker cut, and its second run. */
final class PreambleRecords implements Measures {

    private static final String TOTAL = "total";

    private final PublishedStudy study;
    private final PreambleScores scores;

    PreambleRecords(PublishedStudy study, PreambleScores scores) {
        this.study = study;
        this.scores = scores;
    }

    @Override
    public Measured measure(String name, String of) {
        return switch (name) {
            case "rubric_maximum" -> rubricMaximum(of);
            case "quality_share" -> qualityShare(of);
            case "breaker" -> breaker();
            case "breaker_side" -> breakerSide(of);
            case "repeated_seconds" -> repeatedSeconds(of);
            case "mean_of_two_runs" -> meanOfTwoRuns();
            case "variation_cut" -> variationCut();
            default -> throw new IllegalArgumentException("the preamble test has no measure '" + name + "'");
        };
    }

    private PublishedStudy.Row category(String name) {
        return study.table("rubric").rows().stream()
                .filter(row -> row.of().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double points(PublishedStudy.Row category) {
        return Arrays.stream(category.part().split("\\+", -1))
                .mapToInt(Integer::parseInt)
                .sum();
    }

    private Measured rubricMaximum(String name) {
        double sum = study.table("rubric").rows().stream()
                .mapToDouble(PreambleRecords::points)
                .sum();
        double points = points(category(name));
        return Measured.of(
                points,
                plain(points, 0),
                category(name).part() + "; only so do the categories add up to " + plain(sum, 0));
    }

    private Measured qualityShare(String model) {
        double reached = scores.value(model, "preamble", "quality");
        double most = points(category("quality"));
        return Measured.of(
                100 * reached / most,
                plain(100 * reached / most, 1) + " %",
                plain(reached, 0) + " of " + plain(most, 0));
    }

    private Measured breaker() {
        List<PublishedStudy.Row> cut = study.table("breaker").rows();
        return Measured.of(
                cut.size(),
                cut.size() + " replies",
                String.join(
                        " and ",
                        cut.stream()
                                .map(row -> row.of() + " with " + row.part())
                                .toList()));
    }

    private Measured breakerSide(String model) {
        List<String> sides = study.table("breaker").rows().stream()
                .filter(row -> row.of().equals(model))
                .map(PublishedStudy.Row::part)
                .toList();
        return Measured.judged(
                sides.equals(List.of("baseline")) ? ClaimVerdict.OK : ClaimVerdict.DIFFERS,
                String.join(", ", sides),
                "where its reply was cut");
    }

    private List<PublishedStudy.Row> secondRun(String part) {
        return study.table("second_run").rows().stream()
                .filter(row -> row.part().equals(part))
                .toList();
    }

    private Measured repeatedSeconds(String model) {
        double again = secondRun("seconds").stream()
                .filter(row -> row.of().equals(model))
                .mapToDouble(row -> row.values().get(1))
                .findFirst()
                .orElseThrow();
        return Measured.judged(
                ClaimVerdict.NOT_SHOWN,
                String.format(Locale.ROOT, "%.1f and %.1f s", scores.value(model, "preamble", "seconds"), again),
                "in two runs of the same: the time holds loading and waiting");
    }

    private Measured meanOfTwoRuns() {
        double[] first = scores.differences();
        double[] second = secondDifferences();
        double[] shared = secondRun(TOTAL).stream()
                .mapToDouble(row -> scores.pair(row.of()).difference())
                .toArray();
        double mean = (mean(first) + mean(second)) / 2;
        return Measured.of(
                mean,
                signed(mean, 1) + " points",
                String.format(
                        Locale.ROOT,
                        "mean of %+.1f and %+.1f; %+.1f over all %d pairs, %+.1f over the %d models of both runs",
                        mean(first),
                        mean(second),
                        mean(joined(first, second)),
                        first.length + second.length,
                        mean(joined(shared, second)),
                        shared.length));
    }

    private double[] secondDifferences() {
        return secondRun(TOTAL).stream()
                .mapToDouble(row -> row.values().get(1) - row.values().get(0))
                .toArray();
    }

    /** How much smaller the coefficient of variation over the two runs is with the preamble, in per cent; mean over models. */
    private Measured variationCut() {
        List<Double> cuts = new ArrayList<>();
        for (PublishedStudy.Row again : secondRun(TOTAL)) {
            PreambleScores.Pair before = scores.pair(again.of());
            double without = SmallSample.of(
                            new double[] {before.baseline(), again.values().get(0)})
                    .variation();
            double with = SmallSample.of(
                            new double[] {before.preamble(), again.values().get(1)})
                    .variation();
            cuts.add(100 * (1 - with / without));
        }
        double mean = cuts.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        return Measured.of(
                mean,
                plain(mean, 1) + " %",
                "mean cut of the coefficient of variation over two runs; single cuts "
                        + String.join(
                                ", ", cuts.stream().map(cut -> plain(cut, 1)).toList()));
    }

    private static double mean(double... values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double[] joined(double[] first, double[] second) {
        double[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
