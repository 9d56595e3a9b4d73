package dev.matrix.execution;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Model;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Trial;
import dev.matrix.execution.CachedTrials.ReadCombination;
import dev.matrix.execution.CachedTrials.Standing;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes trials of one model that other runs were answered. Where all of them are there and belong together, nothing is asked and the model is not even loaded;
 * where they are of several origins, where some are asked now, or where this run has some already, a few of each origin are asked again first, and only when
 * they are answered alike the others are taken. Driven by the coordinating thread.
 */
final class CacheIntake {

    private final RunParts parts;
    private final Model model;
    private final List<CombinationWork> works;
    private final CachedTrials cached;

    CacheIntake(RunParts parts, Model model, List<CombinationWork> works) {
        this.parts = parts;
        this.model = model;
        this.works = works;
        this.cached = parts.earlier().cached();
    }

    /**
     * A combination as it will be read.
     *
     * @param found trials that are in the cache and not in this run
     */
    private record Shelf(
            CombinationWork work, Protocol readBy, BaselineSystem baseline, BitSet settled, CachedPlaces found) {

        boolean isWhole() {
            return settled.cardinality() + found.trials().cardinality()
                    >= work.planned().trials();
        }

        /** What may be asked again, by origin. */
        Map<String, BitSet> candidates() {
            Map<String, BitSet> candidates = new LinkedHashMap<>(found.byOrigin());
            if (!work.fromCache().isEmpty()) {
                candidates.put(CachedTrials.JOURNAL, work.fromCache());
            }
            return candidates;
        }
    }

    private static Set<String> origins(List<Shelf> shelves) {
        Set<String> origins = new LinkedHashSet<>();
        shelves.forEach(shelf -> origins.addAll(shelf.found().origins()));
        return origins;
    }

    /** Takes the whole model from the cache, if it is there; otherwise nothing. */
    void takeWhole(ProtocolRules rules) {
        if (cached.standing(model, Set.of()) == Standing.REFUSED
                || works.stream().allMatch(CombinationWork::complete)) {
            return;
        }
        BaselineSystem baseline =
                parts.earlier().baseline(model).orElse(parts.settings().baseline());
        Map<Benchmark, ProtocolChoice> choices = choices(rules, baseline);
        List<Shelf> shelves = new ArrayList<>();
        for (CombinationWork work : works) {
            ProtocolChoice choice = choices.get(work.combination().benchmark());
            Optional<Protocol> readBy =
                    work.readBy().or(() -> Optional.ofNullable(choice).map(ProtocolChoice::readBy));
            if (readBy.isEmpty() || work.givenUp().isPresent()) {
                return;
            }
            Shelf shelf = shelf(work, readBy.get(), baseline);
            if (!shelf.isWhole()) {
                return;
            }
            shelves.add(shelf);
        }
        if (belongTogether(shelves) || cached.standing(model, origins(shelves)) == Standing.CHECKED) {
            choices.values()
                    .forEach(choice -> parts.say(new ExecutionEvent.ProtocolChosen(
                            choice, parts.earlier().protocols().contains(choice))));
            shelves.forEach(this::resolve);
            sayReach(take(shelves));
        }
    }

    /** One origin, and nothing of the model in this run that they would stand beside. */
    private static boolean belongTogether(List<Shelf> shelves) {
        return origins(shelves).size() == 1
                && shelves.stream().allMatch(shelf -> shelf.settled().isEmpty());
    }

    private void resolve(Shelf shelf) {
        if (!shelf.work().resolvedFor(shelf.readBy(), shelf.baseline())) {
            shelf.work().resolve(shelf.readBy(), shelf.baseline(), shelf.settled(), taken(shelf));
        }
    }

    /** Trials in this run's journal that it took from the cache. */
    private BitSet taken(Shelf shelf) {
        return shelf.work().resolvedFor(shelf.readBy(), shelf.baseline())
                ? shelf.work().fromCache()
                : parts.earlier().trials().fromCache(shelf.work().planned(), shelf.readBy(), shelf.baseline());
    }

    private Shelf shelf(CombinationWork work, Protocol readBy, BaselineSystem baseline) {
        BitSet settled = work.resolvedFor(readBy, baseline)
                ? work.settled()
                : parts.earlier().trials().done(work.planned(), readBy, baseline);
        boolean open = settled.cardinality() < work.planned().trials();
        CachedPlaces found = open ? cached.find(work.planned(), readBy, baseline, settled) : CachedPlaces.none();
        return new Shelf(work, readBy, baseline, settled, found);
    }

    /** The protocols of all benchmarks, as far as rules or cached answers to a probe tell. */
    private Map<Benchmark, ProtocolChoice> choices(ProtocolRules rules, BaselineSystem baseline) {
        Map<Benchmark, ProtocolChoice> choices = new LinkedHashMap<>();
        for (CombinationWork work : works) {
            Benchmark benchmark = work.combination().benchmark();
            if (!work.planned().items().isEmpty() && !choices.containsKey(benchmark)) {
                rules.withoutProbe(model, benchmark)
                        .or(() -> probed(benchmark, baseline))
                        .ifPresent(choice -> choices.put(benchmark, choice));
            }
        }
        return choices;
    }

