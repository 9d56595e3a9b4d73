package dev.matrix.app;

import dev.matrix.analysis.FlipTolerance;
import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Item;
import dev.matrix.domain.Model;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Score;
import dev.matrix.domain.Trial;
import dev.matrix.execution.CacheCheck;
import dev.matrix.execution.CachedPlaces;
import dev.matrix.execution.CachedTrial;
import dev.matrix.execution.CachedTrials;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.scoring.Scorer;
import dev.matrix.store.StoredRun;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The cache across runs as one run uses it: what is there, and whether it may stand beside new answers. Thread-safe. */
final class RunCache implements CachedTrials {

    /** More pairs tell no more of a flip rate. */
    private static final int MOST_PAIRS = 2000;

    private final CacheLookup lookup;
    private final CacheVerdicts verdicts;
    private final Supplier<StoredRun> stored;
    private final Scorer scorer = new Scorer();

    /**
     * @param lookup finds answers
     * @param verdicts of checks that this run made
     * @param stored the run as it is now
     */
    RunCache(CacheLookup lookup, CacheVerdicts verdicts, Supplier<StoredRun> stored) {
        this.lookup = lookup;
        this.verdicts = verdicts;
        this.stored = stored;
    }

    @Override
    public CachedPlaces find(PlannedCombination planned, Protocol readBy, BaselineSystem baseline, BitSet without) {
        return lookup.find(planned, readBy, baseline, without);
    }

    @Override
    public List<Trial> taken(Predicate<Trial> wanted) {
        Map<String, Trial> newest = new LinkedHashMap<>();
        stored.get().forEachTrial(trial -> {
            if (trial.fromCache() && wanted.test(trial)) {
                newest.put(trial.combinationId() + '\n' + trial.item() + '\n' + trial.repeat(), trial);
            }
        });
        return List.copyOf(newest.values());
    }

    @Override
    public Optional<CachedTrial> read(PlannedCombination planned, int trial, Protocol readBy, BaselineSystem baseline) {
        return lookup.read(planned, trial, readBy, baseline);
    }

    @Override
    public Standing standing(Model model, Set<String> origins) {
        return verdicts.standing(model, origins);
    }

    /** The same outcome, the same reading and the same verdict on it: more than a score alone would show. */
    @Override
    public boolean scoredAlike(Combination combination, Item item, Trial one, Trial other) {
        Score first = scorer.score(combination.benchmark(), item, one);
        Score second = scorer.score(combination.benchmark(), item, other);
        return first.outcome() == second.outcome()
                && first.correct() == second.correct()
                && Objects.equals(first.reading(), second.reading());
    }

    /** Each origin has to hold by itself: many answers that still hold must not hide a few that do not. */
    @Override
    public CacheCheck judge(Model model, List<ReadCombination> works, List<Sample> samples) {
        boolean flipped = samples.stream().anyMatch(sample -> sample.flips() > 0);
        FlipTolerance tolerance = flipped ? measured(works) : FlipTolerance.unmeasured();
        List<CacheCheck> checks =
                samples.stream().map(sample -> judge(model, sample, tolerance)).toList();
        if (checks.isEmpty()) {
            return judge(model, new Sample(JOURNAL, 0, 0, 0), tolerance);
        }
        List<String> origins =
                checks.stream().flatMap(check -> check.origins().stream()).toList();
        CacheCheck first =
                checks.stream().filter(check -> !check.used()).findFirst().orElse(checks.get(0));
        int compared = checks.stream().mapToInt(CacheCheck::compared).sum();
        int flips = checks.stream().mapToInt(CacheCheck::flips).sum();
        return checks.size() == 1 || !first.used()
                ? new CacheCheck(
                        first.compared(), first.flips(), first.allowed(), first.used(), first.reason(), origins)
                : new CacheCheck(
                        compared,
                        flips,
                        checks.stream().mapToInt(CacheCheck::allowed).sum(),
                        true,
                        counts(model, compared, flips) + ", no more of any of their " + checks.size()
                                + " origins than noise explains: cached answers are used",
                        origins);
    }

