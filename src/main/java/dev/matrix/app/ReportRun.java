package dev.matrix.app;

import dev.matrix.analysis.CellCost;
import dev.matrix.analysis.CellKey;
import dev.matrix.analysis.Cost;
import dev.matrix.analysis.SpeedPoint;
import dev.matrix.analysis.Study;
import dev.matrix.domain.MatrixException;
import dev.matrix.report.RunReport;
import dev.matrix.store.Manifest;
import dev.matrix.store.Results;
import dev.matrix.store.RunStore;
import dev.matrix.store.StoredRun;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Gathers all that a report of a stored run shows, from the run's own files: no network, no data files, nothing is written. */
public final class ReportRun {

    private final Ports ports;
    private final RunStore store;

    public ReportRun(Ports ports, Runs runs) {
        this.ports = ports;
        this.store = runs.store();
    }

    /**
     * A run with its report.
     *
     * @param directory where the run lies
     * @param warning which lines of its journal could not be read; empty when all could
     */
    public record Reported(RunReport report, Path directory, Optional<String> warning) {}

    /** The newest run by its last change. */
    public String newest() {
        return store.list().stream()
                .filter(run -> run.manifest() != null)
                .findFirst()
                .orElseThrow(
                        () -> MatrixException.usage(
                                "There is no run to report on: 'matrix run' makes one, or name another place with --results-dir."))
                .id();
    }

    /** @param run a run's name or path */
    public Reported report(String run) {
        StoredRun stored = store.read(run);
        StoredScores scores = StoredScores.of(stored, ports.programVersion());
        Study study = scores.assembly().study(scores.manifest());
        Results results = scores.assembly()
                .results(
                        scores.manifest(),
                        stored.readableResults().map(Results::execution),
                        ports.clock().instant(),
                        study);
        FlippedReplies.Found found = new FlippedReplies(stored, scores.board(), scores.state()).find(study.flips());
        Map<String, ScoreCell> cells = scores.board()
                .matrix()
                .collect(Collectors.toMap(cell -> cell.planned().id(), Function.identity()));
        Map<CellKey, CellCost> costs = costs(cells, results);
        Provenance provenance = new Provenance(scores.manifest(), results);
        RunReport report = new RunReport(
                heading(stored, results),
                study,
                facts(cells, results),
                Cost.of(List.copyOf(costs.values())),
                SpeedPoint.of(study.data(), costs),
                provenance.tables(),
                provenance.prompts(),
                found.questions(),
                found.flips());
        return new Reported(report, stored.directory(), scores.unreadable().warning());
    }

    private RunReport.Heading heading(StoredRun stored, Results results) {
        Manifest manifest = stored.manifest();
        return new RunReport.Heading(
                manifest.runId(),
                ResumedRequest.lower(manifest.state()),
                manifest.createdAt(),
                manifest.updatedAt(),
                manifest.simulated(),
                ports.programVersion(),
                RunSummary.of(stored.directory(), results).notes());
    }

    private static List<RunReport.CellFacts> facts(Map<String, ScoreCell> cells, Results results) {
        return results.combinations().stream()
                .map(each -> new RunReport.CellFacts(
                        key(cells, each),
                        each.cell().status().label(),
                        each.cell().protocol(),
                        each.cell().formatEffect(),
                        each.cell().error()))
                .toList();
    }

    private static Map<CellKey, CellCost> costs(Map<String, ScoreCell> cells, Results results) {
        Map<CellKey, CellCost> costs = new LinkedHashMap<>();
        results.combinations()
                .forEach(each -> costs.put(
                        key(cells, each),
                        new CellCost(
                                key(cells, each),
                                each.cell().planned(),
                                Objects.requireNonNull(cells.get(each.id())).scores().asked(),
                                each.cell().outcomes(),
                                each.cell().executionTime(),
                                each.cell().promptTokens(),
                                each.cell().generatedTokens())));
        return costs;
    }

    private static CellKey key(Map<String, ScoreCell> cells, Results.FlatCombination combination) {
        return CellKey.of(Objects.requireNonNull(cells.get(combination.id())).combination());
    }
}
