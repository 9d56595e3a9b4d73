package dev.matrix.analysis;

import dev.matrix.domain.Personality;
import java.util.List;
import java.util.Optional;

/**
 * What analysis is given of a run.
 *
 * @param cells in plan order, controls included
 */
public record StudyData(
        List<StudyModel> models, List<StudyBenchmark> benchmarks, List<StudyCell> cells, StudySettings settings) {

    public StudyData {
        models = List.copyOf(models);
        benchmarks = List.copyOf(benchmarks);
        cells = List.copyOf(cells);
    }

    /** The cell of the matrix at these coordinates, no control. */
    public Optional<StudyCell> cell(CellKey key) {
        return cells.stream()
                .filter(cell -> !cell.control() && cell.key().equals(key))
                .findFirst();
    }

    /** True when the comparison of a cell with baseline was fixed before the run. */
    public boolean isPrimary(StudyCell cell) {
        String personality = cell.key().personality();
        return !cell.control()
                && !personality.equals(Personality.BASELINE)
                && (settings.compare().isEmpty() || settings.compare().contains(personality));
    }

    /** @throws IllegalArgumentException when there is none of this name */
    public StudyBenchmark benchmark(String name) {
        return benchmarks.stream()
                .filter(benchmark -> benchmark.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the study has no benchmark '" + name + "'"));
    }
}
