package dev.matrix.dataset.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.matrix.hub.ParquetText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParquetFileTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SCHEMA = """
            message schema {
              optional binary text (STRING);
              optional int64 whole;
              optional int32 small;
              optional int32 day (DATE);
              optional int64 at (TIMESTAMP(MILLIS,true));
              optional int32 price (DECIMAL(9,2));
              optional double real;
              optional boolean yes;
              optional group list (LIST) { repeated group list { optional binary element (STRING); } }
              optional group pair {
                optional group names (LIST) { repeated group list { optional binary element (STRING); } }
                optional group marks (LIST) { repeated group list { optional int32 element; } }
              }
              repeated binary old (STRING);
            }""";

    @TempDir
    Path folder;

    @Test
    void readsEveryKindOfValue() throws IOException {
        List<JsonNode> rows = read(SCHEMA, CompressionCodecName.SNAPPY, """
                {"text": "grüße", "whole": 9007199254740993, "small": -3, "day": 1, "at": 1000, "price": 1250,
                 "real": 0.5, "yes": true, "list": ["a", null, "c"],
                 "pair": {"names": ["x", "y"], "marks": [1, 0]}}""");

        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).toString())
                .isEqualTo("{\"text\":\"grüße\",\"whole\":9007199254740993,\"small\":-3,"
                        + "\"day\":\"1970-01-02\",\"at\":\"1970-01-01T00:00:01Z\",\"price\":12.50,\"real\":0.5,\"yes\":true,"
                        + "\"list\":[\"a\",null,\"c\"],\"pair\":{\"names\":[\"x\",\"y\"],\"marks\":[1,0]}}");
    }

    @Test
    void leavesOutWhatIsNull() throws IOException {
        List<JsonNode> rows = read(SCHEMA, CompressionCodecName.SNAPPY, "{}", "{\"list\": [], \"pair\": {}}");

        assertThat(rows).extracting(JsonNode::toString).containsExactly("{}", "{\"list\":[],\"pair\":{}}");
    }

    @ParameterizedTest
    @EnumSource(names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "LZ4_RAW"})
    void unpacks(CompressionCodecName codec) throws IOException {
        String[] rows = IntStream.range(0, 2500)
                .mapToObj(i -> "{\"text\": \"row " + i % 7 + " and the same words again\", \"whole\": " + i + "}")
                .toArray(String[]::new);

        List<JsonNode> read = read(SCHEMA, codec, rows);

        assertThat(read).hasSize(2500);
        assertThat(read.get(2499).get("whole").asInt()).isEqualTo(2499);
        assertThat(read.get(2499).get("text").asText()).isEqualTo("row 0 and the same words again");
    }

    @Test
    void namesACodecThatItCannotUndo() {
        assertThatThrownBy(() -> read(SCHEMA, CompressionCodecName.BROTLI, "{\"text\": \"a\"}"))
                .isInstanceOf(IOException.class)
                .hasMessage("it is compressed with BROTLI; write it with snappy, zstd, gzip, lz4_raw or without"
                        + " compression");
    }

    @Test
    void saysRowsAndColumnsFromTheFooter() throws IOException {
        Path file = write(SCHEMA, CompressionCodecName.SNAPPY, "{\"text\": \"a\"}", "{\"text\": \"b\"}");

        try (ParquetFile parquet = ParquetFile.open(file)) {
            assertThat(parquet.rows()).isEqualTo(2);
            assertThat(parquet.columns())
                    .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                            Map.entry("text", "string"),
                            Map.entry("whole", "int"),
                            Map.entry("small", "int"),
                            Map.entry("day", "other"),
                            Map.entry("at", "other"),
                            Map.entry("price", "other"),
                            Map.entry("real", "float"),
                            Map.entry("yes", "bool"),
                            Map.entry("list", "list<string>"),
                            Map.entry("pair.names", "list<string>"),
                            Map.entry("pair.marks", "list<int>"),
                            Map.entry("old", "list<string>")));
        }
    }

    @Test
    void refusesWhatIsNoParquetOrCut() throws IOException {
        Path file = write(SCHEMA, CompressionCodecName.SNAPPY, "{\"text\": \"a\"}");
        byte[] whole = Files.readAllBytes(file);
        Path cut = Files.write(folder.resolve("cut.parquet"), java.util.Arrays.copyOf(whole, whole.length - 9));
        Path other = Files.writeString(folder.resolve("other.parquet"), "{\"question\": \"not a table\"}");

        for (Path bad : List.of(cut, other)) {
            assertThatThrownBy(() -> ParquetFile.open(bad))
                    .isInstanceOf(IOException.class)
                    .hasMessage("it is not a Parquet file, or it is cut");
        }
    }

    @Test
    void tellsOfAFooterThatIsNoneWithoutTheLibrarysWords() throws IOException {
        byte[] bytes = new byte[64];
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) "PAR1".charAt(i);
            bytes[60 + i] = (byte) "PAR1".charAt(i);
        }
        bytes[56] = 20;
        Path file = Files.write(folder.resolve("hollow.parquet"), bytes);

        assertThatThrownBy(() -> ParquetFile.open(file))
                .isInstanceOf(IOException.class)
                .hasMessage("it is damaged");
    }

    @Test
    void refusesADamagedPage() throws IOException {
        Path file = write(SCHEMA, CompressionCodecName.SNAPPY, "{\"text\": \"some words that are stored\"}");
        byte[] bytes = Files.readAllBytes(file);
        for (int at = 4; at < 60; at++) {
            bytes[at] = (byte) 0xA5;
        }
        Files.write(file, bytes);

        assertThatThrownBy(() -> rows(file)).isInstanceOf(IOException.class).hasMessage("it is damaged");
    }

    @Test
    void passesOnWhatTheVisitorThrows() throws IOException {
        Path file = write(SCHEMA, CompressionCodecName.SNAPPY, "{\"text\": \"a\"}");

        try (ParquetFile parquet = ParquetFile.open(file)) {
            assertThatThrownBy(() -> parquet.forEach((row, fields) -> {
                        throw new IllegalStateException("row " + row);
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("row 1");
        }
    }

    private List<JsonNode> read(String schema, CompressionCodecName codec, String... rows) throws IOException {
        return rows(write(schema, codec, rows));
    }

    private Path write(String schema, CompressionCodecName codec, String... rows) throws IOException {
        Path file = folder.resolve("made.parquet");
        List<JsonNode> nodes = new ArrayList<>();
        for (String row : rows) {
            nodes.add(MAPPER.readTree(row));
        }
        ParquetText.write(file, schema, nodes, codec);
        return file;
    }

    private static List<JsonNode> rows(Path file) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        try (ParquetFile parquet = ParquetFile.open(file)) {
            parquet.forEach((row, fields) -> rows.add(fields));
        }
        return rows;
    }
}
