package dev.matrix.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Trial;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    @TempDir
    Path folder;

    private final StoreJson json = new StoreJson();

    private Path file() {
        return folder.resolve("trials.jsonl");
    }

    private List<Trial> readAll() {
        List<Trial> trials = new ArrayList<>();
        new JournalReader(file(), json).read(trials::add);
        return trials;
    }

    @Test
    void keepsEveryFieldOfATrial() {
        List<Trial> written = List.of(Fixtures.trial("1", "B"), Fixtures.failed("2"));
        try (JournalWriter writer = new JournalWriter(file(), json, System::nanoTime)) {
            written.forEach(writer::append);
        }
        assertThat(readAll()).isEqualTo(written);
    }

    @Test
    void keepsHostileTextInOneLine() throws IOException {
        String text = "a\nb\r\u0000\u001b[2J\u2028 \ud83d\ude00 </script> \"quoted\" \\";
        try (JournalWriter writer = new JournalWriter(file(), json, System::nanoTime)) {
            writer.append(Fixtures.trial("1", text));
        }
        assertThat(Files.readAllLines(file())).hasSize(1);
        assertThat(readAll().get(0).deciding().text()).isEqualTo(text);
    }

    @Test
    void isReadableAfterACutAtEveryByteOfTheLastTwoLines() throws IOException {
        List<Trial> written = new ArrayList<>();
        try (JournalWriter writer = new JournalWriter(file(), json, System::nanoTime)) {
            for (int i = 0; i < 3; i++) {
                written.add(Fixtures.trial("item" + i, "höher " + i));
                writer.append(written.get(i));
            }
        }
        byte[] whole = Files.readAllBytes(file());
        int firstEnd = new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        int secondEnd = new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf('\n', firstEnd) + 1;
        for (int cut = firstEnd; cut <= whole.length; cut++) {
            Files.write(file(), Arrays.copyOf(whole, cut));
            List<Trial> before = new ArrayList<>();
            assertThat(new JournalReader(file(), json).read(before::add).count())
                    .as("nothing is called damaged at byte %d", cut)
                    .isZero();
            assertThat(written).as("read at byte %d", cut).startsWith(before.toArray(Trial[]::new));
            try (JournalWriter writer = new JournalWriter(file(), json, System::nanoTime)) {
                writer.append(Fixtures.trial("new", "B"));
            }
            int complete = cut == whole.length ? 3 : cut >= secondEnd ? 2 : 1;
            assertThat(before).hasSizeBetween(complete, complete + 1);
            List<Trial> expected = new ArrayList<>(written.subList(0, complete));
            expected.add(Fixtures.trial("new", "B"));
            assertThat(readAll()).as("cut at byte %d", cut).isEqualTo(expected);
        }
    }

    @Test
    void cutsATornLineThatIsLongerThanABlock() throws IOException {
        Files.writeString(file(), "{}\n" + "x".repeat(20_000));
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            assertThat(TornTail.cut(channel)).isEqualTo(20_000);
        }
        assertThat(Files.readString(file())).isEqualTo("{}\n");
    }

    @Test
    void countsLinesThatCannotBeRead() throws IOException {
        String good = new String(json.line(Fixtures.trial("1", "B")), java.nio.charset.StandardCharsets.UTF_8);
        Files.writeString(file(), good + "\nnot json\n\n" + good + "\n{\"key\":1}\n");
        List<Trial> trials = new ArrayList<>();
        int skipped = new JournalReader(file(), json).read(trials::add).count();
        assertThat(trials).hasSize(2);
        assertThat(skipped).isEqualTo(3);
    }

    @Test
    void numbersTheFirstLineThatCannotBeRead() throws java.io.IOException {
        String good = new String(json.line(Fixtures.trial("1", "B")), java.nio.charset.StandardCharsets.UTF_8);
        java.nio.file.Files.writeString(file(), String.join("\n", good, "{ torn", good, "null", ""));
        List<Trial> read = new java.util.ArrayList<>();
        assertThat(new JournalReader(file(), json).read(read::add)).isEqualTo(new UnreadableLines(file(), 2, 2));
        assertThat(read).hasSize(2);
    }

    @Test
    void doesNotCountALastLineThatIsStillBeingWritten() throws IOException {
        String good = new String(json.line(Fixtures.trial("1", "B")), java.nio.charset.StandardCharsets.UTF_8);
        Files.writeString(file(), good + "\n{ \"torn");
        assertThat(new JournalReader(file(), json).read(trial -> {}).warning()).isEmpty();
        Files.writeString(file(), "garbage\n" + good + "\n{ \"torn");
        assertThat(new JournalReader(file(), json).read(trial -> {}).warning())
                .hasValueSatisfying(text -> assertThat(text).startsWith("Line 1 of " + file() + " cannot be read"));
    }

    @Test
    void readsNothingFromAMissingFile() {
        assertThat(readAll()).isEmpty();
    }

    @Test
    void takesLinesFromManyThreadsWholeAndOnce() throws InterruptedException {
        Set<String> expected = ConcurrentHashMap.newKeySet();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try (JournalWriter writer = new JournalWriter(file(), json, System::nanoTime)) {
            for (int i = 0; i < 400; i++) {
                String id = "item" + i;
                expected.add(id);
                pool.execute(() -> writer.append(Fixtures.trial(id, "reply ".repeat(50))));
            }
            pool.shutdown();
            assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(readAll()).extracting(Trial::item).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void finishesALineOfAnInterruptedThreadAndKeepsTheInterrupt() {
        try (JournalWriter writer = new JournalWriter(file(), json, System::nanoTime)) {
            Thread.currentThread().interrupt();
            writer.append(Fixtures.trial("1", "B"));
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(readAll()).hasSize(1);
    }

    @Test
    void forcesALineThatNothingFollows() {
        AtomicLong now = new AtomicLong();
        List<Long> delays = new ArrayList<>();
        List<Runnable> due = new ArrayList<>();
        ScheduledThreadPoolExecutor forcer = new ScheduledThreadPoolExecutor(1) {
            @Override
            public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
                delays.add(unit.toMillis(delay));
                due.add(task);
                // What is late waits for the test; what is due at once, also through execute, is run.
                return super.schedule(delay == 0 ? task : () -> {}, 0, unit);
            }
        };
        try (JournalWriter writer = new JournalWriter(file(), json, now::get, forcer)) {
            now.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));
            writer.append(Fixtures.trial("1", "B"));
            writer.append(Fixtures.trial("2", "B"));
            assertThat(delays).as("one force for both").containsExactly(1500L);

            due.get(0).run();
            now.addAndGet(TimeUnit.SECONDS.toNanos(9));
            writer.append(Fixtures.trial("3", "B"));
            assertThat(delays).as("after a long silence at once").containsExactly(1500L, 0L);
        }
    }

    @Test
    void refusesALineOfAStragglerAfterItWasClosed() {
        JournalWriter writer = new JournalWriter(file(), json, System::nanoTime);
        writer.append(Fixtures.trial("1", "B"));
        writer.close();

        assertThatThrownBy(() -> writer.append(Fixtures.trial("2", "B"))).isInstanceOf(IllegalStateException.class);
        assertThat(readAll()).hasSize(1);
    }

    @Test
    void tellsThatTheDiskIsFull() {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        JournalWriter writer = new JournalWriter(full, json, System::nanoTime);

        assertThatThrownBy(() -> writer.append(Fixtures.trial("1", "B")))
                .isInstanceOf(MatrixException.class)
                .hasMessage(
                        "Cannot write /dev/full: No space left on device. What was written before is whole; free space"
                                + " and try again.");
        assertThatThrownBy(writer::close).as("nor can it be forced").isInstanceOf(MatrixException.class);
        assertThatThrownBy(() -> writer.append(Fixtures.trial("2", "B")))
                .as("yet it is closed")
                .isInstanceOf(IllegalStateException.class);
    }

    /** A disk with room for so many more bytes. */
    private static final class SmallDisk extends RandomAccessFile {
        private int room;

        SmallDisk(Path path, int room) throws IOException {
            super(path.toFile(), "rw");
            this.room = room;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            int taken = Math.min(room, bytes.length);
            super.write(bytes, 0, taken);
            room -= taken;
            if (taken < bytes.length) {
                throw new IOException("No space left on device");
            }
        }
    }

    @Test
    void keepsEveryLineWhereverTheDiskIsFull() throws IOException {
        Trial first = Fixtures.trial("1", "B");
        int line = json.line(first).length + 1;
        for (int room = line; room < 2 * line; room++) {
            Files.deleteIfExists(file());
            SmallDisk disk = new SmallDisk(file(), room);
            ScheduledThreadPoolExecutor forcer = new ScheduledThreadPoolExecutor(1);
            try (JournalWriter writer = new JournalWriter(file(), json, System::nanoTime, forcer, path -> disk)) {
                writer.append(first);
                assertThatThrownBy(() -> writer.append(Fixtures.trial("2", "B")))
                        .as("with room for %d bytes", room)
                        .isInstanceOf(MatrixException.class)
                        .hasMessageEndingWith("No space left on device. What was written before is whole; free space"
                                + " and try again.");
                assertThat(Files.size(file())).as("what was torn is cut off").isEqualTo(line);

                disk.room = Integer.MAX_VALUE;
                writer.append(Fixtures.trial("3", "B"));
            }
            assertThat(readAll()).containsExactly(first, Fixtures.trial("3", "B"));
        }
    }

    @Test
    void forcesByItsClockAndOnRequest() {
        AtomicLong now = new AtomicLong();
        try (JournalWriter writer = new JournalWriter(file(), json, now::get)) {
            writer.append(Fixtures.trial("1", "B"));
            now.addAndGet(TimeUnit.SECONDS.toNanos(3));
            writer.append(Fixtures.trial("2", "B"));
            writer.force();
        }
        assertThat(readAll()).hasSize(2);
    }

    @Test
    void namesTheFileThatCannotBeOpened() {
        Path missing = folder.resolve("no/such/folder/trials.jsonl");
        assertThatThrownBy(() -> new JournalWriter(missing, json, System::nanoTime))
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining(missing.toString());
    }
}
