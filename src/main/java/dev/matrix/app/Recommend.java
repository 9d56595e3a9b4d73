package dev.matrix.app;

import dev.matrix.analysis.CellKey;
import dev.matrix.analysis.Ranking;
import dev.matrix.analysis.StudyBenchmark;
import dev.matrix.analysis.StudyCell;
import dev.matrix.analysis.StudyData;
import dev.matrix.config.NearNames;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Engine;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Personality;
import dev.matrix.plan.TrialKeys;
import dev.matrix.store.AtomicFile;
import dev.matrix.store.BenchmarkRecord;
import dev.matrix.store.FrozenSettings;
import dev.matrix.store.Manifest;
import dev.matrix.store.RunState;
import dev.matrix.store.RunStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Picks the model and personality to use from a stored run, within limits of memory and speed, and writes the Modelfile for it. */
public final class Recommend {

    private final Ports ports;
    private final RunStore store;

    public Recommend(Ports ports, Runs runs) {
        this.ports = ports;
        this.store = runs.store();
    }

    /**
     * What may be picked. What was not measured does not fit a limit.
     *
     * @param maxMemory bytes; null is no limit
     * @param minSpeed generated tokens a second of one request; null is no limit
     * @param benchmarks by name, each with the same weight; empty means all of the run
     */
    public record Limits(@Nullable Long maxMemory, @Nullable Double minSpeed, List<String> benchmarks) {

        public Limits {
            benchmarks = List.copyOf(benchmarks);
        }
    }

    /**
     * What is recommended.
     *
     * @param benchmarks their names as people see them
     * @param candidates best first; empty when none fits
     * @param leftOut what was not ranked, and why
     * @param modelfile for the first candidate; null when there is none, or when it cannot be written
     * @param problem why the Modelfile cannot be written; null when it can
     * @param notes what the Modelfile cannot hold
     */
    public record Recommended(
            String runId,
            boolean simulated,
            List<String> benchmarks,
            List<Candidate> candidates,
            List<LeftOut> leftOut,
            @Nullable String modelfile,
            @Nullable String problem,
            List<String> notes) {}

    /**
     * A model with a personality.
     *
     * @param score mean over the benchmarks, a share
     * @param ci95 ends of its interval
     * @param difference to the first on the items of both, a share; null when they have none
     * @param standing {@code best}, {@code tie} or {@code worse}
     * @param memoryBytes of the loaded model; null when unknown
     * @param tokensPerSecond of one request while it generates; null when unknown
     */
    public record Candidate(
            String model,
            String personality,
            double score,
            List<Double> ci95,
            @Nullable Double difference,
            String standing,
            @Nullable Long memoryBytes,
            @Nullable Double tokensPerSecond) {}

    /** What was not ranked. */
    public record LeftOut(String model, String personality, String reason) {}

    /** A model with a personality before it is ranked. */
    private record Pair(String model, String personality) {
        String name() {
            return model + " " + personality;
        }
    }

    /**
     * Recommends.
     *
     * @param run its name or path; null is the newest one that ended
     */
    public Recommended recommend(@Nullable String run, Limits limits) {
        StoredScores scores = StoredScores.of(store.read(run == null ? newest() : run), ports.programVersion());
        Manifest manifest = scores.manifest();
        StudyData data = scores.assembly().input(manifest);
        List<StudyBenchmark> benchmarks = benchmarks(data, limits.benchmarks());
        Map<Pair, Ranking.Entry> entries = new LinkedHashMap<>();
        List<LeftOut> leftOut = new ArrayList<>();
        ModelCosts costs = ModelCosts.of(manifest.loads(), scores.board().cells());
        pairs(data).forEach(pair -> {
            List<StudyCell> cells =
                    cells(data, pair, benchmarks, manifest.axes().get(0).id());
            String reason = costs.misses(pair.model(), limits)
                    .or(() -> unusable(cells, benchmarks.size(), data.settings().optionalStopping()))
                    .orElse(null);
            if (reason == null) {
                entries.put(pair, new Ranking.Entry(pair.name(), cells));
            } else {
                leftOut.add(new LeftOut(pair.model(), pair.personality(), reason));
            }
        });
        List<Ranking.Place> places = Ranking.of(List.copyOf(entries.values()), data.settings());
        return recommended(manifest, benchmarks, candidates(entries, places, costs), leftOut);
    }

    private String newest() {
        return store.list().stream()
                .filter(run -> run.manifest() != null && !run.alive())
                .filter(run -> Objects.requireNonNull(run.manifest()).state() == RunState.FINISHED
                        || Objects.requireNonNull(run.manifest()).state() == RunState.INCOMPLETE)
                .map(run -> run.id())
                .findFirst()
                .orElseThrow(() -> MatrixException.usage(
                        "There is no run that ended to recommend from. Make one with 'matrix run', or name one."));
    }

