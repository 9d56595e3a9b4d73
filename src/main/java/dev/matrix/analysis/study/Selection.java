package dev.matrix.analysis.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The part of the input that can be compared over models: effects over other benchmarks, or the best of other personalities, are other quantities. A benchmark
 * or personality that more than half of the models have stays, and a model that lacks one of these is left out; samples stand aside where real sets are there.
 *
 * @param benchmarks that every model in the table has
 * @param notes what was left out, one sentence each
 */
record Selection(EffectTable table, List<StudiedBenchmark> benchmarks, List<String> notes) {

    static Selection of(StudyEffects input) {
        return new Choice(input).select();
    }

    private static final class Choice {
        private final StudyEffects input;
        private final List<String> notes = new ArrayList<>();
        private final Map<String, Set<String>> byModel = new HashMap<>();

        Choice(StudyEffects input) {
            this.input = input;
            input.cells().stream()
                    .filter(cell -> cell.compared() > 0)
                    .forEach(cell -> byModel.computeIfAbsent(cell.model(), model -> new HashSet<>())
                            .add(key(cell.personality(), cell.benchmark())));
        }

        private static String key(String personality, String benchmark) {
            return personality + "\n" + benchmark;
        }

        Selection select() {
            List<StudiedModel> compared = input.models().stream()
                    .filter(model -> byModel.containsKey(model.name()))
                    .toList();
            List<StudiedBenchmark> benchmarks = benchmarks(compared);
            List<String> suite = suite(compared, benchmarks);
            List<StudiedModel> models = compared.stream()
                    .filter(model -> hasAll(model, suite, benchmarks))
                    .toList();
            input.models().stream()
                    .filter(model -> !models.contains(model))
                    .forEach(model -> notes.add(model.name()
                            + " is left out of the statistics over models: it lacks a benchmark or personality that"
                            + " most others have."));
            EffectTable table = new EffectTable(
                    models,
                    input.personalities(),
                    suite,
                    benchmarks.stream().map(StudiedBenchmark::name).toList(),
                    input.cells(),
                    input.groups());
            return new Selection(table, benchmarks, List.copyOf(notes));
        }

        private List<StudiedBenchmark> benchmarks(List<StudiedModel> models) {
            List<StudiedBenchmark> kept = input.benchmarks();
            boolean mixed =
                    kept.stream().map(StudiedBenchmark::sample).distinct().count() > 1;
            if (mixed) {
                kept.stream()
                        .filter(StudiedBenchmark::sample)
                        .forEach(each ->
                                notes.add(each.shownAs() + " is left out: a sample is never mixed with real sets."));
                kept = kept.stream().filter(each -> !each.sample()).toList();
            }
            List<StudiedBenchmark> common = kept.stream()
                    .filter(each -> isMost(models, model -> hasBenchmark(model, each)))
                    .toList();
            kept.stream()
                    .filter(each -> !common.contains(each))
                    .forEach(each ->
                            notes.add(each.shownAs() + " is left out: not more than half of the models have it."));
            return common;
        }

        private boolean hasBenchmark(StudiedModel model, StudiedBenchmark benchmark) {
            return input.suite().stream().anyMatch(personality -> has(model, personality, benchmark));
        }

        private List<String> suite(List<StudiedModel> models, List<StudiedBenchmark> benchmarks) {
            List<String> suite = input.suite().stream()
                    .filter(personality -> isMost(models, model -> hasAll(model, List.of(personality), benchmarks)))
                    .toList();
            input.suite().stream()
                    .filter(personality -> !suite.contains(personality))
                    .forEach(personality -> notes.add(personality
                            + " is not among those of which the best is chosen: not more than half of the models have"
                            + " it."));
            return suite;
        }

        private static boolean isMost(List<StudiedModel> models, java.util.function.Predicate<StudiedModel> has) {
            return 2 * models.stream().filter(has).count() > models.size();
        }

        private boolean hasAll(StudiedModel model, List<String> personalities, List<StudiedBenchmark> benchmarks) {
            return personalities.stream()
                    .allMatch(personality ->
                            benchmarks.stream().allMatch(benchmark -> has(model, personality, benchmark)));
        }

        private boolean has(StudiedModel model, String personality, StudiedBenchmark benchmark) {
            return byModel.getOrDefault(model.name(), Set.of()).contains(key(personality, benchmark.name()));
        }
    }
}
