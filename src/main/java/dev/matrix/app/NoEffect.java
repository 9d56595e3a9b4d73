package dev.matrix.app;

import dev.matrix.domain.Combination;
import dev.matrix.domain.Engine;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Reach;
import dev.matrix.store.Manifest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Of which combinations no effect may be told, whatever their scores: their prompts are not baseline's with a personality added. They are no part of the primary family. */
final class NoEffect {

    private final Engine engine;
    private final List<Manifest.ReachRecord> reach;

    /** @param reach of the personalities, as far as it is known: a plan knows nothing of it yet */
    NoEffect(Engine engine, List<Manifest.ReachRecord> reach) {
        this.engine = engine;
        this.reach = reach;
    }

    /** Why; null when an effect may be told. */
    @Nullable
    String of(Combination combination) {
        Personality personality = combination.personality();
        if (combination.ownSystemStays(engine)) {
            return "the model's own SYSTEM stands in the prompts beside it";
        }
        if (personality.isBaseline() || personality.wrapper() != null) {
            return null;
        }
        if (personality.system() == null) {
            return "its prompts are those of baseline";
        }
        boolean dropped = reach.stream()
                .anyMatch(found -> found.reach() == Reach.DROPPED
                        && found.model().equals(combination.model().name())
                        && found.personality().equals(personality.name()));
        return dropped ? "the model's template drops its system prompt" : null;
    }
}
