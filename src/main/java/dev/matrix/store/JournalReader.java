package dev.matrix.store;

import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Trial;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Streams trials.jsonl in file order, a few blocks of lines in memory at a time; a line that cannot be read is counted and passed over. Of a journal that
 * is longer than a block the blocks that follow are read by other threads while the consumer works.
 */
final class JournalReader {

    private static final int THREADS = Math.min(4, Runtime.getRuntime().availableProcessors());
    private static final int BLOCKS_AHEAD = THREADS + 1;

    private final Path file;
    private final TrialLines lines;

    JournalReader(Path file, StoreJson json) {
        this.file = file;
        this.lines = new TrialLines(json);
    }

    /** Hands each trial to the consumer, on the calling thread, and returns which lines could not be read. */
    UnreadableLines read(Consumer<Trial> consumer) {
        if (!Files.exists(file)) {
            return new UnreadableLines(file, 0, 0);
        }
        Reading reading = new Reading(consumer);
        try (InputStream stream = Files.newInputStream(file)) {
            LineBlocks blocks = new LineBlocks(stream);
            Optional<LineBlocks.Block> first = blocks.next();
            Optional<LineBlocks.Block> second = first.isEmpty() ? first : blocks.next();
            first.ifPresent(block -> reading.take(parsed(block)));
            if (second.isPresent()) {
                readAhead(second.get(), blocks, reading);
            }
        } catch (IOException e) {
            throw new MatrixException(
                    MatrixException.Kind.STORAGE, "Cannot read " + file + ": " + AtomicFile.reason(e) + ".", e);
        }
        return reading.unreadable();
    }

    private void readAhead(LineBlocks.Block second, LineBlocks blocks, Reading reading) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, JournalReader::daemon);
        try {
            Deque<CompletableFuture<List<Optional<Trial>>>> ahead = new ArrayDeque<>();
            Optional<LineBlocks.Block> next = Optional.of(second);
            while (next.isPresent() || !ahead.isEmpty()) {
                if (next.isPresent()) {
                    LineBlocks.Block block = next.get();
                    ahead.add(CompletableFuture.supplyAsync(() -> parsed(block), threads));
                    next = blocks.next();
                }
                if (ahead.size() >= BLOCKS_AHEAD || next.isEmpty()) {
                    reading.take(ahead.remove().join());
                }
            }
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "journal-reader");
        thread.setDaemon(true);
        return thread;
    }

    private List<Optional<Trial>> parsed(LineBlocks.Block block) {
        List<Optional<Trial>> trials = new ArrayList<>();
        block.forEachLine((from, length) -> trials.add(Optional.ofNullable(lines.read(block.bytes(), from, length))));
        return trials;
    }

    /** Hands over and counts. */
    private final class Reading {

        private final Consumer<Trial> consumer;
        private int skipped;
        private int first;
        private int lastBad;
        private int number;

        Reading(Consumer<Trial> consumer) {
            this.consumer = consumer;
        }

        void take(List<Optional<Trial>> trials) {
            for (Optional<Trial> trial : trials) {
                number++;
                if (trial.isPresent()) {
                    consumer.accept(trial.get());
                } else {
                    skipped++;
                    lastBad = number;
                    first = first == 0 ? number : first;
                }
            }
        }

        UnreadableLines unreadable() {
            if (lastBad == number && number > 0 && isTorn()) {
                // Not damage: a line that is being written, or that a killed process left; opening the run cuts it
                // off.
                skipped--;
                first = skipped == 0 ? 0 : first;
            }
            return new UnreadableLines(file, skipped, first);
        }
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
}
