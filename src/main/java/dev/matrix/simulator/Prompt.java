package dev.matrix.simulator;

/**
 * What gets to the model.
 *
 * @param text the rendered conversation
 * @param tokens of the text; each marker of the template is one
 * @param system the system text that the model sees, wherever it stands; empty when there is none
 */
record Prompt(String text, int tokens, String system) {}
