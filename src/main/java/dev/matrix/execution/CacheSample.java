package dev.matrix.execution;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Model;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Trial;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Chooses cached trials of a model and asks them again. Baseline's come first, since every difference rests on them, and benchmark takes turns with benchmark;
 * where there are too few of baseline, others make up for them. What is asked again counts as asked: the new answer takes the place of the cached one.
 */
final class CacheSample {

    /** How many trials are asked again. */
    static final int SIZE = 20;

    private final RunParts parts;
    private final Model model;

    CacheSample(RunParts parts, Model model) {
        this.parts = parts;
        this.model = model;
    }

    /** Cached trials of a combination that may be chosen. */
    record Source(CombinationWork work, Protocol readBy, BaselineSystem baseline, BitSet trials) {}

    /** A trial that will be asked, with its cached answer. */
    record Pair(TrialTask task, Trial cached) {}

    /**
     * What came of it.
     *
     * @param compared trials with an answer
     * @param flips of these, scored differently
     */
    record Outcome(int compared, int flips) {}

    private record Candidate(Source source, int trial) {}

    /** The same choice for the same seed, model and candidates. */
    List<Pair> draw(List<Source> sources) {
        List<Pair> pairs = new ArrayList<>();
        draw(sources.stream().filter(CacheSample::isBaseline).toList(), pairs);
        draw(sources.stream().filter(source -> !isBaseline(source)).toList(), pairs);
        return pairs;
    }

    private static boolean isBaseline(Source source) {
        Combination combination = source.work().combination();
        return combination.personality().isBaseline() && !combination.isControl();
    }

    private void draw(List<Source> sources, List<Pair> into) {
        Deque<Deque<Candidate>> turns = new ArrayDeque<>(shuffled(sources));
        while (into.size() < SIZE && !turns.isEmpty()) {
            Deque<Candidate> benchmark = turns.removeFirst();
            Candidate next = benchmark.removeFirst();
            pair(next).ifPresent(into::add);
            if (!benchmark.isEmpty()) {
                turns.addLast(benchmark);
            }
        }
    }

    private List<Deque<Candidate>> shuffled(List<Source> sources) {
        Map<Benchmark, List<Candidate>> byBenchmark = new LinkedHashMap<>();
        for (Source source : sources) {
            source.trials().stream()
                    .forEach(trial -> byBenchmark
                            .computeIfAbsent(source.work().combination().benchmark(), name -> new ArrayList<>())
                            .add(new Candidate(source, trial)));
        }
        Random random = new Random(parts.settings().seed() ^ model.digest().hashCode());
        return byBenchmark.values().stream()
                .map(candidates -> {
                    Collections.shuffle(candidates, random);
                    return (Deque<Candidate>) new ArrayDeque<>(candidates);
                })
                .toList();
    }

    private Optional<Pair> pair(Candidate candidate) {
        Source source = candidate.source();
        return parts.earlier()
                .cached()
                .read(source.work().planned(), candidate.trial(), source.readBy(), source.baseline())
                .map(found ->
                        new Pair(new TrialTask(source.work(), candidate.trial(), source.readBy()), found.trial()));
    }

    /** Asks them, as many at once as the run may. */
    Outcome ask(List<Pair> pairs, TrialDesk desk) {
        ConcurrentLinkedQueue<Boolean> alike = new ConcurrentLinkedQueue<>();
        List<Runnable> tasks = new ArrayList<>();
        for (Pair pair : pairs) {
            pair.task().work().adopt(pair.task().index());
            tasks.add(() -> ask(pair, desk, alike));
        }
        parts.eta().waveStarts(parts.time().nanos());
        parts.pool().each(tasks);
        parts.health().phaseEnds();
        return new Outcome(
                alike.size(), (int) alike.stream().filter(same -> !same).count());
    }

    private void ask(Pair pair, TrialDesk desk, ConcurrentLinkedQueue<Boolean> alike) {
        if (!parts.goesOn()) {
            return;
        }
        TrialTask task = pair.task();
        if (task.work().begin()) {
            parts.say(new ExecutionEvent.CombinationStarted(task.combination()));
        }
        desk.ask(task).ifPresent(now -> {
            desk.finish(task, now);
            if (now.failure().isEmpty()) {
                alike.add(parts.earlier().cached().scoredAlike(task.combination(), task.item(), pair.cached(), now));
            }
        });
    }
}
