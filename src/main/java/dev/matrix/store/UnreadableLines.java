package dev.matrix.store;

/**
 * Lines of a journal that could not be read.
 *
 * @param count how many
 * @param first the number of the first of them, counted from 1; 0 when there is none
 */
public record UnreadableLines(int count, int first) {

    /** Every line could be read. */
    public static final UnreadableLines NONE = new UnreadableLines(0, 0);
}
