package dev.matrix.analysis.published;

import dev.matrix.domain.PublishedStudy;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** The scores of the preamble test: one task a model, with and without the preamble. */
final class PreambleScores {

    private final PublishedStudy.Table scores;

    PreambleScores(PublishedStudy.Table scores) {
        this.scores = scores;
    }

    /**
     * A model's totals.
     *
     * @param billions its parameters
     */
    record Pair(String model, double billions, double baseline, double preamble) {

        double difference() {
            return preamble - baseline;
        }

        /** In per cent of the baseline. */
        double relative() {
            return 100 * difference() / baseline;
        }
    }

    List<Pair> pairs() {
        return scores.rows().stream()
                .filter(row -> row.part().equals("baseline"))
                .map(row -> new Pair(
                        row.of(), value(row, "billions"), value(row, "total"), value(row.of(), "preamble", "total")))
                .toList();
    }

    Pair pair(String model) {
        return pairs().stream()
                .filter(pair -> pair.model().equals(model))
                .findFirst()
                .orElseThrow();
    }

    double value(String model, String part, String column) {
        return scores.rows().stream()
                .filter(row -> row.of().equals(model) && row.part().equals(part))
                .mapToDouble(row -> value(row, column))
                .findFirst()
                .orElseThrow();
    }

    private double value(PublishedStudy.Row row, String column) {
        return Objects.requireNonNull(row.values().get(scores.columns().indexOf(column)));
    }

    double[] differences() {
        return pairs().stream().mapToDouble(Pair::difference).toArray();
    }

    double[] differences(Predicate<Pair> wanted) {
        return pairs().stream().filter(wanted).mapToDouble(Pair::difference).toArray();
    }
}
