package dev.matrix.lmeval;

/** Watches a running lm-eval. Called from one thread at a time. */
public interface LmEvalListener {

    /** So many of the requests have a reply, those from its cache included. */
    void answered(int done, int of);

    /** Any other line that it wrote. */
    void line(String text);
}
