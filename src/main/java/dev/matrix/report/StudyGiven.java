package dev.matrix.report;

import dev.matrix.analysis.CellKey;
import dev.matrix.analysis.CellSummary;
import dev.matrix.analysis.Interval;
import dev.matrix.analysis.StudyBenchmark;
import dev.matrix.analysis.StudyCell;
import dev.matrix.analysis.StudyData;
import dev.matrix.analysis.StudyModel;
import dev.matrix.analysis.StudySettings;
import dev.matrix.domain.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of {@link StudyDocument} that says what analysis was given. */
record StudyGiven(List<ModelFacts> models, List<BenchmarkFacts> benchmarks, List<Cell> cells, Settings settings) {

    private static final double MILLIONTHS = 1e6;
    private static final double POINT = 100;

    static StudyGiven of(StudyData data) {
        return new StudyGiven(
                data.models().stream().map(ModelFacts::of).toList(),
                data.benchmarks().stream().map(BenchmarkFacts::of).toList(),
                data.cells().stream().map(Cell::of).toList(),
                Settings.of(data.settings()));
    }

    /** 7 for 0.07, of which a hundred times is a little more. */
    private static double points(double share) {
        return Math.rint(MILLIONTHS * POINT * share) / MILLIONTHS;
    }

    static List<Double> ends(Interval interval) {
        return List.of(interval.low(), interval.high());
    }

    record Key(String model, String personality, String benchmark, String setting) {

        static Key of(CellKey key) {
            return new Key(key.model(), key.personality(), key.benchmark(), key.setting());
        }
    }

    record ModelFacts(
            String name,
            String digest,
            @Nullable Double nominalSize,
            @Nullable Long parameterCount,
            String family,
            String quantization) {

        static ModelFacts of(StudyModel model) {
            return new ModelFacts(
                    model.name(),
                    model.digest(),
                    model.nominalSize(),
                    model.parameterCount(),
                    model.family(),
                    model.quantization());
        }
    }

    record BenchmarkFacts(
            String name,
            String shownAs,
            boolean sample,
            String metric,
            @Nullable Double guess,
            @Nullable Double majority) {

        static BenchmarkFacts of(StudyBenchmark benchmark) {
            return new BenchmarkFacts(
                    benchmark.name(),
                    benchmark.shownAs(),
                    benchmark.sample(),
                    benchmark.metric(),
                    benchmark.guess(),
                    benchmark.majority());
        }
    }

    /** @param sesoi in points */
    record Settings(double alpha, double sesoi, List<String> compare, boolean optionalStopping, long seed) {

        static Settings of(StudySettings settings) {
            return new Settings(
                    settings.alpha(),
                    points(settings.sesoi()),
                    settings.compare(),
                    settings.optionalStopping(),
                    settings.seed());
        }
    }

    record Cell(
            Key key,
            Summary summary,
            String status,
            @Nullable String noEffect,
            boolean control) {

        static Cell of(StudyCell cell) {
            return new Cell(
                    Key.of(cell.key()),
                    Summary.of(cell.summary()),
                    cell.status().label(),
                    cell.noEffect(),
                    cell.control());
        }
    }

    record Summary(
            String status,
            @Nullable Double score,
            int rawScore,
            int total,
            int planned,
            int missing,
            Map<String, Integer> outcomes,
            Map<String, Double> rates,
            @Nullable Double standardError,
            @Nullable List<Double> ci95,
            @Nullable Double strict,
            @Nullable Double strictError,
            @Nullable Double inFormat,
            int ambiguous,
            @Nullable Double letterMass,
            String unit) {

        static Summary of(CellSummary summary) {
            return new Summary(
                    summary.status().label(),
                    summary.score(),
                    summary.rawScore(),
                    summary.total(),
                    summary.planned(),
                    summary.missing(),
                    labelled(summary.outcomes()),
                    labelled(summary.rates()),
                    summary.standardError(),
                    summary.ci95() == null ? null : ends(summary.ci95()),
                    summary.strict(),
                    summary.strictError(),
                    summary.inFormat(),
                    summary.ambiguous(),
                    summary.letterMass(),
                    summary.unit());
        }
    }

    private static <T> Map<String, T> labelled(Map<Outcome, T> counts) {
        Map<String, T> labelled = new LinkedHashMap<>();
        counts.forEach((outcome, count) -> labelled.put(outcome.label(), count));
        return labelled;
    }
}
