package dev.matrix.app;

import dev.matrix.config.Catalogue;
import dev.matrix.config.HubSource;
import dev.matrix.dataset.Datasets;
import dev.matrix.dataset.RowHashes;
import dev.matrix.dataset.hub.Hub;
import dev.matrix.dataset.hub.Inspection;
import dev.matrix.dataset.hub.PinnedFile;
import dev.matrix.dataset.hub.PinnedSet;
import dev.matrix.domain.MatrixException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares the cached real data sets with what is known of them: hash of the file, rows, columns, and the rows themselves with those of the publisher's own
 * file. Nothing is fetched or changed.
 */
public final class VerifyDatasets {

    private final RealSets real;
    private final Catalogue catalogue;
    private final Datasets datasets = new Datasets();

    public VerifyDatasets(RealSets real, Catalogue catalogue) {
        this.real = real;
        this.catalogue = catalogue;
    }

    /** What is to be thought of a file. */
    public enum Verdict {
        /** It has the pinned hash, or the publisher's rows. */
        VERIFIED,
        /** Rows and columns fit; there is nothing more to compare it with. */
        UNVERIFIED,
        /** It is neither the pinned file nor does it have the publisher's rows. */
        DIFFERENT,
        /** It cannot be read, or is not what it was. */
        DAMAGED,
        NOT_FETCHED
    }

    /**
     * One file.
     *
     * @param sha256 its hash; null when it is not there
     * @param pinnedSha256 the hash that public code states; null when nobody says one
     * @param rows its rows; null when it is not there or cannot be read
     * @param misfits needed columns that are missing or of another kind
     * @param contents its rows beside the publisher's: same, reordered, different, or unknown when there is nothing to compare with
     * @param note what there is to say; empty when nothing
     */
    public record FileFinding(
            String role,
            String path,
            Verdict verdict,
            @Nullable String sha256,
            @Nullable String pinnedSha256,
            @Nullable Long rows,
            long pinnedRows,
            Map<String, String> misfits,
            String contents,
            String note) {}

    /** One set. */
    public record Finding(String name, String repository, String revision, List<FileFinding> files) {}

    /** All findings, with whether a check was missed. */
    public record Findings(List<Finding> datasets, boolean missed) {

        /** True when no file was there to verify. */
        public boolean nothingThere() {
            return datasets.stream()
                    .flatMap(finding -> finding.files().stream())
                    .allMatch(file -> file.verdict() == Verdict.NOT_FETCHED);
        }
    }

    /**
     * Verifies.
     *
     * @param names names of sets, which then must be there; empty for those that are there
     */
    public Findings verify(List<String> names) {
        List<Finding> findings = real.looking(hub -> ListDatasets.selected(real, names).stream()
                .map(set ->
                        new Finding(set.name(), set.repository(), set.revision().value(), files(hub, set)))
                .toList());
        return new Findings(findings, missed(findings, !names.isEmpty()));
    }

    private static boolean missed(List<Finding> findings, boolean named) {
        List<FileFinding> items =
                findings.stream().flatMap(finding -> finding.files().stream()).toList();
        boolean bad = items.stream()
                .anyMatch(file -> file.verdict() == Verdict.DIFFERENT || file.verdict() == Verdict.DAMAGED);
        boolean absent = items.stream()
                .anyMatch(file ->
                        file.verdict() == Verdict.NOT_FETCHED && file.role().equals(PinnedFile.ITEMS));
        boolean nothing = items.stream().allMatch(file -> file.verdict() == Verdict.NOT_FETCHED);
        return bad || nothing || (named && absent);
    }

    private List<FileFinding> files(Hub hub, PinnedSet set) {
        return hub.held(set).stream().map(held -> file(hub, set, held)).toList();
    }

    private FileFinding file(Hub hub, PinnedSet set, Hub.Held held) {
        PinnedFile file = held.file();
        Path path = held.path();
        if (path == null) {
            return new FileFinding(
                    file.role(),
                    file.path(),
                    Verdict.NOT_FETCHED,
                    null,
                    pinned(file),
                    null,
                    file.rows().value(),
                    Map.of(),
                    "unknown",
                    "'matrix datasets fetch " + set.name() + "' fetches it");
        }
        Inspection found = hub.inspect(set, file, path);
        Contents contents = found.fits(file) ? contents(set, file, path) : new Contents("unknown", "");
        Verdict verdict = verdict(file, found, contents);
        return new FileFinding(
                file.role(),
                file.path(),
                verdict,
                found.sha256(),
                pinned(file),
                found.rows() < 0 ? null : (Long) found.rows(),
                file.rows().value(),
                found.misfits(),
                contents.word(),
                note(file, found, contents));
    }

    private static Verdict verdict(PinnedFile file, Inspection found, Contents contents) {
        if (found.damage() != null || contents.word().equals("unreadable")) {
            return Verdict.DAMAGED;
        }
        Boolean pinned = found.isPinned(file);
        if (!found.fits(file)) {
            return Verdict.DIFFERENT;
        }
        if (Boolean.TRUE.equals(pinned) || contents.agree()) {
            return Verdict.VERIFIED;
        }
        return pinned == null && contents.word().equals("unknown") ? Verdict.UNVERIFIED : Verdict.DIFFERENT;
    }

    private static String note(PinnedFile file, Inspection found, Contents contents) {
        List<String> notes = new ArrayList<>();
        if (found.damage() != null) {
            notes.add(found.damage());
        }
        if (!contents.problem().isEmpty()) {
            notes.add(contents.problem());
        }
        if (Boolean.FALSE.equals(found.isPinned(file))) {
            notes.add("the file is not the one that public code pins");
        }
        if (contents.word().equals("different") && file.contents() != null) {
            notes.add("its rows are not those of " + file.contents().source()
                    + (file.contents().note().isEmpty()
                            ? ""
                            : ": " + file.contents().note()));
        }
        return String.join("; ", notes);
    }

    private record Contents(String word, String problem) {

        boolean agree() {
            return word.equals("same") || word.equals("reordered");
        }
    }

    private Contents contents(PinnedSet set, PinnedFile file, Path path) {
        PinnedFile.Contents published = file.contents();
        Optional<HubSource> hub = catalogue.benchmark(set.name()).hub();
        if (published == null || hub.isEmpty()) {
            return new Contents("unknown", "");
        }
        try {
            RowHashes rows = datasets.rowHashes(
                    catalogue.benchmark(set.name()).benchmark(),
                    hub.get().data().source(),
                    RealSets.root(set, Map.of(file, path)),
                    !file.isItems());
            if (rows.ordered().equals(published.ordered())) {
                return new Contents("same", "");
            }
            return new Contents(rows.unordered().equals(published.unordered()) ? "reordered" : "different", "");
        } catch (MatrixException e) {
            return new Contents("unreadable", String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable String pinned(PinnedFile file) {
        return file.sha256() == null ? null : file.sha256().value();
    }
}
