package dev.matrix.store;

import dev.matrix.domain.ItemSet;
import dev.matrix.domain.MatrixException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A run that is put together out of sight, in a hidden directory beside the runs, and appears under its name at once and whole. What was not published is
 * removed on close. Not thread-safe.
 */
public final class RunDraft implements AutoCloseable {

    private final Path draft;
    private final Path target;
    private final StoreJson json;

    RunDraft(Path draft, Path target, StoreJson json) {
        this.draft = draft;
        this.target = target;
        this.json = json;
    }

    public void saveManifest(Manifest manifest) {
        new AtomicFile(draft.resolve(StoredRun.MANIFEST)).write(json.document(manifest));
    }

    public void saveItems(Collection<ItemSet> sets) {
        new ItemsFile(draft.resolve(StoredRun.ITEMS), json).write(sets);
    }

    /** Keeps what lm-eval said of each combination; nothing where the native engine asked. */
    public void saveLmEval(Map<String, LmEvalRecord> said) {
        if (!said.isEmpty()) {
            new LmEvalFile(draft, json).write(said);
        }
    }

    /** Puts the whole lines of other runs' journals one after the other, unread: a line means the same wherever it stands. */
    public void saveJournal(List<StoredRun> runs) {
        Path journal = draft.resolve(StoredRun.TRIALS);
        try (FileChannel all = FileChannel.open(journal, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (StoredRun run : runs) {
                append(all, run.directory().resolve(StoredRun.TRIALS));
            }
            all.force(true);
        } catch (IOException e) {
            throw CannotWrite.because(journal, e);
        }
    }

    private static void append(FileChannel all, Path journal) {
        try (FileChannel one = FileChannel.open(journal, StandardOpenOption.READ)) {
            long end = TornTail.endOfLastLine(one, one.size());
            long position = 0;
            while (position < end) {
                position += one.transferTo(position, end - position, all);
            }
        } catch (NoSuchFileException e) {
            // Nothing was answered: the merged run is told apart from a whole one by its missing trials.
        } catch (IOException e) {
            throw new MatrixException(
                    MatrixException.Kind.STORAGE,
                    "Cannot copy " + journal + ": " + AtomicFile.reason(e) + ". Nothing was merged.",
                    e);
        }
    }

    /** A reading view of what is there now. */
    public StoredRun stored() {
        return new StoredRun(draft, json);
    }

    /** Keeps the results and returns what was written. */
    public String saveResults(Results results) {
        Path file = draft.resolve(StoredRun.RESULTS);
        new AtomicFile(file).write(json.document(results));
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new MatrixException(
                    MatrixException.Kind.STORAGE, "Cannot read " + file + ": " + AtomicFile.reason(e) + ".", e);
        }
    }

    /**
     * The run appears under its name.
     *
     * @return its directory
     * @throws MatrixException of kind USAGE when the name was taken meanwhile
     */
    public Path publish() {
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            return target;
        } catch (IOException e) {
            throw Files.exists(target)
                    ? MatrixException.usage(target + " exists by now. Choose another name with --run-id.")
                    : CannotWrite.because(target, e);
        }
    }

    @Override
    public void close() {
        DraftPlaces.remove(draft);
    }
}
