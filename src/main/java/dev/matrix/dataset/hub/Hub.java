package dev.matrix.dataset.hub;

import dev.matrix.dataset.hub.HubException.Reason;
import dev.matrix.domain.TransferListener;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The pinned data sets: from the cache, or fetched into it. A file is given out only if it is the very file that was first used. Processes that want the same file
 * at the same time share one download. A file is looked into once, and
 * again when it has changed. Not thread-safe.
 */
public final class Hub implements AutoCloseable {

    private final HubSettings settings;
    private final HubCache cache;
    private final Custody custody;
    private final Tools tools;
    private final Set<Path> damagedSeen = new HashSet<>();
    private final Map<Path, Stamp> sound = new HashMap<>();
    private @Nullable HubClient client;

    /**
     * What a test replaces.
     *
     * @param sleeper waits
     * @param random of the waits
     * @param clock wall clock
     * @param sink writes files
     */
    record Tools(Sleeper sleeper, RandomGenerator random, Clock clock, Sink sink) {}

    /** By which a change of a file shows without reading it. */
    private record Stamp(FileTime modified, long bytes) {

        static Stamp of(Path path) throws IOException {
            return new Stamp(Files.getLastModifiedTime(path), Files.size(path));
        }
    }

    private final TransferListener listener;

    Hub(HubSettings settings, TransferListener listener, Tools tools) {
        this.settings = settings;
        this.cache = new HubCache(settings.cache());
        this.custody = new Custody(settings, tools.clock(), listener);
        this.tools = tools;
        this.listener = listener;
    }

    /** The hub of these settings. */
    public static Hub open(HubSettings settings, TransferListener listener, Clock clock) {
        return new Hub(settings, listener, new Tools(Sleeper.system(), new SecureRandom(), clock, Sink.disk()));
    }

    public HubSettings settings() {
        return settings;
    }

    /**
     * What is there of a file, without looking into it.
     *
     * @param path where it lies; null when it is not in the cache
     * @param bytes its size; 0 when it is not there
     * @param sha256 as it was when first used; null when it never was
     */
    public record Held(
            PinnedFile file,
            @Nullable Path path,
            long bytes,
            @Nullable String sha256) {}

    /** What is there of a set. */
    public List<Held> held(PinnedSet set) {
        return set.files().stream().map(file -> held(set, file)).toList();
    }

    private Held held(PinnedSet set, PinnedFile file) {
        Optional<Path> path = cache.find(set, file);
        try {
            return new Held(
                    file,
                    path.orElse(null),
                    path.isPresent() ? Files.size(path.get()) : 0,
                    custody.receipt(set, file).map(Receipt::sha256).orElse(null));
        } catch (IOException e) {
            throw unreadable(path.orElse(cache.root()), e);
        }
    }

    /** Looks into a cached file and changes nothing. */
    public Inspection inspect(PinnedSet set, PinnedFile file, Path path) {
        return custody.inspect(set, file, path);
    }

    /**
     * Files of a set, from the cache or fetched.
     *
     * @return each with where it lies
     * @throws HubException when one is neither there nor to be had
     */
    public Map<PinnedFile, Path> require(PinnedSet set, List<PinnedFile> files) {
        Map<PinnedFile, Path> found = new LinkedHashMap<>();
        List<PinnedFile> missing = new ArrayList<>();
        for (PinnedFile file : files) {
            sound(set, file).ifPresentOrElse(path -> found.put(file, path), () -> missing.add(file));
        }
        if (!missing.isEmpty()) {
            fetch(set, missing, found);
        }
        return found;
    }

