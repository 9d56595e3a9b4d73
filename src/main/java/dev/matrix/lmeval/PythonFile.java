package dev.matrix.lmeval;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/**
 * A file in Python that comes with this package.
 *
 * @param name e.g. {@code run_lm_eval.py}
 */
record PythonFile(String name) {

    /** What starts lm-eval and ends it when this program is gone. */
    static final PythonFile STARTER = new PythonFile("run_lm_eval.py");

    /** Copies it into a directory, in the place of one that lies there. */
    Path write(Path directory) throws IOException {
        Path file = directory.resolve(name);
        try (InputStream content = PythonFile.class.getResourceAsStream(name)) {
            Files.copy(Objects.requireNonNull(content, name), file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }
}
