package dev.matrix.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.airlift.compress.Compressor;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.zstd.ZstdCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.Type;

/** Writes Parquet files for tests from rows in JSON, as the hub's files are written: Snappy, dictionaries, three-level lists. */
public final class ParquetText {

    private ParquetText() {}

    /** Writes rows under a schema in Parquet's own notation. */
    public static void write(Path file, String schema, List<? extends JsonNode> rows) {
        write(file, schema, rows, CompressionCodecName.SNAPPY);
    }

    /** The same with another codec. */
    public static void write(Path file, String schema, List<? extends JsonNode> rows, CompressionCodecName codec) {
        MessageType type = MessageTypeParser.parseMessageType(schema);
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(type)
                .withCodecFactory(new Packing())
                .withCompressionCodec(codec)
                .withRowGroupRowCountLimit(1000)
                .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                .build()) {
            for (JsonNode row : rows) {
                Group group = new SimpleGroup(type);
                fill(group, type, row);
                writer.write(group);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void fill(Group group, GroupType type, JsonNode row) {
        for (Type field : type.getFields()) {
            JsonNode value = row.path(field.getName());
            if (!value.isMissingNode() && !value.isNull()) {
                add(group, field, value);
            }
        }
    }

    private static void add(Group group, Type field, JsonNode value) {
        String name = field.getName();
        if (field.isPrimitive()) {
            switch (field.asPrimitiveType().getPrimitiveTypeName()) {
                case BINARY -> group.add(name, value.asText());
                case INT32 -> group.add(name, value.asInt());
                case INT64 -> group.add(name, value.asLong());
                case DOUBLE -> group.add(name, value.asDouble());
                case FLOAT -> group.add(name, (float) value.asDouble());
                case BOOLEAN -> group.add(name, value.asBoolean());
                default -> throw new IllegalArgumentException(field.toString());
            }
        } else if (LogicalTypeAnnotation.listType().equals(field.getLogicalTypeAnnotation())) {
            Group list = group.addGroup(name);
            GroupType frame = field.asGroupType().getType(0).asGroupType();
            for (JsonNode element : value) {
                Group framed = list.addGroup(frame.getName());
                if (!element.isNull()) {
                    add(framed, frame.getType(0), element);
                }
            }
        } else {
            fill(group.addGroup(name), field.asGroupType(), value);
        }
    }

    private static final class Packing implements CompressionCodecFactory {

        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName codec) {
            return new BytesInputCompressor() {
                @Override
                public BytesInput compress(BytesInput bytes) throws IOException {
                    byte[] plain = bytes.toInputStream().readAllBytes();
                    return switch (codec) {
                        case UNCOMPRESSED -> BytesInput.from(plain);
                        case GZIP -> BytesInput.from(gzip(plain));
                        case SNAPPY -> packed(new SnappyCompressor(), plain);
                        case ZSTD -> packed(new ZstdCompressor(), plain);
                        case LZ4_RAW -> packed(new Lz4Compressor(), plain);
                        default -> BytesInput.from(plain); // the name alone is what a test wants
                    };
                }

                @Override
                public CompressionCodecName getCodecName() {
                    return codec;
                }

                @Override
                public void release() {}
            };
        }

        private static BytesInput packed(Compressor compressor, byte[] plain) {
            byte[] packed = new byte[compressor.maxCompressedLength(plain.length)];
            int length = compressor.compress(plain, 0, plain.length, packed, 0, packed.length);
            return BytesInput.from(packed, 0, length);
        }

        private static byte[] gzip(byte[] plain) throws IOException {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
                out.write(plain);
            }
            return packed.toByteArray();
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void release() {}
    }
}
