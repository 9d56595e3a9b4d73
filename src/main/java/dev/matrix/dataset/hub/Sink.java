package dev.matrix.dataset.hub;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Opens files for what is fetched; a test's own fails when it shall. */
@FunctionalInterface
interface Sink {

    /**
     * Opens a file.
     *
     * @param append true keeps what is there
     */
    OutputStream open(Path file, boolean append) throws IOException;

    /** The one that writes to the disk. */
    static Sink disk() {
        return (file, append) -> Files.newOutputStream(file, options(append));
    }

    private static OpenOption[] options(boolean append) {
        return new OpenOption[] {
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING
        };
    }
}
