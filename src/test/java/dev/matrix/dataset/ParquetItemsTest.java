package dev.matrix.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.matrix.domain.DataSource.Format;
import dev.matrix.domain.FieldMapping;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.MatrixException;
import dev.matrix.hub.ParquetText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's own Parquet file. */
class ParquetItemsTest {

    private static final String SCHEMA = """
            message schema {
              optional binary question (STRING);
              optional group options (LIST) { repeated group list { optional binary element (STRING); } }
              optional binary answer (STRING);
              optional binary topic (STRING);
            }""";

    @TempDir
    Path folder;

    private Given here() {
        return Given.lettered(folder).format(Format.PARQUET, "items.parquet");
    }

    private void write(String... rows) throws IOException {
        List<JsonNode> nodes = new ArrayList<>();
        for (String row : rows) {
            nodes.add(new ObjectMapper().readTree(row));
        }
        ParquetText.write(folder.resolve("items.parquet"), SCHEMA, nodes);
    }

    @Test
    void becomesItems() throws IOException {
        write(
                "{\"question\": \"Which?\", \"options\": [\"a\", \"b\"], \"answer\": \"B\"}",
                "{\"question\": \"And now?\", \"options\": [\"c\", \"d\", \"e\"], \"answer\": \"A\"}");

        ItemSet set = here().load();

        assertThat(set.items()).extracting(Item::id).containsExactly("items/0", "items/1");
        assertThat(set.items()).extracting(Item::question).containsExactly("Which?", "And now?");
        assertThat(set.items().get(1).options()).containsExactly("c", "d", "e");
        assertThat(set.items().get(0).gold()).isEqualTo(new Gold.Options(Set.of(1)));
        assertThat(set.origin()).isEqualTo(folder.resolve("items.parquet").toString());
    }

    @Test
    void numbersItemsWithinTheirStratumWhereTheIdSaysSo() throws IOException {
        String row = "{\"question\": \"Q%d\", \"options\": [\"a\", \"b\"], \"answer\": \"A\", \"topic\": \"%s\"}";
        write(
                row.formatted(1, "sea"),
                row.formatted(2, "land"),
                row.formatted(3, "sea").replace("\"A\"", "\"B\""));

        ItemSet set = here().id(FieldMapping.STRATUM_ID).stratum("topic").load();

        assertThat(set.items()).extracting(Item::id).containsExactly("sea/0", "land/0", "sea/1");
    }

    @Test
    void namesTheRowOfAMistake() throws IOException {
        write(
                "{\"question\": \"Which?\", \"options\": [\"a\", \"b\"], \"answer\": \"B\"}",
                "{\"question\": \"And now?\", \"options\": [\"c\"], \"answer\": \"A\"}");

        assertThatThrownBy(() -> here().load())
                .isInstanceOf(MatrixException.class)
                .hasMessage(folder.resolve("items.parquet") + ", row 2: the item has 1 option; it needs 2 to 26.");
    }

    @Test
    void isRefusedWhenItIsNone() throws IOException {
        Files.writeString(folder.resolve("items.parquet"), "question,answer\n1,2\n");

        assertThatThrownBy(() -> here().load())
                .isInstanceOf(MatrixException.class)
                .hasMessageStartingWith(folder.resolve("items.parquet")
                        + " cannot be read (it is not a Parquet file, or it is cut); check the file");
    }

    @Test
    void isRefusedInsideAnotherFile() throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("items.parquet.gz")))) {
            out.write(new byte[100]);
        }
        Given packed = Given.lettered(folder).format(Format.PARQUET, "items.parquet.gz");

        assertThatThrownBy(packed::load)
                .isInstanceOf(MatrixException.class)
                .hasMessageEndingWith("a Parquet file must lie in a folder, not packed into another; unpack it there.");
    }
}
