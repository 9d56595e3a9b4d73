package dev.matrix.domain;

import java.util.Locale;

/** When a personality is asked no more ({@code --stop-when}). */
public enum StopWhen {
    /** When all of its items were asked. */
    END,
    /** Once its comparison with baseline is decided. */
    DECIDED;

    /** The name in files and options: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
