package dev.matrix.simulator;

import java.util.List;

/**
 * What a model has made up its mind to answer.
 *
 * @param right whether it is right
 * @param answer the letter, the number or the text
 * @param text the option's text; the same as the answer where there are no letters
 * @param other an answer that it does not give
 * @param otherText the text of that one
 * @param options the lettered options; empty where there are none
 */
record Choice(
        boolean right, String answer, String text, String other, String otherText, List<OptionLines.Line> options) {

    Choice {
        options = List.copyOf(options);
    }

    boolean lettered() {
        return !options.isEmpty();
    }
}
