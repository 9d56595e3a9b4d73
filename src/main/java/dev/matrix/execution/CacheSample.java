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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * Chooses cached trials of a model and asks them again, as many of each origin. Baseline's come first, since every difference rests on them, and benchmark
 * takes turns with benchmark; where there are too few of baseline, others make up for them. What is asked again counts as asked: the new answer takes the
 * place of the cached one.
 */
final class CacheSample {

    /** How many trials of an origin are asked again. */
    static final int SIZE = 20;

    private final RunParts parts;
    private final Model model;

    CacheSample(RunParts parts, Model model) {
        this.parts = parts;
        this.model = model;
    }

    /** Cached trials of a combination that may be chosen, by origin. */
    record Source(CombinationWork work, Protocol readBy, BaselineSystem baseline, Map<String, BitSet> byOrigin) {

        BitSet trials(String origin) {
            return byOrigin.getOrDefault(origin, new BitSet());
        }
    }

    /** A trial that will be asked, with its cached answer. */
    record Pair(TrialTask task, Trial cached, String origin) {}

    private record Candidate(Source source, int trial) {

        TrialTask task() {
            return new TrialTask(source.work(), trial, source.readBy());
        }
    }

    private record Answer(String origin, boolean alike) {}

    /** The same choice for the same seed, model and candidates. */
    List<Pair> draw(List<Source> sources) {
        Set<String> origins = new LinkedHashSet<>();
        sources.forEach(source -> origins.addAll(source.byOrigin().keySet()));
        List<Pair> pairs = new ArrayList<>();
        for (String origin : origins) {
            Function<Candidate, Optional<Trial>> answers =
                    origin.equals(CachedTrials.JOURNAL) ? journal(sources) : this::cached;
            List<Pair> its = new ArrayList<>();
            draw(sources.stream().filter(CacheSample::isBaseline).toList(), origin, answers, its);
            draw(sources.stream().filter(source -> !isBaseline(source)).toList(), origin, answers, its);
            pairs.addAll(its);
        }
        return pairs;
    }

    private static boolean isBaseline(Source source) {
        Combination combination = source.work().combination();
        return combination.personality().isBaseline() && !combination.isControl();
    }

    private void draw(
            List<Source> sources, String origin, Function<Candidate, Optional<Trial>> answers, List<Pair> into) {
        Deque<Deque<Candidate>> turns = new ArrayDeque<>(shuffled(sources, origin));
        while (into.size() < SIZE && !turns.isEmpty()) {
            Deque<Candidate> benchmark = turns.removeFirst();
            Candidate next = benchmark.removeFirst();
            answers.apply(next)
                    .map(answer -> new Pair(next.task(), answer, origin))
                    .ifPresent(into::add);
            if (!benchmark.isEmpty()) {
                turns.addLast(benchmark);
            }
        }
    }

    private List<Deque<Candidate>> shuffled(List<Source> sources, String origin) {
        Map<Benchmark, List<Candidate>> byBenchmark = new LinkedHashMap<>();
        for (Source source : sources) {
            source.trials(origin).stream()
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

    private Optional<Trial> cached(Candidate candidate) {
        Source source = candidate.source();
        return parts.earlier()
                .cached()
                .read(source.work().planned(), candidate.trial(), source.readBy(), source.baseline())
                .map(CachedTrial::trial);
    }

    /** What this run took before is in its own journal, also where the cache has it no more: one walk for all that may be drawn. */
    private Function<Candidate, Optional<Trial>> journal(List<Source> sources) {
        Set<String> wanted = new HashSet<>();
        for (boolean baseline : new boolean[] {true, false}) {
            List<Source> its = sources.stream()
                    .filter(source -> isBaseline(source) == baseline)
                    .toList();
            for (Deque<Candidate> benchmark : shuffled(its, CachedTrials.JOURNAL)) {
                benchmark.stream().limit(SIZE).forEach(candidate -> wanted.add(slot(candidate)));
            }
        }
        Map<String, Trial> found = new HashMap<>();
        parts.earlier()
                .cached()
                .taken(trial -> wanted.contains(slot(trial)))
                .forEach(trial -> found.put(slot(trial), trial));
        return candidate -> Optional.ofNullable(found.get(slot(candidate)));
    }

    private static String slot(Candidate candidate) {
        TrialTask task = candidate.task();
        return task.combination().id() + '\n' + task.item().id() + '\n' + task.repeat();
    }

    private static String slot(Trial trial) {
        return trial.combinationId() + '\n' + trial.item() + '\n' + trial.repeat();
    }

    /** Asks them, as many at once as the run may; what came of it for each origin. */
    List<CachedTrials.Sample> ask(List<Pair> pairs, TrialDesk desk) {
        ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
        List<Runnable> tasks = new ArrayList<>();
        for (Pair pair : pairs) {
            pair.task().work().adopt(pair.task().index());
            tasks.add(() -> ask(pair, desk, answers));
        }
        parts.eta().waveStarts(parts.time().nanos());
        parts.pool().each(tasks);
        parts.health().phaseEnds();
        return pairs.stream()
                .map(Pair::origin)
                .distinct()
                .map(origin -> new CachedTrials.Sample(
                        origin,
                        (int) pairs.stream()
                                .filter(pair -> pair.origin().equals(origin))
                                .count(),
                        (int) answers.stream()
                                .filter(answer -> answer.origin().equals(origin))
                                .count(),
                        (int) answers.stream()
                                .filter(answer -> answer.origin().equals(origin) && !answer.alike())
                                .count()))
                .toList();
    }

    private void ask(Pair pair, TrialDesk desk, ConcurrentLinkedQueue<Answer> answers) {
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
                answers.add(new Answer(
                        pair.origin(),
                        parts.earlier().cached().scoredAlike(task.combination(), task.item(), pair.cached(), now)));
            }
        });
    }
}
