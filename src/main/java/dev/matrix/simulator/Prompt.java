package dev.matrix.simulator;

/**
 * What gets to the model.
 *
 * @param text the rendered conversation
 * @param sequence its tokens; each marker of the template is one
 * @param system the system text that the model sees, wherever it stands; empty when there is none
 */
record Prompt(String text, TokenSequence sequence, String system) {

    int tokens() {
        return sequence.size();
    }
}
