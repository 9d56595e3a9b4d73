package dev.matrix.ollama;

import dev.matrix.domain.FailureKind;
import java.io.IOException;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/** An exchange on its way: the thread that blocks in it, and whoever ends it before its time. The first reason to end it counts. Thread-safe. */
final class OpenExchange {

    private final Call call;
    private final Deadlines deadlines;
    private final Progress progress;
    private final Thread owner;
    private @Nullable FailureKind endedBy;

    /** Of the calling thread. */
    OpenExchange(Call call, Deadlines deadlines, Progress progress) {
        this.call = call;
        this.deadlines = deadlines;
        this.progress = progress;
        this.owner = Thread.currentThread();
    }

    /** Closes the connection, which ends the owner's read at once. */
    void cancel() {
        end(FailureKind.CANCELLED);
    }

    /**
     * Ends the exchange when a deadline has passed or its thread was interrupted.
     *
     * @return nanoseconds until it is worth another look
     */
    long look(long now) {
        if (owner.isInterrupted()) {
            end(FailureKind.CANCELLED);
        } else if (deadlines.remaining(progress, now) <= 0) {
            end(deadlines.passed(progress, now));
        }
        return deadlines.untilNextLook(progress, now);
    }

    /** What the owner's exception means. */
    synchronized ExchangeException failure(IOException e) {
        FailureKind reason = endedBy;
        if (reason == FailureKind.CANCELLED || (reason == null && owner.isInterrupted())) {
            return IoFailures.cancelled();
        }
        return reason == null ? IoFailures.of(e, progress) : IoFailures.timeout(reason, deadlines);
    }

    private void end(FailureKind reason) {
        synchronized (this) {
            if (endedBy == null) {
                endedBy = reason;
            }
        }
        call.cancel();
    }
}
