package dev.matrix.store;

import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Trial;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Streams trials.jsonl in file order, one line in memory at a time; a line that cannot be read is counted and passed over. */
final class JournalReader {

    private final Path file;
    private final StoreJson json;

    JournalReader(Path file, StoreJson json) {
        this.file = file;
        this.json = json;
    }

    /** Hands each trial to the consumer and returns which lines could not be read. */
    UnreadableLines read(Consumer<Trial> consumer) {
        if (!Files.exists(file)) {
            return new UnreadableLines(file, 0, 0);
        }
        int skipped = 0;
        int first = 0;
        int lastBad = 0;
        int number = 0;
        try (BufferedReader reader = open()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                Trial trial = parse(line);
                if (trial == null) {
                    skipped++;
                    lastBad = number;
                    first = first == 0 ? number : first;
                } else {
                    consumer.accept(trial);
                }
            }
        } catch (IOException e) {
            throw new MatrixException(
                    MatrixException.Kind.STORAGE, "Cannot read " + file + ": " + AtomicFile.reason(e) + ".", e);
        }
        if (lastBad == number && number > 0 && isTorn()) {
            // Not damage: a line that is being written, or that a killed process left; opening the run cuts it off.
            skipped--;
            first = skipped == 0 ? 0 : first;
        }
        return new UnreadableLines(file, skipped, first);
    }

    /** True when the last line has no end. */
    private boolean isTorn() {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return channel.read(last, channel.size() - 1) == 1 && last.get(0) != '\n';
        } catch (IOException e) {
            return false;
        }
    }

    private BufferedReader open() throws IOException {
        // A cut in the middle of a character must not end the reading of what stands before it.
        return new BufferedReader(new InputStreamReader(
                Files.newInputStream(file),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE)));
    }

    private @Nullable Trial parse(String line) {
        try {
            return json.read(line, Trial.class);
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }
}
