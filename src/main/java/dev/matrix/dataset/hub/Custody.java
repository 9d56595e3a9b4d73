package dev.matrix.dataset.hub;

import dev.matrix.dataset.hub.HubException.Reason;
import dev.matrix.dataset.parquet.ParquetFile;
import dev.matrix.domain.TransferListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a file may be taken for the pinned one. The pinned hashes come from public text, so a mismatch alone must not lock anybody out: a file whose
 * rows and columns fit is taken and written down, and from then on only that very file (trust on first use).
 */
final class Custody {

    private final HubSettings settings;
    private final Receipts receipts;
    private final Clock clock;
    private final TransferListener listener;

    Custody(HubSettings settings, Clock clock, TransferListener listener) {
        this.settings = settings;
        this.receipts = new Receipts(settings.receipts());
        this.clock = clock;
        this.listener = listener;
    }

    Optional<Receipt> receipt(PinnedSet set, PinnedFile file) {
        return receipts.find(set, file);
    }

    /** The hash that a file should have: that of its receipt, else the pinned one; null when there is neither. */
    @Nullable
    String expected(PinnedSet set, PinnedFile file) {
        return receipt(set, file).map(Receipt::sha256).orElse(pinned(file));
    }

    /**
     * Takes a file, or refuses it. The first time, it is looked into and written down.
     *
     * @param path where it lies
     * @param sha256 its hash
     * @throws HubException of reason DIFFERENT when it is another file than the first time, or does not fit
     */
    void take(PinnedSet set, PinnedFile file, Path path, String sha256) throws IOException {
        Optional<Receipt> receipt = receipt(set, file);
        if (receipt.isPresent()) {
            requireSame(set, file, receipt.get(), sha256);
            return;
        }
        long rows = requireFitting(set, file, path);
        String pinned = pinned(file);
        if (pinned != null && !pinned.equals(sha256)) {
            listener.warned(set.address(file) + " has SHA-256 " + sha256 + ", not " + pinned
                    + " as public code says; its " + rows
                    + " rows and its columns fit, so it is used and written down. 'matrix datasets verify "
                    + set.name() + "' compares its rows.");
        }
        keep(
                set,
                file,
                new Receipt(
                        set.repository(),
                        set.revision().value(),
                        file.path(),
                        sha256,
                        pinned,
                        Files.size(path),
                        rows,
                        settings.endpoint(),
                        clock.instant().toString()));
    }

    /** Without a place for receipts the file can be used all the same. */
    private void keep(PinnedSet set, PinnedFile file, Receipt receipt) {
        try {
            receipts.keep(set, file, receipt);
        } catch (IOException e) {
            listener.warned(receipts.path(set, file) + " cannot be written (" + e.getMessage()
                    + "), so that another file under the same name would not be noticed next time.");
        }
    }

    /** Looks into a file and changes nothing. */
    Inspection inspect(PinnedSet set, PinnedFile file, Path path) {
        try {
            String sha = Digests.sha256(path);
            try (ParquetFile parquet = ParquetFile.open(path)) {
                return new Inspection(sha, parquet.rows(), file.misfits(parquet.columns()), change(set, file, sha));
            } catch (IOException e) {
                return new Inspection(sha, -1, Map.of(), String.valueOf(e.getMessage()));
            }
        } catch (IOException e) {
            return new Inspection("", -1, Map.of(), "it cannot be read: " + e.getMessage());
        }
    }

    private @Nullable String change(PinnedSet set, PinnedFile file, String sha256) {
        return receipt(set, file)
                .filter(known -> !known.sha256().equals(sha256))
                .map(known -> "it is not the file that was first used (" + known.sha256() + ")")
                .orElse(null);
    }

    private void requireSame(PinnedSet set, PinnedFile file, Receipt receipt, String sha256) {
        if (!receipt.sha256().equals(sha256)) {
            throw new HubException(
                    Reason.DIFFERENT,
                    set.address(file) + " is another file (SHA-256 " + sha256 + ") than the one first used on "
                            + receipt.firstUsed() + " (" + receipt.sha256()
                            + "), though a commit never changes. If you trust the new one, remove "
                            + receipts.path(set, file) + "; runs over both are not comparable.");
        }
    }

    /** Its number of rows. */
    private static long requireFitting(PinnedSet set, PinnedFile file, Path path) throws IOException {
        try (ParquetFile parquet = ParquetFile.open(path)) {
            Map<String, String> misfits = file.misfits(parquet.columns());
            if (parquet.rows() != file.rows().value()) {
                throw unfit(
                        set,
                        file,
                        "it has " + parquet.rows() + " rows instead of "
                                + file.rows().value());
            }
            if (!misfits.isEmpty()) {
                throw unfit(set, file, "its columns are others: " + misfits);
            }
            return parquet.rows();
        } catch (IOException e) {
            throw unfit(set, file, String.valueOf(e.getMessage()));
        }
    }

    private static HubException unfit(PinnedSet set, PinnedFile file, String clause) {
        return new HubException(
                Reason.DIFFERENT,
                set.address(file) + " is not the data set that is meant: " + clause + ". It is not used.");
    }

    private static @Nullable String pinned(PinnedFile file) {
        return file.sha256() == null ? null : file.sha256().value();
    }
}
