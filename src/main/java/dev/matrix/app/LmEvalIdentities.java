package dev.matrix.app;

import dev.matrix.app.lmeval.LmEvalParts;
import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Item;
import dev.matrix.domain.Protocol;

/** The identities of a run's trials for lm-eval, which generates texts and sends no system message where a personality has none. */
record LmEvalIdentities(PlannedKeys keys) implements LmEvalParts.Identities {

    @Override
    public String key(Combination combination, Item item, int repeat) {
        return keys.of(combination, item, Protocol.GENERATE, BaselineSystem.NONE)
                .apply(repeat);
    }

    @Override
    public long seed(Combination combination, int repeat) {
        return keys.seed(combination, repeat);
    }
}
