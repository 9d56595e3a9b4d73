package dev.matrix.store;

import dev.matrix.domain.MatrixException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads {@code manifest.json} and believes nothing of it unchecked. */
final class ManifestFile {

    private final Path file;
    private final StoreJson json;

    ManifestFile(Path file, StoreJson json) {
        this.file = file;
        this.json = json;
    }

    /** Read first and alone: what else stands in a newer file need not fit. */
    private record Format(int formatVersion) {}

    Manifest read() {
        try {
            byte[] content = Files.readAllBytes(file);
            if (content.length == 0) {
                throw unreadable("it is empty");
            }
            int format = json.readStrictly(content, Format.class).formatVersion();
            if (format > Manifest.FORMAT_VERSION) {
                throw MatrixException.usage(file + " was written by a newer matrix (format " + format
                        + ", this program reads " + Manifest.FORMAT_VERSION + "). Update matrix to read it.");
            }
            Manifest manifest = json.readStrictly(content, Manifest.class);
            Optional<String> missing = new RequiredFields().missing(manifest);
            if (missing.isPresent()) {
                throw unreadable("the field " + missing.get() + " is missing");
            }
            ManifestCheck.problem(manifest).ifPresent(problem -> {
                throw unreadable(problem);
            });
            return manifest;
        } catch (NoSuchFileException e) {
            throw MatrixException.usage(file.getParent() + " holds no " + file.getFileName()
                    + ", so it is not a run. 'matrix runs' lists the runs.");
        } catch (IOException e) {
            throw unreadable(JsonFault.inDocument(e).clause());
        }
    }

    private MatrixException unreadable(String clause) {
        return MatrixException.usage(file + " cannot be read: " + clause + ". Restore it from a backup.");
    }
}
