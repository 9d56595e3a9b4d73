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
        /** A body that ends before its promised length: JSON that ends in its middle, then the end of the connection. In a stream the line is cut. */
        TRUNCATED(true, true),
        /** JSON that ends in its middle in a body that is complete. */
        CUTJSON(true, false),
        /** The connection is reset inside a body that is one document. */
        RESETBODY(true, false),
        /** A body that goes on after its promised length, into what the client takes for the next answer. */
        OVERLONG(true, false),
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
        ERRORLINE(true, true),
        /** The same token without end. */
        LOOP(false, true),
        /** The same sentences without end, whatever limit was asked for. */
        ENDLESS(false, true),
        /** The server stops, which breaks all connections and unloads all models; a moment later it listens again. */
        RESTART(true, true),
        /** The server stops for good: connections are refused from now on. */
        DOWN(true, true),
        /** The model is deleted; the request and all later ones learn that it is not there. */
        DELETED(true, false),
        /** The model is pulled anew with other weights, hence another digest; the request and all later ones are answered by those. */
        REPULLED(true, false);

        private final boolean beforeBody;
        private final boolean insideBody;

        Kind(boolean beforeBody, boolean insideBody) {
            this.beforeBody = beforeBody;
            this.insideBody = insideBody;
        }

        /** True when it can strike at a stage. */
        public boolean fits(FaultStage stage) {
            boolean ofModel = this == DELETED || this == REPULLED || this == CRASH || this == OOM || this == REPEAT;
            return stage == FaultStage.STREAM ? insideBody : beforeBody && (stage.ofModel() || !ofModel);
        }

        /** True when the request is answered all the same, by what the fault has left. */
        boolean goesOn() {
            return this == DELETED || this == REPULLED;
        }
    }

    /** The name on the command line: {@code 503}, {@code reset}. */
    public String label() {
        return kind == Kind.STATUS ? Integer.toString(status) : kind.name().toLowerCase(Locale.ROOT);
    }
}
