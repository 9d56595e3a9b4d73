package dev.matrix.store;

import dev.matrix.domain.ItemSet;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A run as it lies on disk, for reading: nothing is changed or locked, a torn last line of the journal is passed over. */
public final class StoredRun {

    static final String MANIFEST = "manifest.json";
    static final String ITEMS = "items.jsonl";
    static final String TRIALS = "trials.jsonl";
    static final String RESULTS = "results.json";

    private final Path directory;
    private final Manifest manifest;
    private final StoreJson json;

    StoredRun(Path directory, StoreJson json) {
        this.directory = directory;
        this.json = json;
        this.manifest = new ManifestFile(directory.resolve(MANIFEST), json).read();
    }

    public String id() {
        return manifest.runId();
    }

    public Path directory() {
        return directory;
    }

    /** As it was when this object was made. */
    public Manifest manifest() {
        return manifest;
    }

    /** True when the file of the replies is there. */
    public boolean hasJournal() {
        return Files.exists(directory.resolve(TRIALS));
    }

    /** Where the replies lie. */
    public Path journalFile() {
        return directory.resolve(TRIALS);
    }

    /** Where the items lie. */
    public Path itemsFile() {
        return directory.resolve(ITEMS);
    }

    private Path resultsFile() {
        return directory.resolve(RESULTS);
    }

    /**
     * Streams the journal in file order and returns which lines could not be read, for a warning that names them. The last line of a tuple is the one that
     * counts: the caller's rule.
     */
    public UnreadableLines forEachTrial(Consumer<Trial> consumer) {
        return new JournalReader(directory.resolve(TRIALS), json).read(consumer);
    }

    /** The items that the run uses, by benchmark. */
    public Map<String, ItemSet> items() {
        return new ItemsFile(itemsFile(), json).read();
    }

    /** The results, where they are written and can be read: a file that cannot be is replaced like one that is missing. */
    public Optional<Results> readableResults() {
        try {
            return results();
        } catch (MatrixException unreadable) {
            return Optional.empty();
        }
    }

    /** What lm-eval said of each combination, by its id; empty where the native engine asked. */
    public Map<String, LmEvalRecord> lmEval() {
        return new LmEvalFile(directory, json).read();
    }

    /** The results file, if it was written. */
    public Optional<Results> results() {
        try {
            Results found = json.read(Files.readAllBytes(resultsFile()), Results.class);
            if (found.formatVersion() > Results.FORMAT_VERSION) {
                throw unusable("it was written by a newer matrix (format " + found.formatVersion() + ")");
            }
            if (found.formatVersion() < 1) {
                throw unusable("it does not hold what belongs there");
            }
            return Optional.of(found);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unusable(JsonFault.inDocument(e).clause());
        }
    }

    private MatrixException unusable(String clause) {
        return MatrixException.usage(
                resultsFile() + " cannot be read: " + clause + ". 'matrix rescore " + id() + "' rebuilds it.");
    }
}
