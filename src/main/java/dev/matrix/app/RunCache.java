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
import dev.matrix.execution.CachedTrial;
import dev.matrix.execution.CachedTrials;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.scoring.Scorer;
import dev.matrix.store.Manifest;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** The cache across runs as one run uses it: what is there, and whether it may stand beside new answers. Thread-safe. */
final class RunCache implements CachedTrials {

    /** More pairs tell no more of a flip rate. */
    private static final int MOST_PAIRS = 2000;

    private final CacheLookup lookup;
    private final Supplier<Manifest> manifest;
    private final Scorer scorer = new Scorer();

    /**
     * @param lookup finds answers
     * @param manifest of the run as it is now
     */
    RunCache(CacheLookup lookup, Supplier<Manifest> manifest) {
        this.lookup = lookup;
        this.manifest = manifest;
    }

    @Override
    public BitSet find(PlannedCombination planned, Protocol readBy, BaselineSystem baseline, BitSet without) {
        return lookup.find(planned, readBy, baseline, without);
    }

    @Override
    public Optional<CachedTrial> read(PlannedCombination planned, int trial, Protocol readBy, BaselineSystem baseline) {
        return lookup.read(planned, trial, readBy, baseline);
    }

    @Override
    public Standing standing(Model model) {
        return manifest.get().cacheChecks().stream()
                .filter(check -> check.model().equals(model.name()))
                .findFirst()
                .map(check -> check.used() ? Standing.CHECKED : Standing.REFUSED)
                .orElse(Standing.UNCHECKED);
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

    @Override
    public CacheCheck judge(Model model, List<ReadCombination> works, int asked, int compared, int flips) {
        if (2 * compared < asked || asked == 0) {
            return new CacheCheck(
                    compared,
                    flips,
                    0,
                    false,
                    model.name() + ": of " + asked + " cached trials only " + compared
                            + " could be compared with new answers, so nothing of the cache is used for this model and"
                            + " all of it is asked anew");
        }
        FlipTolerance tolerance = flips == 0 ? FlipTolerance.unmeasured() : measured(works);
        int allowed = tolerance.allowed(compared);
        String counts = model.name() + ": " + flips + " of " + compared
                + " cached trials that were asked again are answered differently";
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
                                + " asked anew");
    }

    /** How often baseline and its control differ among cached answers of the same model and server. */
    private FlipTolerance measured(List<ReadCombination> works) {
        int pairs = 0;
        int flips = 0;
        for (ReadCombination work : works) {
            PlannedCombination planned = work.planned();
            Combination combination = planned.combination();
            if (!combination.personality().isBaseline() || combination.isControl()) {
                continue;
            }
            PlannedCombination again = new PlannedCombination(combination.again(), planned.items(), planned.repeats());
            BitSet controls = find(again, work.readBy(), work.baseline(), new BitSet());
            for (int trial = controls.nextSetBit(0);
                    trial >= 0 && pairs < MOST_PAIRS;
                    trial = controls.nextSetBit(trial + 1)) {
                Optional<CachedTrial> first = read(planned, trial, work.readBy(), work.baseline());
                Optional<CachedTrial> second = read(again, trial, work.readBy(), work.baseline());
                if (first.isPresent() && second.isPresent()) {
                    Item item = planned.items().get(trial / planned.repeats());
                    pairs++;
                    flips += scoredAlike(
                                    combination,
                                    item,
                                    first.get().trial(),
                                    second.get().trial())
                            ? 0
                            : 1;
                }
            }
        }
        return new FlipTolerance(pairs, flips);
    }
}
