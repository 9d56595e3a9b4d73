package dev.matrix.app;

import dev.matrix.store.LmEvalRecord;
import dev.matrix.store.Results;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says where lm-eval's own number for a generated task of one of matrix's own benchmarks differs from the score that matrix reads from the same replies: its
 * filters are patterns, matrix reads more forms.
 */
final class EngineNumbers {

    private static final String HEADLINE = ",flexible-extract";
    private static final double TIE = 1e-9;

    private final Results results;

    EngineNumbers(Results results) {
        this.results = results;
    }

    /** A combination with lm-eval's number for it. */
    private record Pair(Results.FlatCombination combination, double score, double lmEval) {

        double distance() {
            return Math.abs(score - lmEval);
        }

        String sentence() {
            return combination.id() + " " + percent(score) + " here, " + percent(lmEval) + " there";
        }
    }

    /** One sentence for the whole run; empty where both numbers agree everywhere. */
    Optional<String> note() {
        List<Pair> different = results.combinations().stream()
                .flatMap(each -> pair(each).stream())
                .filter(pair -> pair.distance() > TIE)
                .toList();
        return different.stream()
                .reduce((a, b) -> b.distance() > a.distance() ? b : a)
                .map(widest -> "engine: lm-eval's own filters read the generated tasks otherwise than matrix in "
                        + different.size() + (different.size() == 1 ? " combination" : " combinations") + ", at most "
                        + widest.sentence()
                        + " (in %; the table is matrix's reading, lm-eval's is lm_eval in results.json)");
    }

    /** Only a generated task has a reason why it stands in for a benchmark. */
    private static Optional<Pair> pair(Results.FlatCombination combination) {
        LmEvalRecord said = combination.cell().lmEval();
        Double score = combination.cell().score();
        if (said == null
                || said.substitute() == null
                || score == null
                || said.tasks().size() != 1) {
            return Optional.empty();
        }
        double own = score;
        Map<String, @Nullable Double> metrics =
                said.metrics().getOrDefault(said.tasks().get(0), Map.of());
        return new TreeMap<>(metrics)
                .entrySet().stream()
                        .filter(entry -> entry.getKey().endsWith(HEADLINE)
                                && !entry.getKey().contains("_stderr,"))
                        .flatMap(entry -> Optional.ofNullable(entry.getValue()).stream())
                        .findFirst()
                        .map(there -> new Pair(combination, own, there));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }
}
