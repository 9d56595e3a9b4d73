package dev.matrix.store.cache;

import dev.matrix.store.StoreJson;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one version of a server said for one model. What was there when it was first asked for is found; what this process adds is for those that come after
 * it. Entries are read from the disk when they are wanted. Thread-safe.
 */
public final class CacheGroup implements AutoCloseable {

    private static final byte[] BEGIN = {'{', '"', 'k', 'e', 'y', '"', ':', '"'};
    private static final int PIECE = 8192;

    private final Path folder;
    private final StoreJson json;
    private final Clock clock;
    private @Nullable KeyIndex index;
    private List<Segment> segments = List.of();
    private int opened = -1;
    private @Nullable RandomAccessFile reading;
    private @Nullable SegmentWriter writer;

    CacheGroup(Path folder, StoreJson json, Clock clock) {
        this.folder = folder;
        this.json = json;
        this.clock = clock;
    }

    /** How many keys are there. */
    public synchronized int size() throws IOException {
        return index().size();
    }

    /**
     * Whose answers the key's newest entry belongs to, the same for answers that may stand side by side; null when the key is not there. By a very rare
     * chance it is another key's.
     */
    public synchronized @Nullable String origin(String key) throws IOException {
        long hash = KeyIndex.hash(key);
        KeyIndex known = index();
        return known.contains(hash) ? segments.get(known.segment(hash)).origin() : null;
    }

    /** The newest entry of the key; empty when there is none, also because it was pruned meanwhile. */
    public synchronized Optional<CacheEntry> read(String key) throws IOException {
        long hash = KeyIndex.hash(key);
        KeyIndex known = index();
        if (!known.contains(hash)) {
            return Optional.empty();
        }
        try {
            byte[] line = line(known.segment(hash), known.offset(hash));
            return parsed(line).filter(entry -> key.equals(entry.key()));
        } catch (NoSuchFileException | java.io.FileNotFoundException e) {
            return Optional.empty();
        }
    }

    private Optional<CacheEntry> parsed(byte[] line) {
        try {
            CacheEntry entry = json.read(line, CacheEntry.class);
            return Optional.ofNullable(entry.trial() == null || entry.run() == null ? null : entry);
        } catch (IOException | RuntimeException e) {
            // Damage, or a file that was replaced meanwhile: the trial is asked instead.
            return Optional.empty();
        }
    }

    private byte[] line(int segment, long offset) throws IOException {
        RandomAccessFile file = opened(segment);
        file.seek(offset);
        byte[] line = new byte[PIECE];
        int filled = 0;
        while (true) {
            int read = file.read(line, filled, line.length - filled);
            for (int i = filled; i < filled + read; i++) {
                if (line[i] == '\n') {
                    return Arrays.copyOf(line, i);
                }
            }
            if (read <= 0) {
                return new byte[0];
            }
            filled += read;
            if (filled == line.length) {
                line = Arrays.copyOf(line, Math.multiplyExact(2, filled));
            }
        }
    }

    private RandomAccessFile opened(int segment) throws IOException {
        RandomAccessFile file = reading;
        if (file == null || opened != segment) {
            closeReading();
            file = new RandomAccessFile(segments.get(segment).path().toFile(), "r");
            reading = file;
            opened = segment;
        }
        return file;
    }

    /** Adds an entry, which nobody finds before {@link #finish}. */
    public synchronized void add(CacheEntry entry) throws IOException {
        SegmentWriter open = writer;
        if (open == null) {
            // First what is there, so that one's own file is not among it.
            KeyIndex unused = index();
            open = SegmentWriter.create(folder, clock.instant());
            writer = open;
        }
        open.append(json.line(entry));
    }

    /**
     * Lets others find what was added.
     *
     * @param origin whose answers it joins: letters and digits
     * @param anew true when older answers of other origins hold no longer, so that nobody finds them any more
     */
    public synchronized void finish(String origin, boolean anew) throws IOException {
        SegmentWriter open = writer;
        if (open != null) {
            writer = null;
            open.finish(origin, anew);
        }
    }

    /** Forgets what was added and not finished. */
    public synchronized void drop() throws IOException {
        SegmentWriter open = writer;
        if (open != null) {
            writer = null;
            open.close();
        }
    }

    private KeyIndex index() throws IOException {
        KeyIndex known = index;
        if (known == null) {
            known = new KeyIndex();
            segments = Segment.holding(
                    CacheFolder.segments(folder).stream().map(Segment::of).toList());
            for (int segment = 0; segment < segments.size(); segment++) {
                read(segment, known);
            }
            index = known;
        }
        return known;
    }

    private void read(int segment, KeyIndex into) throws IOException {
        try (SegmentLines lines = new SegmentLines(segments.get(segment).path())) {
            while (lines.advance()) {
                int start = lines.start();
                boolean whole = lines.length() > BEGIN.length + KeyIndex.KEY_LENGTH
                        && Arrays.equals(lines.bytes(), start, start + BEGIN.length, BEGIN, 0, BEGIN.length);
                if (whole) {
                    into.put(KeyIndex.hash(lines.bytes(), start + BEGIN.length), segment, lines.offset());
                }
            }
        } catch (NoSuchFileException e) {
            // Pruned a moment ago.
        }
    }

    private void closeReading() throws IOException {
        if (reading != null) {
            reading.close();
            reading = null;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            closeReading();
        } finally {
            drop();
        }
    }
}
