package dev.matrix.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.matrix.domain.DataSource;
import java.io.IOException;
import java.io.InputStream;

/** Reads the records of one file, one after the other; the whole file is never in memory. Stateless and thread-safe. */
interface RecordReader {

    /** Takes one record with the 1-based line (in Parquet: row) on which it begins. */
    @FunctionalInterface
    interface Visitor {
        void visit(long line, JsonNode fields);
    }

    /**
     * Reads to the end; {@code in} is not closed.
     *
     * @throws dev.matrix.domain.MatrixException naming file, line and fix when the content is not of the format
     */
    void read(DataFile file, InputStream in, Visitor visitor) throws IOException;

    /** The reader of a format. */
    static RecordReader of(DataSource.Format format) {
        return switch (format) {
            case JSONL -> new JsonLinesReader();
            case JSON -> new JsonArrayReader();
            case CSV -> new CsvReader(true);
            case CSV_NO_HEADER -> new CsvReader(false);
            case PARQUET -> new ParquetReader();
        };
    }
}
