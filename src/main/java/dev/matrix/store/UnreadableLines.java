package dev.matrix.store;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Lines of a journal that could not be read.
 *
 * @param file the journal
 * @param count how many
 * @param first the number of the first of them, counted from 1; 0 when there is none
 */
public record UnreadableLines(Path file, int count, int first) {

    /** What a person should know; empty when every line could be read. */
    public Optional<String> warning() {
        if (count == 0) {
            return Optional.empty();
        }
        String what = count == 1
                ? "Line " + first + " of " + file + " cannot be read: its trial counts"
                : count + " lines of " + file + " cannot be read, the first is line " + first + ": their trials count";
        return Optional.of(what + " as not asked, and --resume asks again what is missing.");
    }
}
