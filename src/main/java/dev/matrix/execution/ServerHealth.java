package dev.matrix.execution;

import dev.matrix.domain.Failure;
import dev.matrix.domain.FailureKind;
import dev.matrix.domain.MatrixException;
import dev.matrix.inference.ModelServer;
import org.jspecify.annotations.Nullable;

/**
 * Tells a bad item from a bad model and a bad model from a lost server: calls that failed in a row, after all their attempts, and then whether the server
 * still says its version. Thread-safe.
 */
final class ServerHealth {

    static final int FAILURES_IN_A_ROW = 20;

    private final ModelServer server;
    private final Cancellation cancellation;
    private int inARow;
    private State state = State.GOOD;
    private String error = "";

    /** The last failure, if nothing was replied since. */
    private @Nullable Failure unanswered;

    ServerHealth(ModelServer server, Cancellation cancellation) {
        this.server = server;
        this.cancellation = cancellation;
    }

    /** What is known. */
    enum State {
        GOOD,
        MODEL_FAILED,
        SERVER_LOST
    }

    synchronized void modelStarts() {
        inARow = 0;
        unanswered = null;
        if (state == State.MODEL_FAILED) {
            state = State.GOOD;
        }
    }

    synchronized void replied() {
        inARow = 0;
        unanswered = null;
    }

    /** A phase of the model's work is over: where it ended with failures, too few to be counted out, a silent server is lost all the same. */
    synchronized void phaseEnds() {
        Failure last = unanswered;
        if (last != null && state != State.SERVER_LOST && !answers() && !cancellation.isCancelled()) {
            lost("the server is silent: " + last.message());
        }
    }

    /** Counts a call that failed for good. */
    synchronized void failed(Failure failure) {
        if (!speaksOfTheModel(failure.kind()) || state != State.GOOD) {
            return;
        }
        inARow++;
        unanswered = failure;
        if (inARow >= FAILURES_IN_A_ROW) {
            judge(failure);
        }
    }

    /** True when the server says its version. */
    boolean answers() {
        try {
            return cancellation.interruptibly(server::info).isPresent();
        } catch (MatrixException e) {
            return false;
        }
    }

    synchronized void lost(String sentence) {
        state = State.SERVER_LOST;
        error = sentence;
    }

    synchronized State state() {
        return state;
    }

    /** Why the model or the server was given up; empty while all is good. */
    synchronized String error() {
        return error;
    }

    private void judge(Failure failure) {
        boolean answers = answers();
        if (cancellation.isCancelled()) {
            return;
        }
        state = answers ? State.MODEL_FAILED : State.SERVER_LOST;
        error = answers
                ? FAILURES_IN_A_ROW + " failures in a row, the last one: " + failure.message()
                : "the server is silent after " + FAILURES_IN_A_ROW + " failures in a row: " + failure.message();
    }

    /** A prompt that does not fit says something of its item and its personality only. */
    private static boolean speaksOfTheModel(FailureKind kind) {
        return kind != FailureKind.OVERFLOW && kind != FailureKind.PROMPT_CUT && kind != FailureKind.CANCELLED;
    }
}
