package dev.matrix.app;

import dev.matrix.analysis.CellKey;
import dev.matrix.analysis.StudyCell;
import dev.matrix.analysis.StudyData;
import dev.matrix.analysis.StudyModel;
import dev.matrix.analysis.StudySettings;
import dev.matrix.domain.CellStatus;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Engine;
import dev.matrix.domain.Model;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Reach;
import dev.matrix.store.BenchmarkRecord;
import dev.matrix.store.FrozenSettings;
import dev.matrix.store.Manifest;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns a run's manifest, items and scores into what analysis is given. */
final class StudyInput {

    private static final double POINT = 100;

    private final Manifest manifest;
    private final StudyBenchmarks benchmarks;
    private final Function<ScoreCell, CellStatus> status;

    /**
     * @param benchmarks of the run
     * @param status how much of a cell is there
     */
    StudyInput(Manifest manifest, StudyBenchmarks benchmarks, Function<ScoreCell, CellStatus> status) {
        this.manifest = manifest;
        this.benchmarks = benchmarks;
        this.status = status;
    }

    StudyData of(ScoreBoard board) {
        return new StudyData(
                manifest.models().stream().map(StudyInput::model).toList(),
                manifest.benchmarks().stream()
                        .map(BenchmarkRecord::benchmark)
                        .flatMap(benchmark -> benchmarks.of(benchmark).stream())
                        .toList(),
                board.cells().stream().map(this::cell).toList(),
                settings());
    }

    private StudySettings settings() {
        FrozenSettings frozen = manifest.settings();
        return new StudySettings(
                StudySettings.ALPHA,
                frozen.sesoi() / POINT,
                frozen.compare(),
                frozen.optionalStopping(),
                frozen.seed());
    }

    private static StudyModel model(Model model) {
        return new StudyModel(
                model.name(),
                model.digest(),
                model.nominalSize(),
                model.parameterCount(),
                model.family(),
                model.quantization());
    }

    private StudyCell cell(ScoreCell cell) {
        Combination combination = cell.combination();
        return new StudyCell(
                key(combination),
                cell.scores(),
                cell.summary(),
                status.apply(cell),
                noEffect(combination),
                combination.isControl());
    }

    /** A combination as analysis names it. */
    static CellKey key(Combination combination) {
        return new CellKey(
                combination.model().name(),
                combination.personality().name(),
                combination.benchmark().name(),
                combination.setting().id());
    }

    private @Nullable String noEffect(Combination combination) {
        Personality personality = combination.personality();
        if (combination.ownSystemStays(Engine.of(manifest.settings().engine()))) {
            return "the model's own SYSTEM stands in the prompts beside it";
        }
        if (personality.isBaseline() || personality.wrapper() != null) {
            return null;
        }
        if (personality.system() == null) {
            return "its prompts are those of baseline";
        }
        boolean dropped = manifest.reach().stream()
                .anyMatch(found -> found.reach() == Reach.DROPPED
                        && found.model().equals(combination.model().name())
                        && found.personality().equals(personality.name()));
        return dropped ? "the model's template drops its system prompt" : null;
    }
}
