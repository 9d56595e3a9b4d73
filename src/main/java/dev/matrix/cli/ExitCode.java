package dev.matrix.cli;

/** Exit codes, the same for every command. */
final class ExitCode {

    /** Done; also nothing to do. */
    static final int OK = 0;

    /** Finished, but combinations failed. */
    static final int INCOMPLETE = 1;

    /** Bad options or files, or a result that could not be written to stdout. */
    static final int USAGE = 2;

    /** The server cannot be reached or used, or was lost. */
    static final int SERVER = 3;

    /** A defect of this program. */
    static final int INTERNAL = 70;

    /** Ctrl-C. */
    static final int INTERRUPTED = 130;

    /** The footer that every command's help ends with. */
    static final String HELP =
            "Exit codes: 0 done; 1 finished, but combinations failed or a check was missed; 2 bad options"
                    + " or files, or stdout could not be written; 3 server unreachable, unusable or lost; 70 internal error; 130 Ctrl-C; 143 SIGTERM.";

    private ExitCode() {}
}
