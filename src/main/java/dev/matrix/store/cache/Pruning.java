package dev.matrix.store.cache;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pruning of a cache: first a look at all entries, then each file that loses some is replaced by a smaller one. Not thread-safe; one use. */
final class Pruning {

    private final CacheFolder folder;
    private final PruneRule rule;
    private final boolean dryRun;
    private final JsonFactory json = new JsonFactory();
    private Instant cutoff = Instant.MIN;
    private long entries;
    private long bytes;
    private long entriesLeft;
    private long bytesLeft;
    private int inUse;

    Pruning(CacheFolder folder, PruneRule rule, boolean dryRun) {
        this.folder = folder;
        this.rule = rule;
        this.dryRun = dryRun;
    }

    private record Aged(Instant at, int size) {}

    /** How a file is after its entries were looked at. */
    private record Split(long kept, long keptBytes, long removed, long removedBytes) {}

    Pruned run() throws IOException {
        List<Path> segments = new ArrayList<>();
        for (Path group : folder.groups()) {
            segments.addAll(CacheFolder.segments(group));
            for (Path unfinished : CacheFolder.unfinished(group)) {
                removeLeftover(unfinished);
            }
        }
        cutoff = cutoff(segments);
        for (Path segment : segments) {
            prune(segment);
        }
        return new Pruned(entries, bytes, entriesLeft, bytesLeft, inUse);
    }

    /** What a killed run left is of no use to anybody. An empty file is one that a run has made and not locked yet. */
    private void removeLeftover(Path unfinished) throws IOException {
        try (FileChannel file = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            if (locked(file) == null) {
                inUse++;
            } else if (file.size() > 0 && !dryRun) {
                Files.deleteIfExists(unfinished);
            }
        } catch (NoSuchFileException e) {
            // Finished, or pruned by another process.
        }
    }

    /** Entries from then on are as many as the size allows; what does not fit by a part is removed whole. */
    private Instant cutoff(List<Path> segments) throws IOException {
        Long most = rule.maxBytes();
        if (most == null) {
            return Instant.MIN;
        }
        List<Aged> all = new ArrayList<>();
        for (Path segment : segments) {
            walk(segment, (head, line) -> {
                if (head != null && rule.concerns(head) && !rule.removes(head)) {
                    all.add(new Aged(head.at(), line.length() + 1));
                }
            });
        }
        all.sort(Comparator.comparing(Aged::at).reversed());
        long size = 0;
        for (Aged each : all) {
            size += each.size();
            if (size > most) {
                return each.at().plusNanos(1);
            }
        }
        return Instant.MIN;
    }

    private boolean stays(@Nullable EntryHead head) {
        // What nobody can read is of no use to anybody.
        return head != null
                && !rule.removes(head)
                && !(rule.concerns(head) && head.at().isBefore(cutoff));
    }

    private interface Visitor {
        void line(@Nullable EntryHead head, SegmentLines line) throws IOException;
    }

    private void walk(Path segment, Visitor visitor) throws IOException {
        try (SegmentLines lines = new SegmentLines(segment)) {
            while (lines.advance()) {
                visitor.line(EntryHead.of(json, lines), lines);
            }
        } catch (NoSuchFileException e) {
            // Another process pruned it.
        }
    }

    private void prune(Path segment) throws IOException {
        try (FileChannel file = FileChannel.open(segment, StandardOpenOption.WRITE)) {
            FileLock lock = locked(file);
            if (lock == null) {
                inUse++;
                return;
            }
            Split split = dryRun ? split(segment, OutputStream.nullOutputStream()) : rewritten(segment);
            entries += split.removed();
            bytes += split.removedBytes();
            entriesLeft += split.kept();
            bytesLeft += split.keptBytes();
        } catch (NoSuchFileException e) {
            // Another process pruned it.
        }
    }

    private static @Nullable FileLock locked(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private Split split(Path segment, OutputStream keptLines) throws IOException {
        long[] sums = new long[4];
        walk(segment, (head, line) -> {
            boolean stays = stays(head);
            sums[stays ? 0 : 2]++;
            sums[stays ? 1 : 3] += line.length() + 1;
            if (stays) {
                keptLines.write(line.bytes(), line.start(), line.length() + 1);
            }
        });
        return new Split(sums[0], sums[1], sums[2], sums[3]);
    }

    /** A reader that has the old file open goes on reading that one. */
    private Split rewritten(Path segment) throws IOException {
        Path temporary = segment.resolveSibling(
                segment.getFileName() + ".tmp-" + ProcessHandle.current().pid());
        try {
            Split split;
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
                split = split(segment, out);
            }
            if (split.kept() == 0) {
                Files.deleteIfExists(segment);
            } else if (split.removed() > 0) {
                Files.move(temporary, segment, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            return split;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
