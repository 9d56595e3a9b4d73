package dev.matrix.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model and personality took over all benchmarks and settings.
 *
 * @param planned planned trials
 * @param asked those that have an outcome
 * @param outcomes trials by outcome's label; {@code not_asked} where there are such
 * @param seconds sum of the requests' own times; null when unknown
 * @param secondsPerTrial of those whose times are known; null when none are
 * @param promptTokensPerTrial null when nothing was asked
 * @param generatedTokensPerTrial null when nothing was asked
 */
public record Cost(
        String model,
        String personality,
        int planned,
        int asked,
        Map<String, Integer> outcomes,
        @Nullable Double seconds,
        @Nullable Double secondsPerTrial,
        long promptTokens,
        long generatedTokens,
        @Nullable Double promptTokensPerTrial,
        @Nullable Double generatedTokensPerTrial) {

    /** What a trial that nobody asked yet counts as. */
    public static final String NOT_ASKED = "not_asked";

    /** The sums, model by model and personality by personality in the order of the cells. */
    public static List<Cost> of(List<CellCost> cells) {
        Map<List<String>, List<CellCost>> groups = new LinkedHashMap<>();
        cells.forEach(cell -> groups.computeIfAbsent(
                        List.of(cell.key().model(), cell.key().personality()), group -> new ArrayList<>())
                .add(cell));
        return groups.entrySet().stream()
                .map(group -> of(group.getKey().get(0), group.getKey().get(1), group.getValue()))
                .toList();
    }

    private static Cost of(String model, String personality, List<CellCost> cells) {
        int planned = cells.stream().mapToInt(CellCost::planned).sum();
        int asked = cells.stream().mapToInt(CellCost::asked).sum();
        double seconds = cells.stream().mapToDouble(CellCost::seconds).sum();
        long prompt = cells.stream().mapToLong(CellCost::promptTokens).sum();
        long generated = cells.stream().mapToLong(CellCost::generatedTokens).sum();
        return new Cost(
                model,
                personality,
                planned,
                asked,
                outcomes(cells, planned - asked),
                seconds > 0 ? Double.valueOf(seconds) : null,
                seconds > 0 ? each(seconds, timed(cells)) : null,
                prompt,
                generated,
                each((double) prompt, asked),
                each((double) generated, asked));
    }

    /** Trials of the cells whose times are known. */
    private static int timed(List<CellCost> cells) {
        return cells.stream()
                .filter(cell -> cell.seconds() > 0)
                .mapToInt(CellCost::asked)
                .sum();
    }

    private static Map<String, Integer> outcomes(List<CellCost> cells, int notAsked) {
        Map<String, Integer> outcomes = new LinkedHashMap<>();
        cells.forEach(
                cell -> cell.outcomes().forEach((outcome, count) -> outcomes.merge(outcome, count, Integer::sum)));
        if (notAsked > 0) {
            outcomes.put(NOT_ASKED, notAsked);
        }
        return outcomes;
    }

    private static @Nullable Double each(double sum, int asked) {
        return asked == 0 ? null : Double.valueOf(sum / asked);
    }
}
