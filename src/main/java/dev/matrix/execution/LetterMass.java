package dev.matrix.execution;

import dev.matrix.domain.Item;
import dev.matrix.domain.Trial;

/** Reads from a log-probability trial how much probability the letters have together; scoring provides it. */
@FunctionalInterface
public interface LetterMass {

    /** In [0, 1]; NaN when the reply holds no log-probabilities. */
    double of(Item item, Trial trial);
}
