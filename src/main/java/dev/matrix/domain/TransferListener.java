package dev.matrix.domain;

/** Is told of files that are fetched from a network, for whoever watches. Called from the thread that fetches. */
public interface TransferListener {

    /** Something is about to be fetched: what, how much, under which terms, from where. One sentence. */
    void announced(String sentence);

    /**
     * Bytes have arrived.
     *
     * @param what the file, for people
     * @param total -1 when the server does not say
     */
    void progressed(String what, long done, long total);

    /** A wait or another attempt, one sentence. */
    void noted(String sentence);

    /** What a person must know about what was fetched, one sentence. */
    void warned(String sentence);

    /** Nothing more is being fetched for now. */
    void ended();
}
