package dev.matrix.bench;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.airlift.compress.snappy.SnappyCompressor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * MMLU's test split as the hub has it, in a cache of this bench: 14,042 rows of the published files where they lie beside the project, else made-up ones of the
 * same length.
 */
final class MmluFile {

    private static final int ROWS = 14_042;
    private static final int SUBJECTS = 57;
    private static final Path PUBLISHED = Path.of("../shared/data/mmlu/mmlu.zip");
    private static final String PLACE =
            "hub/datasets--cais--mmlu/snapshots/c30699e8356da336a370243923dbaf21066bb9fe/all";
    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message schema {
              optional binary question (STRING);
              optional binary subject (STRING);
              optional group choices (LIST) { repeated group list { optional binary element (STRING); } }
              optional int64 answer;
            }""");

    private final Path home;

    /** @param home of the checkout, beside which the published files may lie */
    MmluFile(Path home) {
        this.home = home;
    }

    private record Row(String question, String subject, List<String> choices, int answer) {}

    /** Writes it into a directory that is then given as HF_HOME. */
    void writeTo(Path directory) throws IOException {
        Path place = Files.createDirectories(directory.resolve(PLACE));
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(
                        new LocalOutputFile(place.resolve("test-00000-of-00001.parquet")))
                .withConf(new PlainParquetConfiguration())
                .withType(SCHEMA)
                .withCodecFactory(new Snappy())
                .withCompressionCodec(CompressionCodecName.SNAPPY)
                .withRowGroupRowCountLimit(1000)
                .build()) {
            for (Row row : rows()) {
                writer.write(group(row));
            }
        }
    }

    private static Group group(Row row) {
        Group group = new SimpleGroup(SCHEMA);
        group.add("question", row.question());
        group.add("subject", row.subject());
        Group choices = group.addGroup("choices");
        row.choices().forEach(choice -> choices.addGroup("list").add("element", choice));
        group.add("answer", (long) row.answer());
        return group;
    }

    private List<Row> rows() throws IOException {
        Path zip = home.resolve(PUBLISHED);
        return Files.isRegularFile(zip) ? published(zip) : made();
    }

    private static List<Row> published(Path file) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<? extends ZipEntry> subjects = zip.stream()
                    .filter(entry -> entry.getName().matches("data/test/.*_test\\.csv"))
                    .sorted(Comparator.comparing(ZipEntry::getName))
                    .toList();
            for (ZipEntry subject : subjects) {
                rows.addAll(subject(zip, subject));
            }
        }
        return rows;
    }

    private static List<Row> subject(ZipFile zip, ZipEntry entry) throws IOException {
        String subject = entry.getName().replaceAll(".*/|_test\\.csv", "");
        List<Row> rows = new ArrayList<>();
        try (InputStream in = zip.getInputStream(entry);
                MappingIterator<String[]> lines = new CsvMapper()
                        .readerFor(String[].class)
                        .with(CsvParser.Feature.WRAP_AS_ARRAY)
                        .readValues(new String(in.readAllBytes(), StandardCharsets.UTF_8))) {
            while (lines.hasNext()) {
                String[] cells = lines.next();
                rows.add(new Row(
                        cells[0], subject, List.of(cells[1], cells[2], cells[3], cells[4]), cells[5].charAt(0) - 'A'));
            }
        }
        return rows;
    }

    private static List<Row> made() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            String question = ("Of the things that were counted in round " + i + ", which one came first? ").repeat(4);
            rows.add(new Row(
                    question,
                    "subject_" + i * SUBJECTS / ROWS,
                    List.of("the red one of " + i, "the blue one of " + i, "the green one of " + i, "none of " + i),
                    i % 4));
        }
        return rows;
    }

    private static final class Snappy implements CompressionCodecFactory {

        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName codec) {
            return new BytesInputCompressor() {
                @Override
                public BytesInput compress(BytesInput bytes) throws IOException {
                    byte[] plain = bytes.toInputStream().readAllBytes();
                    SnappyCompressor compressor = new SnappyCompressor();
                    byte[] packed = new byte[compressor.maxCompressedLength(plain.length)];
                    int length = compressor.compress(plain, 0, plain.length, packed, 0, packed.length);
                    return BytesInput.from(packed, 0, length);
                }

                @Override
                public CompressionCodecName getCodecName() {
                    return codec;
                }

                @Override
                public void release() {}
            };
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
            throw new UnsupportedOperationException("this bench only writes");
        }

        @Override
        public void release() {}
    }
}