    private static String counts(Model model, int compared, int flips) {
        return model.name() + ": " + flips + " of " + compared
                + " cached trials that were asked again are answered differently";
    }

    private static CacheCheck judge(Model model, Sample sample, FlipTolerance tolerance) {
        int asked = sample.asked();
        int compared = sample.compared();
        int flips = sample.flips();
        List<String> origins = List.of(sample.origin());
        if (2 * compared < asked || asked == 0) {
            return new CacheCheck(
                    compared,
                    flips,
                    0,
                    false,
                    model.name() + ": of " + asked + " cached trials only " + compared
                            + " could be compared with new answers, so nothing of the cache is used for this model and"
                            + " all of it is asked anew",
                    origins);
        }
        int allowed = flips == 0 ? FlipTolerance.unmeasured().allowed(compared) : tolerance.allowed(compared);
        String counts = counts(model, compared, flips);
        String noise = tolerance.pairs() == 0
                ? "without a control asked before (--control) none is allowed"
                : "its noise (" + tolerance.flips() + " flips in " + tolerance.pairs() + " controls) explains at most "
                        + allowed;
        boolean used = flips <= allowed;
        return new CacheCheck(
                compared,
                flips,
                allowed,
                used,
                used
                        ? counts + (flips == 0 ? "" : ", and " + noise) + ": cached answers are used"
                        : counts + ", and " + noise
                                + ": nothing of the cache is used for this model, and baseline and all else of it is"
                                + " asked anew",
                origins);
    }

    /** A baseline with its control, and which of their trials may be paired. */
    private record Controlled(ReadCombination work, PlannedCombination again, PrimitiveIterator.OfInt trials) {}

    /**
     * How often baseline and its control differ among cached answers of the same model and server: pairs of one run each, since two runs differ by more than
     * noise; combination takes turns with combination.
     */
    private FlipTolerance measured(List<ReadCombination> works) {
        Deque<Controlled> turns = new ArrayDeque<>();
        works.forEach(work -> controlled(work).ifPresent(turns::add));
        int pairs = 0;
        int flips = 0;
        while (pairs < MOST_PAIRS && !turns.isEmpty()) {
            Controlled next = turns.removeFirst();
            if (next.trials().hasNext()) {
                Optional<Boolean> alike = alike(next, next.trials().nextInt());
                pairs += alike.isPresent() ? 1 : 0;
                flips += alike.filter(same -> !same).isPresent() ? 1 : 0;
                turns.addLast(next);
            }
        }
        return new FlipTolerance(pairs, flips);
    }

    private Optional<Controlled> controlled(ReadCombination work) {
        Combination combination = work.planned().combination();
        if (!combination.personality().isBaseline() || combination.isControl()) {
            return Optional.empty();
        }
        PlannedCombination again = new PlannedCombination(
                combination.again(), work.planned().items(), work.planned().repeats());
        BitSet trials =
                find(again, work.readBy(), work.baseline(), new BitSet()).trials();
        return Optional.of(new Controlled(work, again, trials.stream().iterator()));
    }

    /** Empty when one of the two is not there, or not of the same run. */
    private Optional<Boolean> alike(Controlled controlled, int trial) {
        ReadCombination work = controlled.work();
        PlannedCombination planned = work.planned();
        Optional<Trial> control =
                read(controlled.again(), trial, work.readBy(), work.baseline()).map(CachedTrial::trial);
        return control.isEmpty()
                ? Optional.empty()
                : read(planned, trial, work.readBy(), work.baseline())
                        .map(CachedTrial::trial)
                        .filter(first ->
                                Objects.equals(first.cachedFrom(), control.get().cachedFrom()))
                        .map(first -> scoredAlike(
                                planned.combination(),
                                planned.items().get(trial / planned.repeats()),
                                first,
                                control.get()));
    }
}
