package dev.matrix.dataset;

import dev.matrix.dataset.parquet.ParquetFile;
import dev.matrix.domain.MatrixException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** The rows of a Parquet file. Its end is read first, so it must be a file of its own. */
final class ParquetReader implements RecordReader {

    @Override
    public void read(DataFile file, InputStream in, Visitor visitor) throws IOException {
        Path path = file.path();
        if (path == null || file.name().endsWith(".gz")) {
            throw MatrixException.usage(
                    file.name() + ": a Parquet file must lie in a folder, not packed into another; unpack it there.");
        }
        try (ParquetFile parquet = ParquetFile.open(path)) {
            parquet.forEach(visitor::visit);
        }
    }
}
