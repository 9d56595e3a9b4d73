package dev.matrix.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.matrix.domain.MatrixException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreErrorsTest {

    @TempDir
    Path folder;

    private final StoreJson json = new StoreJson();

    @Test
    void namesAFileWhoseDirectoryCannotBeMade() throws IOException {
        Path obstacle = Files.writeString(folder.resolve("file"), "in the way");
        Path target = obstacle.resolve("manifest.json");
        assertThatThrownBy(() -> new AtomicFile(target).write(new byte[] {1}))
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining("Cannot write " + target)
                .hasMessageEndingWith("What was written before is whole; make the place writable and try again.");
        assertThat(Files.readString(obstacle)).isEqualTo("in the way");
    }

    @Test
    void replacesAFileFromAnInterruptedThreadAndKeepsTheInterrupt() throws IOException {
        Path target = folder.resolve("results.json");
        Thread.currentThread().interrupt();
        new AtomicFile(target).write("whole".getBytes(StandardCharsets.UTF_8));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Files.readString(target)).isEqualTo("whole");
    }

    @Test
    void leavesNothingBehindWhenAFileCannotBeReplaced() throws IOException {
        Path target = folder.resolve("taken");
        Files.createDirectories(target.resolve("child"));
        assertThatThrownBy(() -> new AtomicFile(target).write(new byte[] {1}))
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining(target.toString());
        assertThat(folder.resolve("taken.tmp")).doesNotExist();
        assertThat(target.resolve("child")).isDirectory();
    }

    @Test
    void saysOfEachFileWhatAFullDiskMeans() {
        assertThat(CannotWrite.because(Path.of("results.json"), new IOException("No space left on device")))
                .hasMessage("Cannot write results.json: No space left on device. What was written before is whole; free"
                        + " space and try again.");
    }

    @Test
    void namesALockThatCannotBeTaken() throws IOException {
        Path lock = Files.createDirectory(folder.resolve("lock"));
        assertThatThrownBy(() -> new RunLocks().take(folder, "r1"))
                .isInstanceOf(MatrixException.class)
                .hasMessageStartingWith("Cannot lock " + lock + ": ")
                .hasMessageEndingWith(
                        "Nothing was changed; make the place writable and try again, or work on a copy of the run.");
    }

    /** Whoever only looks whether a run is being written holds its lock for a moment. */
    @Test
    void waitsForALockThatIsHeldForAMoment() throws IOException {
        Path file = Files.createFile(folder.resolve("lock"));
        try (FileChannel looking = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            FileLock held = looking.lock();
            List<String> pauses = new ArrayList<>();
            RunLock.take(file, "r1", () -> {}, () -> {
                        pauses.add("pause");
                        release(held);
                    })
                    .close();
            assertThat(pauses).hasSize(1);
        }
    }

    private static void release(FileLock lock) {
        try {
            lock.release();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void saysWhatCannotBeWrittenAsJson() {
        assertThatThrownBy(() -> json.line(new Object()))
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining("Object");
    }

    @Test
    void refusesValuesThatNoEnumAndNoClockKnows() {
        String good = new String(json.line(Fixtures.manifest("r1")), StandardCharsets.UTF_8);
        assertThatThrownBy(() -> json.read(good.replace("\"running\"", "\"sleeping\""), Manifest.class))
                .hasMessageContaining("sleeping");
        assertThatThrownBy(() -> json.read(good.replace("2026-01-02T12:00:00Z", "yesterday"), Manifest.class))
                .hasMessageContaining("yesterday");
    }

    @Test
    void saysThatADirectoryIsNoRun() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("other"));
        assertThatThrownBy(() -> new StoredRun(directory, json))
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining("so it is not a run");
    }

    @Test
    void namesAJournalThatCannotBeRead() throws IOException {
        Path journal = Files.createDirectory(folder.resolve("trials.jsonl"));
        assertThatThrownBy(() -> new JournalReader(journal, json).read(trial -> {}))
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining("Cannot read " + journal);
    }
}
