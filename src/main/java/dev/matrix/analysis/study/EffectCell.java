package dev.matrix.analysis.study;

import java.util.Arrays;

/** The differences of one personality to baseline in one model on one benchmark. Immutable. */
public final class EffectCell {

    private final String model;
    private final String personality;
    private final String benchmark;
    private final double[] differences;

    /**
     * The differences item by item.
     *
     * @param differences personality minus baseline, in [-1, 1], by the item's place in the benchmark; NaN where one of them is missing
     */
    public EffectCell(String model, String personality, String benchmark, double[] differences) {
        this.model = model;
        this.personality = personality;
        this.benchmark = benchmark;
        this.differences = differences.clone();
    }

    public String model() {
        return model;
    }

    public String personality() {
        return personality;
    }

    public String benchmark() {
        return benchmark;
    }

    /** Items that were compared. */
    public int compared() {
        int compared = 0;
        for (double difference : differences) {
            compared += Double.isNaN(difference) ? 0 : 1;
        }
        return compared;
    }

    /** The mean difference over the compared items; NaN without any. */
    double mean() {
        return Arrays.stream(differences)
                .filter(difference -> !Double.isNaN(difference))
                .average()
                .orElse(Double.NaN);
    }

    double[] differences() {
        return differences.clone();
    }
}
