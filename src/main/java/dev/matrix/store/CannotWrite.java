package dev.matrix.store;

import dev.matrix.domain.MatrixException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** The one sentence for a file of a run that cannot be written. */
final class CannotWrite {

    private CannotWrite() {}

    /** Names the file, the reason, what that means for what was written before, and the fix. */
    static MatrixException because(Path file, IOException cause) {
        String reason = AtomicFile.reason(cause);
        return new MatrixException(
                MatrixException.Kind.STORAGE,
                "Cannot write " + file + ": " + reason + ". What was written before is whole; " + fix(reason)
                        + " and try again.",
                cause);
    }

    /** What to do about it, as the beginning of a clause. */
    static String fix(String reason) {
        String words = reason.toLowerCase(Locale.ROOT);
        return words.contains("space") || words.contains("quota") ? "free space" : "make the place writable";
    }
}
