package dev.matrix.simulator;

import java.util.Optional;

/**
 * What a model would say if nothing cut it short.
 *
 * @param thinking before the visible text; empty when it does not think
 * @param text the visible text
 * @param format the name of its wording, for tests of their variety
 * @param first the probabilities at the first visible token where that is a lettered answer
 */
record Reply(String thinking, String text, String format, Optional<Distribution> first) {

    static Reply of(String text, String format) {
        return new Reply("", text, format, Optional.empty());
    }

    Reply thinking(String before) {
        return new Reply(before, text, format, first);
    }
}
