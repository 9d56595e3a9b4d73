package dev.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bench/run} compiles its sources itself, so that no build would notice that they no longer compile. */
class BenchSourcesTest {

    @TempDir
    Path classes;

    @Test
    void compileAsBenchRunCompilesThem() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        boolean compiled;
        try (Stream<Path> sources = Files.list(Path.of("bench/src/dev/matrix/bench"));
                StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            compiled = compiler.getTask(
                            said,
                            files,
                            null,
                            List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path")),
                            null,
                            files.getJavaFileObjectsFromPaths(sources.toList()))
                    .call();
        }
        assertThat(compiled).as(said.toString()).isTrue();
        assertThat(classes.resolve("dev/matrix/bench/Bench.class")).exists();
    }

    @Test
    void knowNoClassOfTheProgram() throws IOException {
        try (Stream<Path> sources = Files.list(Path.of("bench/src/dev/matrix/bench"))) {
            assertThat(sources)
                    .isNotEmpty()
                    .allSatisfy(source -> assertThat(Files.readString(source))
                            .doesNotContainPattern("import (static )?dev\\.matrix\\.(?!bench\\.)"));
        }
    }
}
