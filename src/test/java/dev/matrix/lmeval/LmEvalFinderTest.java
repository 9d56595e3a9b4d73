package dev.matrix.lmeval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.matrix.domain.MatrixException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LmEvalFinderTest {

    @TempDir
    private Path temp;

    private static LmEvalFinder finder(String path) {
        return new LmEvalFinder(Map.of("PATH", path), System::nanoTime);
    }

    private static Path script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void findsWhatThePythonOnThePathCanImport() {
        FakeLmEval.python(temp, "");

        assertThat(finder(temp.toString()).find(LmEvalFinder.ANY))
                .contains(new LmEvalProgram(temp.resolve("python3").toString(), "0.4.13", "", temp.resolve("home")));
    }

    @Test
    void takesTheInterpreterOfAScriptOnThePathFirst() throws IOException {
        Path python = FakeLmEval.python(temp, "");
        Path bin = temp.resolve("bin");
        script(bin.resolve("lm_eval"), "#!" + python + "\nimport sys\n");

        assertThat(finder(bin.toString()).find(LmEvalFinder.ANY).orElseThrow().python())
                .isEqualTo(python.toString());
    }

    @Test
    void takesAVirtualEnvironmentAnInterpreterOrAScript() throws IOException {
        Path bin = Files.createDirectories(temp.resolve("venv/bin"));
        Path python = FakeLmEval.python(bin, "");
        Path other = script(bin.resolve("lm-eval"), "#!" + python + "\n");

        for (Path setting : new Path[] {temp.resolve("venv"), python, other}) {
            assertThat(finder("").require(setting.toString()).python()).isEqualTo(python.toString());
        }
    }

    @Test
    void saysHowToInstallItWhereThereIsNone() {
        assertThat(finder(temp.toString()).find(LmEvalFinder.ANY)).isEmpty();
        assertThatThrownBy(() -> finder(temp.toString()).require(LmEvalFinder.ANY))
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining("pip install \"lm_eval[api]==0.4.13\"");
    }

    @Test
    void refusesASettingThatNamesNone() throws IOException {
        Path python = script(temp.resolve("python3"), "#!/bin/sh\necho '{}'\n");

        assertThatThrownBy(() -> finder("").find(python.toString()))
                .hasMessageContaining("lm_eval in config/matrix.yaml: " + python + " is neither a Python with");
        assertThatThrownBy(
                        () -> new LmEvalFinder(Map.of("MATRIX_LM_EVAL", "/nowhere"), System::nanoTime).find("/nowhere"))
                .hasMessageStartingWith("MATRIX_LM_EVAL: /nowhere is neither a Python with lm-eval");
    }

    @Test
    void refusesOneThatIsTooOldOrHalfInstalled() throws IOException {
        Path old = script(
                temp.resolve("old/python3"),
                "#!/bin/sh\necho '{\"version\":\"0.4.9.2\",\"home\":\"/x\",\"git\":\"\",\"missing\":[]}'\n");
        Path half = script(
                temp.resolve("half/python3"),
                "#!/bin/sh\necho '{\"version\":\"0.4.13.dev0\",\"home\":\"/x\",\"git\":\"ab12\",\"missing\":[\"aiohttp\"]}'\n");

        assertThatThrownBy(() -> finder("").find(old.toString())).hasMessageContaining("0.4.9.2");
        assertThatThrownBy(() -> finder("").find(half.toString()))
                .hasMessageContaining("aiohttp")
                .hasMessageContaining("pip install");
    }
}
