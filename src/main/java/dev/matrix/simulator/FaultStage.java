package dev.matrix.simulator;

import java.util.Locale;

/** Where a fault strikes. */
public enum FaultStage {
    /** {@code GET /api/version}. */
    VERSION,
    /** {@code GET /api/tags}. */
    TAGS,
    /** {@code GET /api/ps}. */
    PS,
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

    /** True when its requests name a model. */
    boolean ofModel() {
        return this != VERSION && this != TAGS && this != PS;
    }

    /** The name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
