package dev.matrix.app;

import dev.matrix.config.NearNames;
import dev.matrix.dataset.hub.Hub;
import dev.matrix.dataset.hub.Pinned;
import dev.matrix.dataset.hub.PinnedFile;
import dev.matrix.dataset.hub.PinnedSet;
import dev.matrix.domain.MatrixException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells which real data sets there are, what is pinned of them, and what of them is on this machine. Nothing is fetched. */
public final class ListDatasets {

    private final RealSets real;

    public ListDatasets(RealSets real) {
        this.real = real;
    }

    /**
     * A fact with who says so.
     *
     * @param state {@code proven} or {@code unproven}
     */
    public record Fact(Object value, String source, String state) {

        static Fact of(Pinned<?> pinned) {
            return new Fact(
                    pinned.value(), pinned.source(), pinned.state().name().toLowerCase(Locale.ROOT));
        }
    }

    /**
     * A file of a set.
     *
     * @param role {@code items} or {@code shots}
     * @param path in the repository
     * @param sha256 the pinned hash; null when nobody says one
     * @param file where it lies; null when it is not cached
     * @param bytes its size; null when it is not cached
     * @param usedSha256 its hash when it was first used here; null when it never was
     */
    public record FileRow(
            String role,
            String path,
            Fact rows,
            @Nullable Fact sha256,
            @Nullable String file,
            @Nullable Long bytes,
            @Nullable String usedSha256) {}

    /** A set. */
    public record Row(String name, String repository, Fact revision, Fact licence, List<FileRow> files) {

        /** Whether the scored items are on this machine. */
        public boolean isCached() {
            return files.stream()
                    .filter(file -> file.role().equals(PinnedFile.ITEMS))
                    .allMatch(file -> file.file() != null);
        }

        /** Bytes on this machine. */
        public long bytes() {
            return files.stream()
                    .mapToLong(file -> file.bytes() == null ? 0 : file.bytes())
                    .sum();
        }
    }

    /** All sets, with where they come from and where they are kept. */
    public record Listing(String endpoint, String cache, boolean offline, List<Row> datasets) {}

    /** Looks. */
    public Listing list() {
        return real.looking(hub -> new Listing(
                hub.settings().endpoint(),
                hub.settings().cache().toString(),
                hub.settings().offline(),
                real.pins().sets().stream().map(set -> row(set, hub)).toList()));
    }

    private static Row row(PinnedSet set, Hub hub) {
        return new Row(
                set.name(),
                set.repository(),
                Fact.of(set.revision()),
                Fact.of(set.licence()),
                hub.held(set).stream().map(ListDatasets::file).toList());
    }

    private static FileRow file(Hub.Held held) {
        PinnedFile file = held.file();
        boolean there = held.path() != null;
        return new FileRow(
                file.role(),
                file.path(),
                Fact.of(file.rows()),
                file.sha256() == null ? null : Fact.of(file.sha256()),
                there ? String.valueOf(held.path()) : null,
                there ? (Long) held.bytes() : null,
                held.sha256());
    }

    /** The sets of these names, all of them for none. */
    static List<PinnedSet> selected(RealSets real, List<String> names) {
        if (names.isEmpty()) {
            return real.pins().sets();
        }
        return names.stream()
                .distinct()
                .map(name -> real.pins().named(name).orElseThrow(() -> unknown(real, name)))
                .toList();
    }

    private static MatrixException unknown(RealSets real, String name) {
        String clause = NearNames.clause(
                name, real.pins().sets().stream().map(PinnedSet::name).toList());
        return MatrixException.usage(
                "There is no data set '" + name + "'; " + clause + (clause.endsWith("?") ? "" : "."));
    }
}
