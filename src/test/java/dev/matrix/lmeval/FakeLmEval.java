package dev.matrix.lmeval;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A shell script in the place of a Python with lm-eval: {@code $4} is the configuration, {@code $out} the directory where results belong. */
public final class FakeLmEval {

    private FakeLmEval() {}

    /**
     * Writes the script.
     *
     * @param script what it does when it is asked to run
     */
    public static Path python(Path folder, String script) {
        Path file = folder.resolve("python3");
        try {
            Files.createDirectories(folder.resolve("home/tasks"));
            Files.writeString(
                    file,
                    String.join(
                            "\n",
                            "#!/bin/sh",
                            "if [ \"$1\" = -c ]; then",
                            "  echo '{\"version\":\"0.4.13\",\"home\":\"" + folder.resolve("home")
                                    + "\",\"git\":\"\",\"missing\":[]}'",
                            "  exit",
                            "fi",
                            "out=$PWD/output/model",
                            script,
                            ""));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    static LmEvalProgram program(Path folder, String script) {
        return new LmEvalProgram(python(folder, script).toString(), "0.4.13", "", folder.resolve("home"));
    }
}
