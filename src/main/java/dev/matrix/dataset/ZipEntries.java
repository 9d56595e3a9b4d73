package dev.matrix.dataset;

import dev.matrix.domain.MatrixException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Finds and opens the entries of zip archives; entries are read streaming, the archive stays closed between them. */
final class ZipEntries {

    private ZipEntries() {}

    /** The entries that match, sorted by name. */
    static List<DataFile> find(Path archive, Wildcard pattern) {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            return zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .sorted()
                    .flatMap(name -> pattern
                            .match(name)
                            .map(matched -> new DataFile(archive + "!" + name, matched, () -> open(archive, name)))
                            .stream())
                    .toList();
        } catch (IOException e) {
            throw new MatrixException(
                    MatrixException.Kind.USAGE,
                    archive + " cannot be read as a zip archive (" + e.getMessage() + "); fetch it again.",
                    e);
        }
    }

    private static InputStream open(Path archive, String name) throws IOException {
        ZipFile zip = new ZipFile(archive.toFile());
        try {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) {
                throw new IOException("the entry " + name + " is gone");
            }
            return new ClosingBoth(zip.getInputStream(entry), zip);
        } catch (IOException e) {
            zip.close();
            throw e;
        }
    }

    /** An entry's content that closes its archive too. */
    private static final class ClosingBoth extends FilterInputStream {
        private final ZipFile archive;

        ClosingBoth(InputStream entry, ZipFile archive) {
            super(entry);
            this.archive = archive;
        }

        @Override
        public void close() throws IOException {
            try (archive) {
                super.close();
            }
        }
    }
}
