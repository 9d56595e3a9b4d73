package dev.matrix.app;

import dev.matrix.analysis.CellKey;
import dev.matrix.analysis.ItemDifferences;
import dev.matrix.analysis.StudyBenchmark;
import dev.matrix.analysis.StudyCell;
import dev.matrix.analysis.StudyData;
import dev.matrix.analysis.study.EffectCell;
import dev.matrix.analysis.study.StudiedBenchmark;
import dev.matrix.analysis.study.StudyEffects;
import dev.matrix.domain.CellStatus;
import dev.matrix.domain.Personality;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Gathers the differences to baseline of several runs, item by item, at the first setting of each. A difference is always taken within one run; of several
 * runs that have the same cell the one with the most compared items counts, the earlier one of equals. A cell that is not
 * asked to the end counts only where the run's methods hold whenever it stops. Not thread-safe.
 */
final class StudyCells {

    private static final int NAMED = 8;

    private final Map<String, Map<String, Integer>> positions = new HashMap<>();
    private final Map<String, StudiedBenchmark> benchmarks = new LinkedHashMap<>();
    private final Map<String, List<String>> groups = new LinkedHashMap<>();
    private final Map<Slot, EffectCell> cells = new LinkedHashMap<>();
    private final Map<Slot, Map<String, List<EffectCell>>> byRun = new LinkedHashMap<>();
    private final Set<String> silent = new TreeSet<>();
    private final Map<String, Set<String>> open = new LinkedHashMap<>();
    private final Set<String> usable = new HashSet<>();

    /** A place in the table; the benchmark is empty for all of them together. */
    private record Slot(String model, String personality, String benchmark) {}

    /** Takes what a run holds. */
    void add(String run, StudyData data) {
        data.benchmarks().forEach(this::place);
        Optional<StudyCell> first =
                data.cells().stream().filter(cell -> !cell.control()).findFirst();
        if (first.isEmpty()) {
            return;
        }
        String setting = first.get().key().setting();
        for (StudyCell cell : data.cells()) {
            CellKey key = cell.key();
            if (!cell.control()
                    && key.setting().equals(setting)
                    && !key.personality().equals(Personality.BASELINE)
                    && isUsable(run, cell, data)) {
                data.cell(key.with(Personality.BASELINE))
                        .filter(baseline -> isUsable(run, baseline, data))
                        .ifPresent(baseline -> add(run, data, cell, baseline));
            }
        }
    }

    private boolean isUsable(String run, StudyCell cell, StudyData data) {
        boolean may = cell.unusable(data.settings().optionalStopping()) == null;
        if (!may && cell.status() == CellStatus.UNFINISHED) {
            open.computeIfAbsent(run, name -> new LinkedHashSet<>())
                    .add(cell.key().id());
        }
        return may;
    }

    private void place(StudyBenchmark benchmark) {
        benchmarks.putIfAbsent(
                benchmark.name(), new StudiedBenchmark(benchmark.name(), benchmark.shownAs(), benchmark.sample()));
        Map<String, Integer> places = positions.computeIfAbsent(benchmark.name(), name -> new HashMap<>());
        List<String> names = groups.computeIfAbsent(benchmark.name(), name -> new ArrayList<>());
        for (int item = 0; item < benchmark.itemIds().size(); item++) {
            if (places.putIfAbsent(benchmark.itemIds().get(item), places.size()) == null) {
                names.add(benchmark.groups().get(item));
            }
        }
    }

    private void add(String run, StudyData data, StudyCell cell, StudyCell baseline) {
        CellKey key = cell.key();
        String reason = cell.noEffect() != null ? cell.noEffect() : baseline.noEffect();
        if (reason != null) {
            usable.add(run);
            silent.add(key.personality() + " in " + key.model() + " has no effect to tell: " + reason + ".");
            return;
        }
        EffectCell effect = new EffectCell(
                key.model(),
                key.personality(),
                key.benchmark(),
                placed(data.benchmark(key.benchmark()), ItemDifferences.of(cell.scores(), baseline.scores())));
        if (effect.compared() == 0) {
            return;
        }
        usable.add(run);
        cells.merge(
                new Slot(key.model(), key.personality(), key.benchmark()),
                effect,
                (there, now) -> now.compared() > there.compared() ? now : there);
        byRun.computeIfAbsent(new Slot(key.model(), key.personality(), ""), slot -> new LinkedHashMap<>())
                .computeIfAbsent(run, name -> new ArrayList<>())
                .add(effect);
    }

    /** The differences at the places that the items have over all runs. */
    private double[] placed(StudyBenchmark benchmark, double[] differences) {
        Map<String, Integer> places = positions.getOrDefault(benchmark.name(), Map.of());
        double[] placed = new double[places.size()];
        Arrays.fill(placed, Double.NaN);
        for (int item = 0; item < differences.length; item++) {
            Integer place = places.get(benchmark.itemIds().get(item));
            if (place != null) {
                placed[place] = differences[item];
            }
        }
        return placed;
    }

    List<StudiedBenchmark> benchmarks() {
        return List.copyOf(benchmarks.values());
    }

    /** The group of each item of a benchmark, by its place over all runs. */
    Map<String, List<String>> groups() {
        return Map.copyOf(groups);
    }

    List<EffectCell> cells() {
        return List.copyOf(cells.values());
    }

    /** The runs of each model and personality that stands in more than one. */
    List<StudyEffects.Replicate> replicates() {
        List<StudyEffects.Replicate> replicates = new ArrayList<>();
        byRun.forEach((slot, runs) -> {
            if (runs.size() > 1) {
                runs.forEach((run, its) ->
                        replicates.add(new StudyEffects.Replicate(run, slot.model(), slot.personality(), its)));
            }
        });
        return replicates;
    }

    /** False when nothing of a run can be compared with its baseline. */
    boolean isUsable(String run) {
        return usable.contains(run);
    }

    /** Cells that are not asked to the end, a sentence a run, and cells from which no effect may be told, one sentence each. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        open.forEach((run, ids) -> notes.add("Run " + run + ": left out, because not asked to the end: "
                + ids.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (ids.size() > NAMED ? " and " + (ids.size() - NAMED) + " more" : "") + "."));
        notes.addAll(silent);
        return notes;
    }
}
