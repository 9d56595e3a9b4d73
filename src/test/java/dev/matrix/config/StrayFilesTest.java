package dev.matrix.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrayFilesTest {

    @TempDir
    Path folder;

    @Test
    void namesEachEntryThatWasMeantToBeRead() throws IOException {
        Workspace workspace = new Workspace(folder)
                .with("personalities/tutor.yaml.txt", "")
                .with("personalities/Shout.YAML", "")
                .with("personalities/both.yaml", "")
                .with("personalities/both.yml", "")
                .with("benchmarks/own.ymal", "");
        Files.createDirectories(folder.resolve("benchmarks/folder.yaml"));
        Files.createDirectories(folder.resolve("benchmarks/lm-eval"));
        Files.createSymbolicLink(folder.resolve("benchmarks/lm-eval/gone.yml"), folder.resolve("nowhere"));

        assertThat(workspace.catalogue().warnings())
                .containsExactly(
                        "personalities/Shout.YAML is not read because of its name; rename it to Shout.yaml",
                        "personalities/both.yml is not read, as both.yaml is there too; remove one of them",
                        "personalities/tutor.yaml.txt is not read because of its name; rename it to tutor.yaml",
                        "benchmarks/folder.yaml is a directory and is not read; put a file in its place",
                        "benchmarks/own.ymal is not read because of its name; rename it to own.yaml",
                        "benchmarks/lm-eval/gone.yml is no regular file and is not read; put a file in its place");
    }

    @Test
    void leavesAloneWhatIsReadAndWhatWasNeverMeant() {
        Workspace workspace = new Workspace(folder)
                .with("personalities/a.yaml", "")
                .with("personalities/b.yml", "")
                .with("personalities/README.md", "")
                .with("personalities/a.yaml~", "")
                .with("personalities/.a.yaml.swp", "")
                .with("benchmarks/data.jsonl", "");
        assertThat(workspace.catalogue().warnings()).isEmpty();
        assertThat(new Workspace(folder.resolve("nothing here")).catalogue().warnings())
                .isEmpty();
    }

    /** A program that runs in its own installation has one folder, not two. */
    @Test
    void saysEachOnce() {
        Workspace workspace = new Workspace(folder).with("personalities/a.yaml.txt", "");
        CatalogueFiles files = new CatalogueFiles(workspace.folder(), workspace.folder());
        assertThat(files.warnings(CatalogueFiles.PERSONALITIES)).hasSize(1);
    }
}