    /** The cached file, if it is what it was; a damaged one counts as not there. */
    private Optional<Path> sound(PinnedSet set, PinnedFile file) {
        Optional<Path> cached = cache.find(set, file);
        if (cached.isEmpty()) {
            return cached;
        }
        Path path = cached.get();
        try {
            Stamp stamp = Stamp.of(path);
            if (stamp.equals(sound.get(path))) {
                return cached;
            }
            String sha = Digests.sha256(path);
            Optional<String> blob = HubCache.blobName(path);
            boolean damaged = (blob.isPresent() && blob.get().matches("[0-9a-f]{64}"))
                    ? !blob.get().equals(sha)
                    : custody.receipt(set, file).stream()
                            .anyMatch(known -> !known.sha256().equals(sha));
            if (damaged) {
                // Looked at again once the lock is held.
                if (damagedSeen.add(path)) {
                    listener.warned(
                            path + " is damaged: its content has another hash than its name or its receipt says.");
                }
                return Optional.empty();
            }
            custody.take(set, file, path, sha);
            sound.put(path, stamp);
            return cached;
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private void fetch(PinnedSet set, List<PinnedFile> missing, Map<PinnedFile, Path> found) {
        String names = String.join(", ", missing.stream().map(PinnedFile::path).toList());
        if (settings.offline()) {
            throw new HubException(
                    Reason.OFFLINE,
                    set.name() + " (" + set.repository() + ": " + names + ") is not in " + cache.root()
                            + ", and being offline (--offline or HF_HUB_OFFLINE) nothing is fetched.");
        }
        Retries retries = new Retries(tools.sleeper(), tools.random(), listener);
        Map<PinnedFile, RemoteFile> remote = new LinkedHashMap<>();
        for (PinnedFile file : missing) {
            remote.put(file, retries.run(set.repository() + " " + file.path(), () -> client().look(set, file)));
        }
        listener.announced(announcement(set, remote));
        try {
            remote.forEach((file, known) -> found.put(file, fetch(set, file, known, retries)));
        } finally {
            listener.ended();
        }
    }

    private Path fetch(PinnedSet set, PinnedFile file, RemoteFile remote, Retries retries) {
        String blob = remote.etag() != null ? remote.etag() : file.path().replace("/", "--");
        try {
            return new HubLock(tools.sleeper())
                    .holding(
                            cache.lock(set, blob),
                            () -> listener.noted("Another process is fetching " + set.repository() + " " + file.path()
                                    + "; waiting for it."),
                            () -> {
                                Optional<Path> meanwhile = sound(set, file);
                                return meanwhile.isPresent()
                                        ? meanwhile.get()
                                        : fetchAlone(set, file, remote, blob, retries);
                            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HubException(Reason.UNREACHABLE, "Fetching " + set.repository() + " was interrupted.", e);
        } catch (IOException e) {
            throw new HubException(
                    Reason.DISK,
                    set.repository() + " " + file.path() + " cannot be written to " + cache.root() + ": " + clause(e)
                            + ". " + advice(e),
                    e);
        }
    }

    private Path fetchAlone(PinnedSet set, PinnedFile file, RemoteFile remote, String blob, Retries retries)
            throws IOException {
        Path target = cache.incomplete(set, blob);
        Files.createDirectories(target.getParent());
        String sha = new Download(client(), retries, tools.sink(), listener, set, file, remote, target)
                .fetch(custody.expected(set, file));
        try {
            custody.take(set, file, target, sha);
        } catch (HubException e) {
            Files.deleteIfExists(target);
            throw e;
        }
        Path path = cache.publish(target, set, file, remote.etag() != null ? blob : sha);
        sound.put(path, Stamp.of(path));
        return path;
    }

    /** Made at the first request: what is cached needs none. */
    private HubClient client() {
        if (client == null) {
            client = new HubClient(settings, tools.clock());
        }
        return client;
    }

    private String announcement(PinnedSet set, Map<PinnedFile, RemoteFile> remote) {
        long bytes = remote.values().stream()
                .mapToLong(file -> Math.max(0, file.size()))
                .sum();
        boolean known = remote.values().stream().allMatch(file -> file.size() >= 0);
        return "Fetching " + set.name() + ": " + set.repository() + " at "
                + set.revision().value().substring(0, 12) + ", "
                + (known ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6) : "of unknown size") + " in "
                + remote.size() + (remote.size() == 1 ? " file" : " files") + ", licence "
                + set.licence().value() + ", from " + settings.endpoint() + " into " + cache.root() + ".";
    }

    private static HubException unreadable(Path path, IOException e) {
        return new HubException(
                Reason.DISK, path + " cannot be read: " + clause(e) + ". Check its permissions, or remove it.", e);
    }

    private static String clause(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "access is denied";
        }
        if (e instanceof FileSystemException system) {
            // The message of such an error begins with the path, or is nothing else.
            return system.getReason() != null ? system.getReason() : word(system);
        }
        return String.valueOf(e.getMessage());
    }

    private static String word(FileSystemException e) {
        if (e instanceof NoSuchFileException) {
            return e.getFile() + " does not exist";
        }
        return e instanceof FileAlreadyExistsException
                ? e.getFile() + " is there already and is no directory"
                : e.getClass().getSimpleName() + " at " + e.getFile();
    }

    private static String advice(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "Give the right to write there, or set HF_HUB_CACHE to another place.";
        }
        return clause(e).toLowerCase(Locale.ROOT).contains("space")
                ? "Make room there, or set HF_HUB_CACHE to another place."
                : "Set HF_HUB_CACHE to a directory that can be written.";
    }

    /** Lets go of idle connections; the hub can be used on. */
    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }
}
