package dev.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.app.RunLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The maintainer's log; all tests of a process share it. */
@Isolated
class LoggingTest {

    @TempDir
    Path folder;

    @Test
    void writesTextOfAServerAsOneHarmlessLine() throws IOException {
        Path file = folder.resolve("run.log");
        try (RunLog.Open log = new Logging().toFile(file)) {
            log.line("a\u001b[2Jb\u009b31mc\u202ed\u2028e\r\nf {} ü 日");
        }
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).endsWith("- a [2Jb 31mc d e f {} ü 日");
    }

    @Test
    void handsLinesToWhoeverShowsThem() {
        List<String> shown = new ArrayList<>();
        Logging logging = new Logging();
        try (RunLog.Open log = logging.toLines(shown::add)) {
            log.line("loaded\u001b[0m");
        }
        assertThat(shown).hasSize(1);
        assertThat(shown.get(0)).endsWith("loaded [0m").contains("INFO").doesNotContain("\n");
    }
}
