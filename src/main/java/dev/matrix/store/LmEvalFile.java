package dev.matrix.store;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.matrix.domain.MatrixException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code lm-eval.json}: what lm-eval said of each combination. Missing where the native engine asked. Safe for one writer at a time. */
final class LmEvalFile {

    static final String NAME = "lm-eval.json";

    private final Path file;
    private final StoreJson json;

    LmEvalFile(Path directory, StoreJson json) {
        this.file = directory.resolve(NAME);
        this.json = json;
    }

    /** By combination id. */
    Map<String, LmEvalRecord> read() {
        try {
            Document found = json.read(Files.readAllBytes(file), Document.class);
            return found.combinations() == null ? Map.of() : found.combinations();
        } catch (java.nio.file.NoSuchFileException e) {
            return Map.of();
        } catch (IOException e) {
            throw MatrixException.usage(file + " cannot be read: "
                    + JsonFault.inDocument(e).clause()
                    + ". Restore it from a backup, or remove it: lm-eval's own metrics are then left out.");
        }
    }

    void write(Map<String, LmEvalRecord> all) {
        new AtomicFile(file).write(json.document(new Document(all)));
    }

    private record Document(
            @JsonProperty("combinations") @Nullable Map<String, LmEvalRecord> combinations) {}
}
