package dev.matrix.analysis.study;

import java.util.Locale;

/** What the evidence says of an expectation or a question. */
public enum Standing {
    /** The interval lies inside what was expected; of a question: yes. */
    SUPPORTED,
    /** The interval and what was expected have no point in common; of a question: no, the reverse. */
    REFUTED,
    /** The interval holds values of both kinds. */
    UNDECIDED,
    /** There is too little to say anything: no model, or too few. */
    CANNOT_TELL;

    /** The name in files: {@code cannot_tell}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