    private Optional<ProtocolChoice> probed(Benchmark benchmark, BaselineSystem baseline) {
        ProtocolProbe probe = new ProtocolProbe(
                model.name(),
                benchmark,
                parts.settings().scoring(),
                parts.ports().letterMass(),
                // Only answers are cached.
                () -> true);
        List<CombinationWork> its = works.stream()
                .filter(work -> work.combination().benchmark().equals(benchmark))
                .toList();
        for (TrialTask task : ProbePlan.of(its).tasks()) {
            Optional<Trial> answer = probe.decided() ? Optional.empty() : ProbePlan.cached(parts, task, baseline);
            if (answer.isPresent()) {
                probe.add(task.item(), answer.get());
            } else if (!probe.decided()) {
                return Optional.empty();
            }
        }
        return probe.choice();
    }

    /** Takes what is there of a model that is being asked, after its protocols are known and before its other trials. */
    void takePart(ResidentModel resident, TrialDesk desk) {
        if (cached.standing(model, Set.of()) == Standing.REFUSED) {
            return;
        }
        List<Shelf> shelves = new ArrayList<>();
        for (CombinationWork work : works) {
            Optional<Protocol> readBy = work.readBy();
            if (readBy.isPresent() && work.givenUp().isEmpty()) {
                shelves.add(shelf(work, readBy.get(), resident.baseline()));
            }
        }
        Set<String> origins = origins(shelves);
        boolean checked = cached.standing(model, origins) == Standing.CHECKED;
        boolean taken = works.stream().anyMatch(work -> !work.fromCache().isEmpty());
        if (origins.isEmpty() && (!taken || checked)) {
            return;
        }
        if (checked || isAllCached(shelves) || check(shelves, resident, desk)) {
            int unused = take(shelves).size();
        }
    }

    /** Nothing is asked now, and nothing was asked by this run before. */
    private boolean isAllCached(List<Shelf> shelves) {
        return shelves.size() == works.size() && shelves.stream().allMatch(Shelf::isWhole) && belongTogether(shelves);
    }

    /** Asks some again; true when the others may be taken. */
    private boolean check(List<Shelf> shelves, ResidentModel resident, TrialDesk desk) {
        CacheSample sample = new CacheSample(parts, model);
        List<CacheSample.Pair> pairs = sample.draw(shelves.stream()
                .map(shelf ->
                        new CacheSample.Source(shelf.work(), shelf.readBy(), resident.baseline(), shelf.candidates()))
                .toList());
        if (!pairs.isEmpty()) {
            parts.say(new ExecutionEvent.Waiting("asking " + pairs.size() + " cached trials of " + model.name()
                    + " again, to see whether they still hold"));
        }
        List<CachedTrials.Sample> outcome = sample.ask(pairs, desk);
        if (!parts.goesOn()) {
            return false;
        }
        CacheCheck check = cached.judge(
                model,
                shelves.stream()
                        .map(shelf -> new ReadCombination(shelf.work().planned(), shelf.readBy(), resident.baseline()))
                        .toList(),
                outcome);
        int returned = check.used()
                ? 0
                : works.stream().mapToInt(CombinationWork::returnTaken).sum();
        parts.say(new ExecutionEvent.CacheChecked(model, check, returned));
        if (!check.used()) {
            parts.warn(check.reason());
        }
        return check.used();
    }

    /** Hands all that was found to the sink, as if it had just been asked. */
    private List<ReachFinding> take(List<Shelf> shelves) {
        List<ReachFinding> reach = new ArrayList<>();
        int count = 0;
        for (Shelf shelf : shelves) {
            BitSet open = shelf.found().trials();
            open.andNot(shelf.work().settled());
            for (int trial = open.nextSetBit(0);
                    trial >= 0 && !parts.cancellation().isCancelled();
                    trial = open.nextSetBit(trial + 1)) {
                Optional<CachedTrial> answer =
                        cached.read(shelf.work().planned(), trial, shelf.readBy(), shelf.baseline());
                if (answer.isPresent()) {
                    parts.ports().sink().keep(answer.get().trial());
                    parts.ports().sink().kept(answer.get().trial());
                    shelf.work().take(trial).ifPresent(parts::say);
                    Optional.ofNullable(answer.get().reach()).ifPresent(reach::add);
                    count++;
                }
            }
        }
        if (count > 0) {
            parts.say(new ExecutionEvent.CacheTaken(model, count));
        }
        return reach;
    }

    /** Where the model is not loaded, nothing else tells how system prompts reach it. */
    private void sayReach(List<ReachFinding> findings) {
        Set<String> said = new HashSet<>();
        findings.stream()
                .filter(finding -> said.add(finding.personality()))
                .forEach(finding -> parts.say(new ExecutionEvent.ReachFound(finding)));
    }
}
