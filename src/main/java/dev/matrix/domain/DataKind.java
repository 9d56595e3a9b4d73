package dev.matrix.domain;

/** Whether items are the published set, the bundled sample that only looks like it, or the user's own file. */
public enum DataKind {
    /** The bundled sample: shown as {@code mmlu (sample)} everywhere and never compared with the real set. */
    SAMPLE,
    /** The published set. */
    REAL,
    /** A file that the user brought. */
    USER
}
