package dev.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProgramIT {

    @Test
    void assembledProgramHoldsItsJar() {
        assertThat(Files.exists(Path.of(System.getProperty("matrix.home"), "lib", "matrix.jar")))
                .isTrue();
    }
}
