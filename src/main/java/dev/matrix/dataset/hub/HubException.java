package dev.matrix.dataset.hub;

/** A file of the hub cannot be had. The message is a finished sentence for the user. */
public final class HubException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    HubException(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    HubException(Reason reason, String sentence, Throwable cause) {
        super(sentence, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Why. */
    public enum Reason {
        /** It is not in the cache, and nothing may be fetched. */
        OFFLINE,
        /** The hub has it no more: 404, 410, 451, or 401 where that says no more than "not for somebody without a token". */
        GONE,
        /** The hub does not give it to this user: 401, 403. */
        DENIED,
        /** The hub does not answer as it should, again and again. */
        UNREACHABLE,
        /** It cannot be written or read here. */
        DISK,
        /** It is not what it should be: damaged, or another file than the one that was pinned or fetched first. */
        DIFFERENT
    }
}
