package dev.matrix.app;

import java.util.List;

/** What a run says and asks before it starts, and when it is over. */
public interface RunDialogue {

    void warning(String sentence);

    void message(String line);

    /** Why nothing is run; it was said already. */
    void notRun(String reason);

    /** The last chance to say no: the plan stands, nothing was asked yet. */
    boolean mayStart(PreparedRun prepared);

    /** A resume begins: what is reused and what is asked. */
    void resuming(String runId, Reuse reuse, List<String> changes);

    /** From now on the run can be resumed, whatever happens. */
    void begun(String runId);

    /**
     * The run was cut short and its replies are saved; said before the results are computed.
     *
     * @param serverLost true when the server went away, false when somebody stopped the run
     */
    void stopped(boolean serverLost);
}
