package dev.matrix.store;

import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Trial;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Streams trials.jsonl in file order, one line in memory at a time; a line that cannot be read is counted and passed over. */
final class JournalReader {

    private final Path file;
    private final StoreJson json;

    JournalReader(Path file, StoreJson json) {
        this.file = file;
        this.json = json;
    }

    /** Hands each trial to the consumer and returns how many lines could not be read. */
    int forEach(Consumer<Trial> consumer) {
        return read(consumer).count();
    }

    /** Hands each trial to the consumer and returns which lines could not be read. */
    UnreadableLines read(Consumer<Trial> consumer) {
        if (!Files.exists(file)) {
            return UnreadableLines.NONE;
        }
        int skipped = 0;
        int first = 0;
        int number = 0;
        try (BufferedReader reader = open()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                Trial trial = parse(line);
                if (trial == null) {
                    skipped++;
                    first = first == 0 ? number : first;
                } else {
                    consumer.accept(trial);
                }
            }
        } catch (IOException e) {
            throw new MatrixException(
                    MatrixException.Kind.STORAGE, "Cannot read " + file + ": " + AtomicFile.reason(e) + ".", e);
        }
        return new UnreadableLines(skipped, first);
    }

    private BufferedReader open() throws IOException {
        // A cut in the middle of a character must not end the reading of what stands before it.
        return new BufferedReader(new java.io.InputStreamReader(
                Files.newInputStream(file),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE)));
    }

    private @org.jspecify.annotations.Nullable Trial parse(String line) {
        try {
            return json.read(line, Trial.class);
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }
}
