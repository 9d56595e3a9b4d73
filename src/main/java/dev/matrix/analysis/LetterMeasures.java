package dev.matrix.analysis;

import java.util.Arrays;

/** What log-probabilities say of the trials of one combination. Takes no memory where there are none, as in most combinations. Not thread-safe. */
final class LetterMeasures {

    private final int trials;
    private double[] masses = {};
    private float[] probabilities = {};

    LetterMeasures(int trials) {
        this.trials = trials;
    }

    /** Takes what a trial has, NaN for nothing; it replaces what was there. */
    void set(int trial, double mass, double probability) {
        if (masses.length == 0) {
            if (Double.isNaN(mass) && Double.isNaN(probability)) {
                return;
            }
            masses = new double[trials];
            probabilities = new float[trials];
            Arrays.fill(masses, Double.NaN);
            Arrays.fill(probabilities, Float.NaN);
        }
        masses[trial] = mass;
        probabilities[trial] = (float) probability;
    }

    /** Probability of all letters together; NaN when it is not known. */
    double mass(int trial) {
        return masses.length == 0 ? Double.NaN : masses[trial];
    }

    /** Probability of the right letters as a share of that of all letters; NaN when it is not known. */
    double probability(int trial) {
        return probabilities.length == 0 ? Double.NaN : probabilities[trial];
    }
}
