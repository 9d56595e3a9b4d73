package dev.matrix.app;

import dev.matrix.config.HubSource;
import dev.matrix.dataset.DataRoot;
import dev.matrix.dataset.hub.Hub;
import dev.matrix.dataset.hub.HubException;
import dev.matrix.dataset.hub.HubPins;
import dev.matrix.dataset.hub.HubSettings;
import dev.matrix.dataset.hub.PinnedFile;
import dev.matrix.dataset.hub.PinnedSet;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.TransferListener;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The real data sets of benchmarks: from the hub's cache on this machine, or fetched into it. Nothing is touched before the first set is asked for, and no connection
 * stays open behind a call. Thread-safe: one caller at a time. */
public final class RealSets {

    private final Map<String, String> environment;
    private final boolean offline;
    private final TransferListener listener;
    private final Clock clock;
    private final HubPins pins = HubPins.read();
    private @Nullable Hub hub;

    /**
     * The sets.
     *
     * @param environment the variables that the hub's own tools know
     * @param offline true: nothing is fetched
     * @param listener is told of what is fetched
     */
    public RealSets(Map<String, String> environment, boolean offline, TransferListener listener, Clock clock) {
        this.environment = Map.copyOf(environment);
        this.offline = offline;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Files that can be read.
     *
     * @param revision the commit that they belong to
     */
    record Fetched(DataRoot root, String revision) {}

    /**
     * The files of a source on the hub.
     *
     * @param shots true: also those of the few-shot examples
     * @throws HubException when they are neither cached nor to be had
     */
    Fetched fetched(HubSource source, boolean shots) {
        PinnedSet set = pins.inRepository(source.repository());
        List<String> paths = new ArrayList<>(source.data().source().items());
        if (shots) {
            paths.addAll(source.data().source().shots());
        }
        List<PinnedFile> files = paths.stream().map(set::file).toList();
        return using(hub ->
                new Fetched(root(set, hub.require(set, files)), set.revision().value()));
    }

    /** Whether the hub may have the set of a source no more, without anybody's mistake. */
    boolean mayVanish(HubSource source) {
        return pins.inRepository(source.repository()).mayVanish() != null;
    }

    /** Whether the items of a source are in the cache; nothing is fetched or looked into. */
    boolean isCached(HubSource source) {
        PinnedSet set = pins.inRepository(source.repository());
        List<String> items = source.data().source().items();
        return looking(hub -> hub.held(set).stream()
                .filter(held -> items.contains(held.file().path()))
                .allMatch(held -> held.path() != null));
    }

    /** Where the hub's files are kept. */
    Path cache() {
        return settings().cache();
    }

    HubSettings settings() {
        return using(Hub::settings);
    }

    HubPins pins() {
        return pins;
    }

    /** Work with the one hub of this program, which looks into a file once. */
    synchronized <T> T using(Function<Hub, T> work) {
        if (hub == null) {
            hub = Hub.open(HubSettings.from(environment, offline), listener, clock);
        }
        try (Hub open = hub) {
            return work.apply(open);
        }
    }

    /** Work that looks at what is on this machine; a place that cannot be read is an error of the program like any other. */
    <T> T looking(Function<Hub, T> work) {
        try {
            return using(work);
        } catch (HubException e) {
            throw new MatrixException(MatrixException.Kind.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    static DataRoot root(PinnedSet set, Map<PinnedFile, Path> files) {
        Map<String, DataRoot.FoundFile> found = new LinkedHashMap<>();
        files.forEach(
                (file, path) -> found.put(file.path(), new DataRoot.FoundFile(set.address(file), file.key(), path)));
        return DataRoot.of(
                found,
                "hf://datasets/" + set.repository() + "@" + set.revision().value());
    }

    /** The same sentence as an error of the program, with what else could be done. */
    static MatrixException refusal(HubException failure) {
        return refusal(failure, "");
    }

    /** @param more a further way out, as the end of a sentence */
    static MatrixException refusal(HubException failure, String more) {
        return new MatrixException(
                MatrixException.Kind.USAGE,
                failure.getMessage() + " Or use --data bundled (the samples) or --data DIR (published files)" + more
                        + ".",
                failure);
    }
}
