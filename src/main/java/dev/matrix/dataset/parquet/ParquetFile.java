package dev.matrix.dataset.parquet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file that is open for reading. One group of rows is in memory at a time, never the whole file. Not thread-safe.
 *
 * <p>Whatever the library complains about comes as an {@link IOException} whose message is a clause for people.
 */
public final class ParquetFile implements Closeable {

    private final ParquetFileReader reader;
    private final MessageType schema;

    private ParquetFile(ParquetFileReader reader) {
        this.reader = reader;
        this.schema = reader.getFileMetaData().getSchema();
    }

    /** Opens a file; its footer is read, nothing else. */
    public static ParquetFile open(Path file) throws IOException {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new Codecs())
                .usePageChecksumVerification(true)
                .build();
        return new ParquetFile(guarded(() -> ParquetFileReader.open(new LocalInputFile(file), options)));
    }

    /** How many rows the file says it has. */
    public long rows() {
        return reader.getRecordCount();
    }

    /** The columns by path with their kind: {@code string}, {@code int}, {@code bool}, {@code float}, {@code other}, or {@code list<...>} of one. */
    public SortedMap<String, String> columns() {
        return Columns.of(schema);
    }

    /** Takes one row; counting begins with 1. */
    @FunctionalInterface
    public interface Visitor {
        void visit(long row, ObjectNode fields);
    }

    /** Reads all rows that were not read yet. */
    public void forEach(Visitor visitor) throws IOException {
        RowMaterializer rows = new RowMaterializer(schema);
        MessageColumnIO columns = new ColumnIOFactory().getColumnIO(schema);
        long row = 0;
        for (PageReadStore group = nextGroup(); group != null; group = nextGroup()) {
            PageReadStore pages = group;
            RecordReader<ObjectNode> records = guarded(() -> columns.getRecordReader(pages, rows));
            for (long i = 0; i < group.getRowCount(); i++) {
                ObjectNode fields = guarded(records::read);
                // Outside the guard: what the visitor complains about is not the library's complaint.
                visitor.visit(++row, fields);
            }
        }
    }

    private @Nullable PageReadStore nextGroup() throws IOException {
        PageReadStore[] group = new PageReadStore[1];
        guarded(() -> {
            group[0] = reader.readNextRowGroup();
            return "";
        });
        return group[0];
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private interface Read<T> {
        T get() throws IOException;
    }

    /** The library throws a wealth of unchecked exceptions, most of them for a file that is cut or damaged. */
    private static <T> T guarded(Read<T> read) throws IOException {
        try {
            return read.get();
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new IOException(clause(e, e::getMessage), e);
        }
    }

    private static String clause(Throwable failure, Supplier<@Nullable String> message) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        if (cause instanceof UnsupportedCodecException) {
            return String.valueOf(cause.getMessage());
        }
        String text = String.valueOf(message.get());
        return text.contains("is not a Parquet file") ? "it is not a Parquet file, or it is cut" : "it is damaged";
    }
}
