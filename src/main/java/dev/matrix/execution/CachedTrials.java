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
import java.util.Set;
import java.util.function.Predicate;

/** What other runs were answered to the very requests of this one. Thread-safe; what cannot be read is not there. */
public interface CachedTrials {

    /** The origin of what a run took before, which its own journal holds. */
    String JOURNAL = "journal";

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
     * The trials of a combination that are there.
     *
     * @param without trials that are not looked for
     */
    CachedPlaces find(PlannedCombination planned, Protocol readBy, BaselineSystem baseline, BitSet without);

    /** One of them; empty when it is not there, or no more. */
    Optional<CachedTrial> read(PlannedCombination planned, int trial, Protocol readBy, BaselineSystem baseline);

    /**
     * The trials that this run took before, as its own journal holds them.
     *
     * @param wanted by combination, item and repeat
     */
    List<Trial> taken(Predicate<Trial> wanted);

    /**
     * What this run found out before of a model with these weights on this version of the server.
     *
     * @param origins of the answers that would be taken; one that was not checked leaves all of them unchecked
     */
    Standing standing(Model model, Set<String> origins);

    /** True when two answers to one item get the same score. */
    boolean scoredAlike(Combination combination, Item item, Trial one, Trial other);

    /**
     * Judges the flips among cached trials that were asked again.
     *
     * @param works the model's combinations with how each is read
     * @param samples one of each origin
     */
    CacheCheck judge(Model model, List<ReadCombination> works, List<Sample> samples);

    /**
     * Cached trials of one origin that were asked again.
     *
     * @param origin {@link #JOURNAL} for what the run took before
     * @param asked trials
     * @param compared of these, with an answer
     * @param flips of these, scored differently
     */
    record Sample(String origin, int asked, int compared, int flips) {}

    /** A combination with how it is asked. */
    record ReadCombination(PlannedCombination planned, Protocol readBy, BaselineSystem baseline) {}

    /** No cache. */
    static CachedTrials none() {
        return new CachedTrials() {
            @Override
            public CachedPlaces find(
                    PlannedCombination planned, Protocol readBy, BaselineSystem baseline, BitSet without) {
                return CachedPlaces.none();
            }

            @Override
            public Optional<CachedTrial> read(
                    PlannedCombination planned, int trial, Protocol readBy, BaselineSystem baseline) {
                return Optional.empty();
            }

            @Override
            public List<Trial> taken(Predicate<Trial> wanted) {
                return List.of();
            }

            @Override
            public Standing standing(Model model, Set<String> origins) {
                return Standing.UNCHECKED;
            }

            @Override
            public boolean scoredAlike(Combination combination, Item item, Trial one, Trial other) {
                return false;
            }

            @Override
            public CacheCheck judge(Model model, List<ReadCombination> works, List<Sample> samples) {
                return new CacheCheck(
                        0, 0, 0, false, model.name() + ": there is no cache, so nothing of it is used", List.of());
            }
        };
    }
}
