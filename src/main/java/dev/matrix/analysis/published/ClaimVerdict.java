package dev.matrix.analysis.published;

import java.util.Locale;

/** What is left of a claim. */
public enum ClaimVerdict {
    /** The figure is what the tables give. */
    OK,
    /** The tables give something else. */
    DIFFERS,
    /** The tables allow it, and do not show it: chance, or a rule that rests on a case or two. */
    NOT_SHOWN;

    /** For people: {@code ok}, {@code differs}, {@code not shown}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
