package dev.matrix.domain;

import java.util.Locale;

/** How much of a cell is there. */
public enum CellStatus {
    /** At most 2 % of the planned trials are missing. */
    COMPLETE,
    /** More than 2 % are missing. */
    PARTIAL,
    /** More are missing than the run allows, or all of them: no score. */
    FAILED,
    /** Trials are still to be asked: neither failed nor scored. */
    UNFINISHED;

    /** A cell with a larger share missing is partial. */
    static final double PARTIAL_ABOVE = 0.02;

    /** The status of a cell whose trials were all asked. */
    public static CellStatus of(int planned, int missing, double maxMissingPercent) {
        double share = planned == 0 ? 1 : (double) missing / planned;
        if (missing >= planned || share * 100 > maxMissingPercent) {
            return FAILED;
        }
        return share > PARTIAL_ABOVE ? PARTIAL : COMPLETE;
    }

    /** The name in files: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
