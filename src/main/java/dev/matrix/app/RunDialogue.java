package dev.matrix.app;

/** What a run says and asks before it starts, and when it is over. */
public interface RunDialogue {

    void warning(String sentence);

    void message(String line);

    /** The last chance to say no: the plan stands, nothing was asked yet. */
    boolean mayStart(PreparedRun prepared);

    /** A resume begins: what is reused and what is asked. */
    void resuming(String runId, Reuse reuse, java.util.List<String> changes);
}
