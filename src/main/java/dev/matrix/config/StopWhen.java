package dev.matrix.config;

/** When a personality is asked no more. */
public enum StopWhen {
    /** When all of its items were asked. */
    END,
    /** Once its comparison with baseline is decided. */
    DECIDED
}
