package dev.matrix.analysis;

/**
 * What it costs that a test holds whenever one looks: to find a difference as often, so many times the items of a test at a fixed end must be there. The range is
 * what {@code bench/run calibration} measures for 5 points at discordances from .1 to .3, alone (most) and as one of 90 comparisons (least), looked at after every
 * block of 20 items; it fails when it measures another.
 */
public final class StoppingPrice {

    static final double LEAST = 1.3;
    static final double MOST = 2;

    private StoppingPrice() {}

    /** {@code 1.3 to 2 times as many}. */
    public static String words() {
        return LEAST + " to " + Math.round(MOST) + " times as many";
    }
}
