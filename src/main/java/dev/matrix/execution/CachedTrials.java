package dev.matrix.execution;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Item;
import dev.matrix.domain.Model;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Trial;
import dev.matrix.plan.PlannedCombination;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** What other runs were answered to the very requests of this one. Thread-safe; what cannot be read is not there. */
public interface CachedTrials {

    /** How the cached trials of a model stand in this run. */
    enum Standing {
        /** Nobody asked any of them again. */
        UNCHECKED,
        /** They may stand beside new ones. */
        CHECKED,
        /** They may not: nothing of the model is taken. */
        REFUSED
    }

    /**
     * The numbers of a combination's trials that are there, item by item, repeats together.
     *
     * @param without trials that are not looked for
     */
    BitSet find(PlannedCombination planned, Protocol readBy, BaselineSystem baseline, BitSet without);

    /** One of them; empty when it is not there, or no more. */
    Optional<CachedTrial> read(PlannedCombination planned, int trial, Protocol readBy, BaselineSystem baseline);

    /** What this run found out before. */
    Standing standing(Model model);

    /** True when two answers to one item get the same score. */
    boolean scoredAlike(Combination combination, Item item, Trial one, Trial other);

    /**
     * Judges the flips among cached trials that were asked again.
     *
     * @param works the model's combinations with how each is read
     * @param asked trials that were asked again
     * @param compared of these, with an answer
     * @param flips of these, scored differently
     */
    CacheCheck judge(Model model, List<ReadCombination> works, int asked, int compared, int flips);

    /** A combination with how it is asked. */
    record ReadCombination(PlannedCombination planned, Protocol readBy, BaselineSystem baseline) {}

    /** No cache. */
    static CachedTrials none() {
        return new CachedTrials() {
            @Override
            public BitSet find(PlannedCombination planned, Protocol readBy, BaselineSystem baseline, BitSet without) {
                return new BitSet();
            }

            @Override
            public Optional<CachedTrial> read(
                    PlannedCombination planned, int trial, Protocol readBy, BaselineSystem baseline) {
                return Optional.empty();
            }

            @Override
            public Standing standing(Model model) {
                return Standing.UNCHECKED;
            }

            @Override
            public boolean scoredAlike(Combination combination, Item item, Trial one, Trial other) {
                return false;
            }

            @Override
            public CacheCheck judge(Model model, List<ReadCombination> works, int asked, int compared, int flips) {
                return new CacheCheck(
                        compared,
                        flips,
                        0,
                        false,
                        "trials of " + model.name() + " that came from the cache are asked anew: without the cache they"
                                + " cannot be checked beside new ones");
            }
        };
    }
}
