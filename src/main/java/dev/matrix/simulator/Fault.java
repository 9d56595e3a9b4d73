package dev.matrix.simulator;

import java.util.Locale;

/**
 * What goes wrong.
 *
 * @param kind its class
 * @param status the status code of {@link Kind#STATUS}, else 0
 */
public record Fault(Kind kind, int status) {

    /** Classes of faults. */
    public enum Kind {
        /** A status code with the body that a real server sends with it. Written as the number. */
        STATUS(true, false),
        /** The connection is reset: before the head, or inside the body. */
        RESET(true, true),
        /** Silence until the client leaves: before the head, or between two lines. */
        HANG(true, true),
        /** JSON that ends in its middle. */
        TRUNCATED(true, true),
        /** A page of HTML in place of JSON, under 200. */
        HTML(true, true),
        /** The process of the model dies: 500, or an error line; the model is no longer loaded. */
        CRASH(true, true),
        /** The model does not fit into memory: 500. */
        OOM(true, false),
        /** 500 with an empty body. */
        PANIC(true, false),
        /** The server's own abort of a looping reply: 500, or an error line. */
        REPEAT(true, true),
        /** The stream ends cleanly, but without its last line. */
        NODONE(false, true),
        /** An error line under status 200. */
        ERRORLINE(false, true);

        private final boolean beforeBody;
        private final boolean insideBody;

        Kind(boolean beforeBody, boolean insideBody) {
            this.beforeBody = beforeBody;
            this.insideBody = insideBody;
        }

        /** True when it can strike at a stage. */
        public boolean fits(FaultStage stage) {
            return stage == FaultStage.STREAM ? insideBody : beforeBody;
        }
    }

    /** The name on the command line: {@code 503}, {@code reset}. */
    public String label() {
        return kind == Kind.STATUS ? Integer.toString(status) : kind.name().toLowerCase(Locale.ROOT);
    }
}
