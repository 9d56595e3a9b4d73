package dev.matrix.analysis;

/**
 * Baseline asked twice: what changes when nothing changes. Shares; 0.05 is 5 points.
 *
 * @param compared items valid both times
 * @param flips items that are right more often in one of the two
 * @param flipRate flips over compared
 * @param flipRate95 Wilson's 95 % interval of it
 * @param difference second minus first
 * @param floor a difference that is not larger is not called: 1.96 x sqrt(upper end of flipRate95 / compared) + |difference|
 */
public record ControlFinding(
        String model,
        String benchmark,
        String setting,
        int compared,
        int flips,
        double flipRate,
        Interval flipRate95,
        double difference,
        double floor) {

    /** True when no item flipped: the replies are reproducible, which is not the same as "no noise". */
    public boolean reproducible() {
        return flips == 0;
    }
}
