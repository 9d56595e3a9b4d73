package dev.matrix.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.EmbeddedProgram;
import dev.matrix.config.CatalogueFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsableBenchmarksTest {

    @TempDir
    private Path folder;

    @Test
    void leavesOutWhatOfTheUsersOwnCannotBeRead() throws IOException {
        put("broken.yaml", "answer: choice\ndata: {items: broken.parquet}\n");
        put("broken.parquet", "no table");
        put("fine.yaml", "answer: choice\ndata: {items: fine.jsonl}\n");
        put("fine.jsonl", "{\"question\": \"Which?\", \"options\": [\"this\", \"that\"], \"answer\": \"B\"}\n");
        BenchmarkSelection selection =
                new BenchmarkSelection(Catalogues.of(new CatalogueFiles(folder, null)), EmbeddedProgram.noRealSets());
        List<String> warnings = new ArrayList<>();

        List<BenchmarkItems> usable = selection.loadUsable("bundled", warnings::add);

        assertThat(usable)
                .extracting(each -> each.benchmark().name())
                .containsExactly("mmlu", "hellaswag", "gsm8k", "arc_easy", "truthfulqa_mc2", "fine");
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("broken is left out: ")
                .contains("broken.parquet");
    }

    private void put(String name, String text) throws IOException {
        Path file = folder.resolve("benchmarks").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
