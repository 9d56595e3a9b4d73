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

    /** Calls without one byte in any attempt, after which the server may be stuck. */
    static final int SILENCES_IN_A_ROW = 2;

    private final ModelServer server;
    private final Cancellation cancellation;
    private int inARow;
    private State state = State.GOOD;
    private String error = "";
    private int silences;
    private boolean looking;
    private boolean judging;

    /** Why a model was taken for stuck, while none has answered since. */
    private String stall = "";

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
        silences = 0;
        looking = false;
        unanswered = null;
        if (state == State.MODEL_FAILED) {
            state = State.GOOD;
        }
    }

    synchronized void replied() {
        inARow = 0;
        silences = 0;
        stall = "";
        unanswered = null;
    }

    /** A phase of the model's work is over: where it ended with failures, too few to be counted out, a silent server is lost all the same. */
    void phaseEnds() {
        Failure last = failedLast();
        if (last != null && !answers() && !cancellation.isCancelled()) {
            lost("the server is silent: " + last.message());
        }
    }

    private synchronized @Nullable Failure failedLast() {
        return state == State.SERVER_LOST ? null : unanswered;
    }

    /** Counts a call that failed for good. */
    void failed(Failure failure) {
        if (count(failure)) {
            // Not under the lock: nobody else shall wait for a server that is silent.
            judge(failure, answers());
        }
    }

    /** True for one caller, who has to find out whether the server is there, once so many failed. */
    private synchronized boolean count(Failure failure) {
        if (!speaksOfTheModel(failure.kind()) || state != State.GOOD) {
            return false;
        }
        inARow++;
        silences = failure.kind() == FailureKind.FIRST_BYTE_TIMEOUT ? silences + 1 : 0;
        unanswered = failure;
        boolean judges = inARow >= FAILURES_IN_A_ROW && !judging;
        judging |= judges;
        return judges;
    }

    /** True for one caller, who has to find out, once calls in a row were silent. */
    synchronized boolean suspectsStall() {
        boolean suspects = state == State.GOOD && silences >= SILENCES_IN_A_ROW && !looking;
        looking |= suspects;
        return suspects;
    }

    /** The suspicion was wrong. */
    synchronized void goesOnAnswering() {
        silences = 0;
        looking = false;
    }

    /** The model answers nothing though the server is there: it is given up, and with it the server unless another model answers. */
    synchronized void stalled(String sentence) {
        looking = false;
        if (state == State.GOOD) {
            state = State.MODEL_FAILED;
            error = sentence;
            stall = sentence;
        }
    }

    /** Nothing more will be asked: a server that was stuck and has not answered since is lost. */
    synchronized void allAsked() {
        if (!stall.isEmpty() && state != State.SERVER_LOST) {
            lost(stall);
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

    private synchronized void judge(Failure failure, boolean answers) {
        judging = false;
        if (cancellation.isCancelled() || state != State.GOOD) {
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
