package dev.matrix.simulator;

import java.util.Locale;

/** Where a fault strikes. */
public enum FaultStage {
    /** {@code GET /api/tags}. */
    TAGS,
    /** {@code POST /api/show}. */
    SHOW,
    /** A request without messages, which loads a model. */
    PRELOAD,
    /** A request for a reply, before its first byte. */
    CHAT,
    /** A streamed reply, after its first line. */
    STREAM,
    /** A request without messages and with {@code keep_alive} 0. */
    UNLOAD;

    /** The name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
