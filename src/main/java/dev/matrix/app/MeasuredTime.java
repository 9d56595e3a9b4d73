package dev.matrix.app;

/**
 * How long work takes by what a journal measured.
 *
 * @param alike seconds of work of which the like was timed
 * @param scaled seconds of other work, in proportion to what was timed
 */
record MeasuredTime(double alike, double scaled) {

    /** Items differ, and so does what else a machine has to do. */
    private static final double MARGIN = 1.3;

    /** A proportion is guessed from prompts, token limits and parameters, which say little of how long replies are. */
    private static final double SCALED_MARGIN = 2.5;

    double seconds() {
        return alike + scaled;
    }

    double lowSeconds() {
        return alike / MARGIN + scaled / SCALED_MARGIN;
    }

    double highSeconds() {
        return alike * MARGIN + scaled * SCALED_MARGIN;
    }
}
