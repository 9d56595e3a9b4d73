package dev.matrix.store;

/** Where a run stands. */
public enum RunState {
    /** An invocation is at work, or died without saying so. */
    RUNNING,
    /** Stopped by the user, the system or a lost server. */
    INTERRUPTED,
    /** Ended, but some trials are missing: a resume asks them again. */
    INCOMPLETE,
    /** Every planned trial is there. */
    FINISHED;

    /** True when a resume has something to do. */
    public boolean unfinished() {
        return this != FINISHED;
    }
}