    private static List<StudyBenchmark> benchmarks(StudyData data, List<String> wanted) {
        List<String> known =
                data.benchmarks().stream().map(StudyBenchmark::name).toList();
        wanted.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw MatrixException.usage("--benchmark: the run has no '" + name + "'; " + NearNames.clause(name, known));
        });
        return data.benchmarks().stream()
                .filter(benchmark -> wanted.isEmpty() || wanted.contains(benchmark.name()))
                .toList();
    }

    private static List<Pair> pairs(StudyData data) {
        return data.cells().stream()
                .filter(cell -> !cell.control())
                .map(cell -> new Pair(cell.key().model(), cell.key().personality()))
                .distinct()
                .toList();
    }

    private static List<StudyCell> cells(StudyData data, Pair pair, List<StudyBenchmark> benchmarks, String setting) {
        return benchmarks.stream()
                .flatMap(benchmark ->
                        data.cell(new CellKey(pair.model(), pair.personality(), benchmark.name(), setting)).stream())
                .toList();
    }

    private static Optional<String> unusable(List<StudyCell> cells, int benchmarks, boolean mayStopEarly) {
        if (cells.size() < benchmarks) {
            return Optional.of("not asked on every benchmark");
        }
        for (StudyCell cell : cells) {
            String reason = cell.unusable(mayStopEarly);
            if (reason != null) {
                return Optional.of(cell.key().benchmark() + " " + reason);
            }
            if (cell.noEffect() != null && !cell.key().personality().equals(Personality.BASELINE)) {
                return Optional.of(String.valueOf(cell.noEffect()));
            }
        }
        return Optional.empty();
    }

    private static List<Candidate> candidates(
            Map<Pair, Ranking.Entry> entries, List<Ranking.Place> places, ModelCosts costs) {
        Map<String, Pair> byName = new LinkedHashMap<>();
        entries.forEach((pair, entry) -> byName.put(entry.name(), pair));
        return places.stream()
                .map(place -> {
                    Pair pair = Objects.requireNonNull(byName.get(place.name()));
                    return new Candidate(
                            pair.model(),
                            pair.personality(),
                            place.score().mean(),
                            List.of(
                                    place.score().ci95().low(),
                                    place.score().ci95().high()),
                            place.difference(),
                            place.standing().label(),
                            costs.memory(pair.model()),
                            costs.speed(pair.model()));
                })
                .toList();
    }

    private static Recommended recommended(
            Manifest manifest, List<StudyBenchmark> benchmarks, List<Candidate> candidates, List<LeftOut> leftOut) {
        Optional<Modelfile> file = candidates.stream().findFirst().map(best -> modelfile(manifest, benchmarks, best));
        Optional<String> problem = file.flatMap(Modelfile::problem);
        return new Recommended(
                manifest.runId(),
                manifest.simulated(),
                benchmarks.stream().map(StudyBenchmark::shownAs).toList(),
                candidates,
                leftOut,
                file.filter(written -> problem.isEmpty()).map(Modelfile::text).orElse(null),
                problem.orElse(null),
                file.map(Modelfile::notes).orElse(List.of()));
    }

    private static Modelfile modelfile(Manifest manifest, List<StudyBenchmark> benchmarks, Candidate best) {
        Personality personality = manifest.personalities().stream()
                .filter(each -> each.name().equals(best.personality()))
                .findFirst()
                .orElseThrow();
        Combination combination = new Combination(
                manifest.models().stream()
                        .filter(model -> model.name().equals(best.model()))
                        .findFirst()
                        .orElseThrow(),
                personality,
                manifest.benchmarks().stream()
                        .map(BenchmarkRecord::benchmark)
                        .filter(benchmark ->
                                benchmark.name().equals(benchmarks.get(0).name()))
                        .findFirst()
                        .orElseThrow(),
                manifest.axes().get(0));
        FrozenSettings settings = manifest.settings();
        return new Modelfile(
                best.model(),
                personality,
                new TrialKeys(settings.seed(), Engine.of(settings.engine())).sampling(combination, 0),
                manifest.loads().stream()
                        .filter(load -> load.model().equals(best.model()))
                        .mapToInt(Manifest.LoadRecord::contextTokens)
                        .max()
                        .orElse(0));
    }

    /** Writes the Modelfile; a file that is there is left alone. */
    public static void write(Recommended recommended, Path file) {
        String text = recommended.modelfile();
        if (text == null) {
            throw MatrixException.usage("--out: there is no Modelfile to write: " + recommended.problem() + ".");
        }
        if (Files.exists(file)) {
            throw MatrixException.usage("--out: " + file + " exists; name another file, or remove it.");
        }
        new AtomicFile(file).write(text.getBytes(StandardCharsets.UTF_8));
    }
}
