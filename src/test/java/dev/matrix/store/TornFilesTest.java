package dev.matrix.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.matrix.domain.ItemSet;
import dev.matrix.domain.MatrixException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that a disk or a copy cut off, at each byte where that can happen: read whole or refused with a sentence, never half believed. */
class TornFilesTest {

    private static final String[] WORDS_OF_THE_PARSER = {"Exception", "jackson", "Token", "[Source", "java."};

    @TempDir
    Path folder;

    private RunStore store;

    @BeforeEach
    void makeRun() {
        store = new RunStore(folder.resolve("results"), folder.resolve("checkpoints"), System::nanoTime);
        try (RunDirectory run = store.create(Fixtures.manifest("r1"))) {
            run.saveItems(List.of(Fixtures.items()));
            run.saveCheckpoint(
                    2,
                    () -> new Checkpoint(
                            1, "r1", Fixtures.NOON, List.of("a"), List.of("b"), Map.of("a", Fixtures.cell(0.5))));
        }
    }

    private Path file(String name) {
        return folder.resolve("results/r1").resolve(name);
    }

    private interface Look {
        void at(int cut) throws IOException;
    }

    /** Looks at each beginning of the file that lacks more than its last newline. */
    private static void cutEverywhere(Path file, Look look) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int cut = 0; cut < whole.length - 1; cut++) {
            Files.write(file, Arrays.copyOf(whole, cut));
            look.at(cut);
        }
        Files.write(file, whole);
    }

    @Test
    void aTornCheckpointIsNone() throws IOException {
        Checkpoint whole = store.checkpoint("r1").orElseThrow();
        Path file = folder.resolve("checkpoints/r1.json");
        cutEverywhere(
                file,
                cut -> assertThat(store.checkpoint("r1")).as("byte %d", cut).isEmpty());
        assertThat(store.checkpoint("r1")).contains(whole);
    }

    @Test
    void aTornManifestIsRefused() throws IOException {
        cutEverywhere(
                file("manifest.json"),
                cut -> assertThatThrownBy(() -> store.open("r1"))
                        .as("byte %d", cut)
                        .isInstanceOf(MatrixException.class)
                        .hasMessageStartingWith(file("manifest.json") + " cannot be read: ")
                        .hasMessageEndingWith(". Restore it from a backup.")
                        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(WORDS_OF_THE_PARSER)));
        store.open("r1").close();
    }

    /** The manifest says how many items there are; what is cut between two lines is found by that. */
    @Test
    void tornItemsAreRefusedOrFewer() throws IOException {
        StoredRun run = store.read("r1");
        Map<String, ItemSet> all = run.items();
        byte[] whole = Files.readAllBytes(file("items.jsonl"));
        cutEverywhere(file("items.jsonl"), cut -> {
            if (cut == 0 || whole[cut - 1] == '\n' || whole[cut] == '\n') {
                assertThat(run.items()).as("byte %d", cut).isNotEqualTo(all);
            } else {
                assertThatThrownBy(run::items)
                        .as("byte %d", cut)
                        .isInstanceOf(MatrixException.class)
                        .hasMessageContaining("let --resume write it anew")
                        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(WORDS_OF_THE_PARSER));
            }
        });
        assertThat(run.items()).isEqualTo(all);
    }

    @Test
    void tornRecordsOfLmEvalAreRefused() throws IOException {
        try (RunDirectory run = store.open("r1")) {
            run.saveLmEval(
                    "m/baseline/toy/t0",
                    new LmEvalRecord(
                            "0.4.9", null, List.of("toy"), null, Map.of(), Map.of(), Map.of(), List.of(), null, 1.5));
        }
        StoredRun run = store.read("r1");
        cutEverywhere(
                file("lm-eval.json"),
                cut -> assertThatThrownBy(run::lmEval)
                        .as("byte %d", cut)
                        .isInstanceOf(MatrixException.class)
                        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(WORDS_OF_THE_PARSER)));
        assertThat(run.lmEval()).hasSize(1);
    }
}
