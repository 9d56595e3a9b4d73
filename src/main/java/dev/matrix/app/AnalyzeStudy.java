package dev.matrix.app;

import dev.matrix.analysis.CellKey;
import dev.matrix.analysis.study.Domain;
import dev.matrix.analysis.study.ModelFamily;
import dev.matrix.analysis.study.StudiedModel;
import dev.matrix.analysis.study.StudyEffects;
import dev.matrix.analysis.study.StudyReport;
import dev.matrix.config.PersonalitySelection;
import dev.matrix.config.StudyFile;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Model;
import dev.matrix.domain.Personality;
import dev.matrix.store.Manifest;
import dev.matrix.store.ShardRecord;
import dev.matrix.store.StoredRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Analyses runs together: what holds over their models. Reads the runs' own files; no server and no data files are needed. */
public final class AnalyzeStudy {

    private static final double POINT = 100;

    private final Runs runs;
    private final String programVersion;

    public AnalyzeStudy(Runs runs, String programVersion) {
        this.runs = runs;
        this.programVersion = programVersion;
    }

    /**
     * What is said of models where their names do not tell.
     *
     * @param families who makes a model, by its name
     * @param domains what a model is for, by its name
     * @param claims effects that somebody published
     */
    public record Groups(Map<String, String> families, Map<String, Domain> domains, List<StudyEffects.Claim> claims) {
        public Groups {
            claims = List.copyOf(claims);
            families = Map.copyOf(families);
            domains = Map.copyOf(domains);
        }

        /** As a study's file says. */
        public static Groups of(StudyFile file) {
            Map<String, Domain> domains = new LinkedHashMap<>();
            file.domains()
                    .forEach((model, label) -> Domain.labelled(label).ifPresent(domain -> domains.put(model, domain)));
            return new Groups(
                    file.families(),
                    domains,
                    file.claims().stream()
                            .map(claim ->
                                    new StudyEffects.Claim(claim.model(), claim.personality(), claim.points() / POINT))
                            .toList());
        }

        /** Everything follows from the names. */
        public static Groups none() {
            return new Groups(Map.of(), Map.of(), List.of());
        }
    }

    /**
     * Analyses runs that somebody named.
     *
     * @param names names or paths of runs, in order
     * @throws MatrixException of kind USAGE when a run is not there, cannot stand beside the others or has no comparison that is asked to the end
     */
    public AnalyzedStudy analyze(List<String> names, Groups groups) {
        return analyze(names, groups, true);
    }

    /** The same of a study's own runs as far as they got: one that has nothing to tell yet is named. */
    public AnalyzedStudy analyzeSoFar(List<String> names, Groups groups) {
        return analyze(names, groups, false);
    }

    private AnalyzedStudy analyze(List<String> names, Groups groups, boolean each) {
        List<StoredRun> stored =
                names.stream().distinct().map(name -> runs.store().read(name)).toList();
        List<Manifest> manifests = stored.stream().map(StoredRun::manifest).toList();
        ComparableRuns.require(manifests);
        StudyCells cells = new StudyCells();
        List<String> notes = new ArrayList<>();
        for (StoredRun run : stored) {
            StoredScores scores = StoredScores.of(run, programVersion);
            cells.add(run.id(), scores.assembly().input(scores.manifest()), copied(scores.board()));
            if (each && !cells.isUsable(run.id())) {
                throw MatrixException.usage("--from: run " + run.id()
                        + " has no comparison with baseline that is asked to the end, so it has nothing to tell. Finish it"
                        + " with 'matrix run --resume " + run.id() + "', or leave it out.");
            }
            scores.unreadable().warning().ifPresent(notes::add);
            ShardRecord shard = run.manifest().shard();
            if (shard != null) {
                notes.add("Run " + run.id() + " is shard " + shard.label()
                        + " of a run, so its verdicts are corrected for its"
                        + " own comparisons only: put the shards together with 'matrix merge' first.");
            }
            if (run.manifest().settings().optionalStopping()) {
                notes.add("Run " + run.id() + " asked a personality no more once its comparison was decided, so its"
                        + " effects are too large by that.");
            }
        }
        notes.addAll(cells.notes());
        List<String> personalities = personalities(manifests);
        StudyReport report = StudyReport.of(new StudyEffects(
                models(stored, groups),
                personalities,
                suite(manifests, personalities),
                cells.benchmarks(),
                cells.cells(),
                cells.groups(),
                cells.replicates(),
                groups.claims(),
                manifests.get(0).simulated(),
                manifests.get(0).settings().seed()));
        return new AnalyzedStudy(report.withNotes(notes));
    }

    private static Set<CellKey> copied(ScoreBoard board) {
        return board.matrix()
                .filter(cell -> cell.taken() > 0)
                .map(cell -> CellKey.of(cell.combination()))
                .collect(Collectors.toSet());
    }

    private static List<String> personalities(List<Manifest> manifests) {
        return manifests.stream()
                .flatMap(manifest -> manifest.personalities().stream())
                .filter(personality -> !personality.isBaseline())
                .map(Personality::name)
                .distinct()
                .toList();
    }

    /** System prompts for everything: a wrapper, a domain's profile and a model's own prompt answer other questions. All, where there is no such prompt. */
    private static List<String> suite(List<Manifest> manifests, List<String> personalities) {
        List<String> suite = manifests.stream()
                .flatMap(manifest -> manifest.personalities().stream())
                .filter(personality -> !personality.isBaseline() && !personality.reasons())
                .map(Personality::name)
                .filter(name -> !name.startsWith(Domain.PREFIX) && !name.startsWith(PersonalitySelection.MODEL))
                .distinct()
                .toList();
        return suite.isEmpty() ? personalities : suite;
    }

    /** A name without a tag means {@code latest}. */
    private static <T> Optional<T> said(Map<String, T> of, String model) {
        return Optional.ofNullable(of.get(model))
                .or(() -> Optional.ofNullable(of.get(model.replaceFirst(":latest$", ""))));
    }

    /** Smallest first; of unknown size last. */
    private static List<StudiedModel> models(List<StoredRun> stored, Groups groups) {
        Map<String, StudiedModel> models = new LinkedHashMap<>();
        for (StoredRun run : stored) {
            for (Model model : run.manifest().models()) {
                models.putIfAbsent(
                        model.name(),
                        new StudiedModel(
                                model.name(),
                                model.nominalSize(),
                                model.parameterCount(),
                                said(groups.families(), model.name())
                                        .orElseGet(() -> ModelFamily.of(model.name(), model.family())),
                                said(groups.domains(), model.name())
                                        .or(() -> Domain.of(model.name()))
                                        .orElse(null)));
            }
        }
        return models.values().stream()
                .sorted(Comparator.comparingDouble(StudiedModel::parameters).thenComparing(StudiedModel::name))
                .toList();
    }
}
