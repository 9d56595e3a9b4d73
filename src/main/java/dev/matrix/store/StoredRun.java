package dev.matrix.store;

import dev.matrix.domain.ItemSet;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Trial;
import java.io.IOException;
import java.nio.file.Files;
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
        this.manifest = readManifest(directory, json);
    }

    private static Manifest readManifest(Path directory, StoreJson json) {
        Path file = directory.resolve(MANIFEST);
        try {
            Manifest manifest = json.read(Files.readAllBytes(file), Manifest.class);
            if (manifest.formatVersion() > Manifest.FORMAT_VERSION) {
                throw MatrixException.usage(file + " was written by a newer matrix (format "
                        + manifest.formatVersion() + ", this program reads " + Manifest.FORMAT_VERSION
                        + "). Update matrix to read it.");
            }
            return manifest;
        } catch (java.nio.file.NoSuchFileException e) {
            throw MatrixException.usage(
                    directory + " holds no " + MANIFEST + ", so it is not a run. 'matrix runs' lists the runs.");
        } catch (IOException e) {
            throw MatrixException.usage(file + " cannot be read: " + firstLine(e) + ". Restore it from a backup.");
        }
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown error");
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

    private Path resultsFile() {
        return directory.resolve(RESULTS);
    }

    /** Streams the journal in file order and returns how many lines could not be read. The last line of a tuple is the one that counts: the caller's rule. */
    public int forEachTrial(Consumer<Trial> consumer) {
        return new JournalReader(directory.resolve(TRIALS), json).forEach(consumer);
    }

    /** As {@link #forEachTrial}, but says where the first line stands that could not be read, so that a warning can name it. */
    public UnreadableLines readTrials(Consumer<Trial> consumer) {
        return new JournalReader(directory.resolve(TRIALS), json).read(consumer);
    }

    /** The items that the run uses, by benchmark. */
    public Map<String, ItemSet> items() {
        return new ItemsFile(directory.resolve(ITEMS), json).read();
    }

    /** What lm-eval said of each combination, by its id; empty where the native engine asked. */
    public Map<String, LmEvalRecord> lmEval() {
        return new LmEvalFile(directory, json).read();
    }

    /** The results file, if it was written. */
    public Optional<Results> results() {
        try {
            return Optional.of(json.read(Files.readAllBytes(resultsFile()), Results.class));
        } catch (java.nio.file.NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw MatrixException.usage(resultsFile() + " cannot be read: " + firstLine(e) + ". 'matrix rescore " + id()
                    + "' rebuilds it.");
        }
    }
}
