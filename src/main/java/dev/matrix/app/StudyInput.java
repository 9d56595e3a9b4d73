package dev.matrix.app;

import dev.matrix.analysis.CellAccumulator;
import dev.matrix.analysis.CellKey;
import dev.matrix.analysis.StudyCell;
import dev.matrix.analysis.StudyData;
import dev.matrix.analysis.StudyModel;
import dev.matrix.analysis.StudySettings;
import dev.matrix.domain.CellStatus;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Engine;
import dev.matrix.domain.Model;
import dev.matrix.plan.ShardPart;
import dev.matrix.store.BenchmarkRecord;
import dev.matrix.store.FrozenSettings;
import dev.matrix.store.Manifest;
import java.util.function.Function;

/** Turns a run's manifest, items and scores into what analysis is given. */
final class StudyInput {

    private static final double POINT = 100;

    private final Manifest manifest;
    private final StudyBenchmarks benchmarks;
    private final Function<ScoreCell, CellStatus> status;
    private final Function<ScoreCell, CellAccumulator> scores;
    private final NoEffect noEffect;

    /**
     * @param benchmarks of the run
     * @param status how much of a cell is there
     * @param scores of a cell: a copy where trials may still be added
     */
    StudyInput(
            Manifest manifest,
            StudyBenchmarks benchmarks,
            Function<ScoreCell, CellStatus> status,
            Function<ScoreCell, CellAccumulator> scores) {
        this.manifest = manifest;
        this.benchmarks = benchmarks;
        this.status = status;
        this.scores = scores;
        this.noEffect = new NoEffect(Engine.of(manifest.settings().engine()), manifest.reach());
    }

    StudyData of(ScoreBoard board) {
        return new StudyData(
                ShardSetup.models(manifest).stream().map(StudyInput::model).toList(),
                ShardSetup.benchmarks(manifest).stream()
                        .map(BenchmarkRecord::benchmark)
                        .flatMap(benchmark -> benchmarks.of(benchmark).stream())
                        .toList(),
                board.cells().stream().map(this::cell).toList(),
                settings());
    }

    private StudySettings settings() {
        FrozenSettings frozen = manifest.settings();
        ShardPart shard = ShardSetup.recorded(manifest.shard());
        return new StudySettings(
                StudySettings.ALPHA,
                frozen.sesoi() / POINT,
                frozen.compare(),
                frozen.optionalStopping(),
                frozen.seed(),
                shard == null ? null : shard.shard());
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
                CellKey.of(combination),
                scores.apply(cell),
                cell.summary(),
                status.apply(cell),
                noEffect.of(combination),
                combination.isControl());
    }
}
