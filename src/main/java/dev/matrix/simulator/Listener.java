package dev.matrix.simulator;

/**
 * Who hears a question, and how.
 *
 * @param model who answers
 * @param system the system text that gets to the model; empty when there is none
 * @param reasons true when the model is asked to think step by step
 * @param temperature of sampling
 * @param seed of sampling; without effect at temperature 0
 */
record Listener(SimulatedModel model, String system, boolean reasons, double temperature, long seed) {}
