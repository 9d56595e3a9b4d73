package dev.matrix.store.cache;

import com.fasterxml.jackson.core.JsonFactory;
import dev.matrix.domain.MatrixException;
import dev.matrix.store.AtomicFile;
import dev.matrix.store.StoreJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The cache across runs. Several processes may read, write and prune it at once. Thread-safe. */
public final class TrialCache {

    private final CacheFolder folder;
    private final StoreJson json = new StoreJson();
    private final Clock clock;

    /** @param root its directory, which is made when something is stored */
    public TrialCache(Path root, Clock clock) {
        this.folder = new CacheFolder(root);
        this.clock = clock;
    }

    public Path root() {
        return folder.root();
    }

    /** What one version of a server said for one model; to be closed. */
    public CacheGroup group(String digest, String version) {
        return new CacheGroup(folder.group(digest, version), json, clock);
    }

    /** Looks at all entries. */
    public CacheContents contents() {
        try {
            return looked();
        } catch (IOException e) {
            throw unusable("read", e);
        }
    }

    private CacheContents looked() throws IOException {
        JsonFactory parser = new JsonFactory();
        Map<String, CacheContents.OfModel> models = new LinkedHashMap<>();
        long bytes = 0;
        for (Path group : folder.groups()) {
            for (Path segment : CacheFolder.segments(group)) {
                try (SegmentLines lines = new SegmentLines(segment)) {
                    bytes += Files.size(segment);
                    while (lines.advance()) {
                        EntryHead head = EntryHead.of(parser, lines);
                        if (head != null) {
                            add(models, head, lines.length() + 1L);
                        }
                    }
                } catch (NoSuchFileException e) {
                    // Pruned a moment ago.
                }
            }
        }
        return new CacheContents(
                models.values().stream()
                        .mapToLong(CacheContents.OfModel::entries)
                        .sum(),
                bytes,
                models.values().stream()
                        .map(CacheContents.OfModel::oldest)
                        .min(Instant::compareTo)
                        .orElse(null),
                models.values().stream()
                        .map(CacheContents.OfModel::newest)
                        .max(Instant::compareTo)
                        .orElse(null),
                models.values().stream().toList());
    }

    private static void add(Map<String, CacheContents.OfModel> models, EntryHead head, long bytes) {
        models.compute(
                head.model() + '\n' + head.digest(),
                (key, known) -> known == null
                        ? new CacheContents.OfModel(head.model(), head.digest(), 1, bytes, head.at(), head.at())
                        : known.plus(bytes, head.at()));
    }

    /** The size of its files in bytes, without a look into them. */
    public long bytes() {
        try {
            long bytes = 0;
            for (Path group : folder.groups()) {
                for (Path segment : CacheFolder.segments(group)) {
                    bytes += Files.size(segment);
                }
            }
            return bytes;
        } catch (IOException e) {
            throw unusable("read", e);
        }
    }

    /**
     * Removes entries. What a process writes at this moment is left alone.
     *
     * @param dryRun true only counts
     */
    public Pruned prune(PruneRule rule, boolean dryRun) {
        try {
            return new Pruning(folder, rule, dryRun).run();
        } catch (IOException e) {
            throw unusable("prune", e);
        }
    }

    private MatrixException unusable(String what, IOException cause) {
        return new MatrixException(
                MatrixException.Kind.STORAGE,
                "Cannot " + what + " the cache in " + folder.root() + ": " + AtomicFile.reason(cause)
                        + ". Make the place usable, or name another one with --cache-dir.",
                cause);
    }
}
