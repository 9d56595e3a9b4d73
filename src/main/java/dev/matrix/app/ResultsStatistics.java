package dev.matrix.app;

import dev.matrix.analysis.PairedCounts;
import dev.matrix.analysis.PersonalityStatistics;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Personality;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.store.CellResult;
import dev.matrix.store.Results;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statistics block of results.json: each model and personality over its benchmarks, and against baseline on the same items. */
final class ResultsStatistics {

    private static final String SPREAD = "spread over benchmarks";

    private final ScoreBoard board;
    private final Map<String, CellResult> cells;
    private final String setting;

    /**
     * @param cells results by combination id
     * @param setting id of the setting that is summed up
     */
    ResultsStatistics(ScoreBoard board, Map<String, CellResult> cells, String setting) {
        this.board = board;
        this.cells = cells;
        this.setting = setting;
    }

    Map<String, Map<String, Results.Statistics>> statistics() {
        Map<String, Map<String, Map<String, Combination>>> grouped = new LinkedHashMap<>();
        for (PlannedCombination planned : board.planned()) {
            Combination combination = planned.combination();
            if (combination.setting().id().equals(setting)) {
                grouped.computeIfAbsent(combination.model().name(), model -> new LinkedHashMap<>())
                        .computeIfAbsent(combination.personality().name(), personality -> new LinkedHashMap<>())
                        .put(combination.benchmark().name(), combination);
            }
        }
        Map<String, Map<String, Results.Statistics>> statistics = new LinkedHashMap<>();
        grouped.forEach((model, personalities) -> {
            Map<String, Results.Statistics> rows = new LinkedHashMap<>();
            Map<String, Combination> baseline = personalities.getOrDefault(Personality.BASELINE, Map.of());
            personalities.forEach(
                    (personality, benchmarks) -> rows.put(personality, row(personality, benchmarks, baseline)));
            statistics.put(model, rows);
        });
        return statistics;
    }

    private Results.Statistics row(
            String personality, Map<String, Combination> benchmarks, Map<String, Combination> baseline) {
        PersonalityStatistics computed = PersonalityStatistics.of(scores(benchmarks), scores(baseline));
        boolean isBaseline = personality.equals(Personality.BASELINE);
        return new Results.Statistics(
                computed.mean(),
                computed.stdDev(),
                SPREAD,
                computed.benchmarks(),
                isBaseline ? null : versus(benchmarks, baseline));
    }

    private Map<String, @Nullable Double> scores(Map<String, Combination> benchmarks) {
        Map<String, @Nullable Double> scores = new LinkedHashMap<>();
        benchmarks.forEach((name, combination) -> {
            CellResult cell = cells.get(combination.id());
            scores.put(name, cell == null ? null : cell.score());
        });
        return scores;
    }

    /**
     * Over the items that are valid in both: a difference must not come from items that only one of the two was asked. Where the model's own SYSTEM stands in
     * the prompts none is told.
     */
    private Results.@Nullable VsBaseline versus(
            Map<String, Combination> benchmarks, Map<String, Combination> baseline) {
        PairedCounts all = PairedCounts.none();
        Map<String, @Nullable Double> own = new LinkedHashMap<>();
        Map<String, @Nullable Double> reference = new LinkedHashMap<>();
        for (Map.Entry<String, Combination> entry : benchmarks.entrySet()) {
            Combination other = baseline.get(entry.getKey());
            if (other != null && !ownSystemStays(other) && hasScore(entry.getValue()) && hasScore(other)) {
                PairedCounts paired = paired(entry.getValue(), other);
                own.put(entry.getKey(), paired.mean());
                reference.put(entry.getKey(), paired.baselineMean());
                all = all.plus(paired);
            }
        }
        PersonalityStatistics.VsBaseline versus =
                PersonalityStatistics.of(own, reference).vsBaseline();
        return versus == null
                ? null
                : new Results.VsBaseline(
                        versus.absolute(),
                        versus.relative(),
                        versus.benchmarks(),
                        all.won(),
                        all.lost(),
                        all.compared(),
                        all.dropped());
    }

    private boolean ownSystemStays(Combination combination) {
        CellResult cell = cells.get(combination.id());
        return cell != null && Boolean.TRUE.equals(cell.ownSystem());
    }

    private boolean hasScore(Combination combination) {
        CellResult cell = cells.get(combination.id());
        return cell != null && cell.score() != null;
    }

    private PairedCounts paired(Combination combination, Combination baseline) {
        Optional<ScoreCell> own = board.cell(combination);
        Optional<ScoreCell> other = board.cell(baseline);
        return own.isPresent() && other.isPresent()
                ? PairedCounts.of(own.get().scores(), other.get().scores())
                : PairedCounts.none();
    }
}
