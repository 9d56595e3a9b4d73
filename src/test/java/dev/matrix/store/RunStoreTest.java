package dev.matrix.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Reach;
import dev.matrix.domain.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStoreTest {

    @TempDir
    Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private RunStore store;

    @BeforeEach
    void makeStore() {
        store = new RunStore(folder.resolve("results"), folder.resolve("checkpoints"), nanos::get);
    }

    @Test
    void showsADraftOnlyWhenItIsPublished() throws IOException {
        RunDirectory first = store.create(Fixtures.manifest("r1"));
        first.close();
        Files.writeString(first.directory().resolve("trials.jsonl"), "one\ntwo\ntor");
        try (RunDraft draft = store.draft("r2")) {
            draft.saveManifest(Fixtures.manifest("r2"));
            draft.saveJournal(List.of(first.stored(), first.stored()));
            assertThat(store.exists("r2")).isFalse();
            assertThat(store.list()).extracting(RunListing::id).containsExactly("r1");
            draft.publish();
        }
        assertThat(store.exists("r2")).isTrue();
        assertThat(Files.readString(folder.resolve("results/r2/trials.jsonl"))).isEqualTo("one\ntwo\none\ntwo\n");
    }

    @Test
    void leavesNothingOfADraftThatWasNotPublished() throws IOException {
        try (RunDraft draft = store.draft("r1")) {
            draft.saveManifest(Fixtures.manifest("r1"));
        }
        try (Stream<Path> left = Files.list(folder.resolve("results"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void givesADraftTheRightsOfAnyOtherDirectory() throws IOException {
        store.create(Fixtures.manifest("r1")).close();
        try (RunDraft draft = store.draft("r2")) {
            draft.saveManifest(Fixtures.manifest("r2"));
            draft.publish();
        }
        assertThat(Files.getPosixFilePermissions(folder.resolve("results/r2")))
                .isEqualTo(Files.getPosixFilePermissions(folder.resolve("results/r1")));
    }

    @Test
    void removesDraftsOfThatNameWhoseProcessIsGone() throws IOException {
        long gone = Long.MAX_VALUE / 10;
        Path left = Files.createDirectories(folder.resolve("results/.r1~" + gone + "~1"));
        Files.writeString(left.resolve("trials.jsonl"), "half");
        Path other = Files.createDirectories(folder.resolve("results/.r12~" + gone + "~1"));
        Path alive = Files.createDirectories(
                folder.resolve("results/.r1~" + ProcessHandle.current().pid() + "~1"));
        store.draft("r1").close();
        assertThat(left).doesNotExist();
        assertThat(other).exists();
        assertThat(alive).exists();
    }

    @Test
    void beginsNoDraftWhoseDirectoryHoldsSomething() throws IOException {
        Path target = Files.createDirectories(folder.resolve("results/r1"));
        store.draft("r1").close();
        Files.writeString(target.resolve(RunLock.FILE), "");
        assertThatThrownBy(() -> store.draft("r1"))
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining("it holds " + RunLock.FILE);
    }

    @Test
    void publishesNoDraftOverARunThatWasMadeMeanwhile() throws IOException {
        try (RunDraft draft = store.draft("r1")) {
            draft.saveManifest(Fixtures.manifest("r1"));
            store.create(Fixtures.manifest("r1").withWarning("other", Fixtures.NOON))
                    .close();
            assertThatThrownBy(draft::publish)
                    .isInstanceOf(MatrixException.class)
                    .hasMessageContaining("exists");
        }
        assertThat(store.read("r1").manifest().warnings()).containsExactly("other");
        assertThatThrownBy(() -> store.draft("r1")).hasMessageContaining("Run r1 exists");
    }

    @Test
    void letsNoStragglerChangeARunThatWasClosed() throws IOException {
        RunDirectory run = store.create(Fixtures.manifest("r1"));
        run.close();
        Path manifest = run.directory().resolve("manifest.json");
        String before = Files.readString(manifest);

        assertThatThrownBy(() -> run.updateManifest(each -> each.withWarning("late", Fixtures.NOON)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> run.saveCheckpoint(1, () -> checkpoint("a")))
                .isInstanceOf(IllegalStateException.class);
        run.close();

        assertThat(Files.readString(manifest)).isEqualTo(before);
        assertThat(folder.resolve("checkpoints/r1.json")).doesNotExist();
    }

    @Test
    void writesNoCheckpointAheadOfAJournalThatCannotBeForced() throws IOException {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        Path directory = Files.createDirectory(folder.resolve("r1"));
        Files.createSymbolicLink(directory.resolve("trials.jsonl"), full);
        Path saved = folder.resolve("r1.json");
        RunDirectory run = new RunDirectory(
                directory,
                saved,
                Fixtures.manifest("r1"),
                new RunLocks().take(directory, "r1"),
                new StoreJson(),
                System::nanoTime);

        assertThatThrownBy(() -> run.saveCheckpoint(1, () -> checkpoint("a"))).isInstanceOf(MatrixException.class);

        assertThat(saved).doesNotExist();
        assertThatThrownBy(run::close).isInstanceOf(MatrixException.class);
        new RunLocks().take(directory, "r1").close();
    }

    private Checkpoint checkpoint(String completed) {
        return new Checkpoint(
                1, "r1", Fixtures.NOON, List.of(completed), List.of("b"), Map.of(completed, Fixtures.cell(0.0)));
    }

    @Test
    void keepsAWholeRun() {
        try (RunDirectory run = store.create(Fixtures.manifest("r1"))) {
            run.saveItems(List.of(Fixtures.items()));
            run.append(Fixtures.trial("1", "B"));
            run.append(Fixtures.failed("2"));
            run.force();
        }
        StoredRun read = store.read("r1");
        List<Trial> trials = new ArrayList<>();
        assertThat(read.forEachTrial(trials::add).count()).isZero();
        assertThat(trials).containsExactly(Fixtures.trial("1", "B"), Fixtures.failed("2"));
        assertThat(read.items()).containsExactly(Map.entry("toy", Fixtures.items()));
        assertThat(read.manifest()).isEqualTo(Fixtures.manifest("r1"));
        assertThat(read.results()).isEmpty();
    }

    @Test
    void refusesToWriteOverARun() {
        store.create(Fixtures.manifest("r1")).close();
        assertThatThrownBy(() -> store.create(Fixtures.manifest("r1")))
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining("--resume r1")
                .hasMessageContaining("--run-id");
    }

    @Test
    void refusesADirectoryThatLostItsManifest() throws IOException {
        Path directory = Files.createDirectories(folder.resolve("results/r1"));
        Files.writeString(directory.resolve("trials.jsonl"), "{}\n");
        Files.writeString(directory.resolve("items.jsonl"), "precious");
        assertThatThrownBy(() -> store.create(Fixtures.manifest("r1")))
                .isInstanceOfSatisfying(
                        MatrixException.class, e -> assertThat(e.kind()).isEqualTo(MatrixException.Kind.USAGE))
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("--run-id")
                .hasMessageContaining("remove the directory");
        assertThat(directory.resolve("lock")).doesNotExist();
        assertThat(directory.resolve("manifest.json")).doesNotExist();
        assertThat(directory.resolve("items.jsonl")).hasContent("precious");
    }

    @Test
    void takesADirectoryThatHoldsAFreeLockOnly() throws IOException {
        Path directory = Files.createDirectories(folder.resolve("results/r1"));
        Files.writeString(directory.resolve("lock"), "process 999999");
        store.create(Fixtures.manifest("r1")).close();
        assertThat(directory.resolve("manifest.json")).exists();
    }

    @Test
    void beginsAnewWhereAProcessDiedBeforeTheFirstManifest() throws IOException {
        Path directory = Files.createDirectories(folder.resolve("results/r1"));
        Files.writeString(directory.resolve("lock"), "process 999999");
        Files.writeString(directory.resolve("manifest.json.tmp"), "{\"format_ver");
        store.create(Fixtures.manifest("r1")).close();
        assertThat(store.read("r1").manifest()).isEqualTo(Fixtures.manifest("r1"));
        assertThat(directory.resolve("manifest.json.tmp")).doesNotExist();
    }

    @Test
    void knowsItsOwnLockByEachWayToTheDirectory() throws IOException {
        Files.createDirectories(folder.resolve("results"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("results"));
        try (RunDirectory run = store.create(Fixtures.manifest("r1"))) {
            Path otherWay = link.resolve("r1");
            assertThatThrownBy(() -> store.open(otherWay.toString()))
                    .hasMessageContaining("Run r1 is being written by " + RunLock.thisProcess());
            assertThat(run.id()).isEqualTo("r1");
        }
        RunLocks locks = new RunLocks();
        RunLock lock = locks.take(folder.resolve("results/r1"), "r1");
        assertThat(locks.isHeld(link.resolve("r1"))).isTrue();
        assertThatThrownBy(() -> locks.take(link.resolve("r1"), "r1")).hasMessageContaining(RunLock.thisProcess());
        lock.close();
        assertThat(locks.isHeld(link.resolve("r1"))).isFalse();
    }

    @Test
    void listsARunWhoseProcessDiedAsInterrupted() {
        try (RunDirectory run = store.create(Fixtures.manifest("r1"))) {
            RunListing alive = store.list().get(0);
            assertThat(alive.alive()).isTrue();
            assertThat(alive.manifest()).isEqualTo(run.manifest());
        }
        RunListing dead = store.list().get(0);
        assertThat(dead.alive()).isFalse();
        assertThat(dead.manifest()).isEqualTo(Fixtures.manifest("r1").withState(RunState.INTERRUPTED, Fixtures.NOON));
        assertThat(store.read("r1").manifest().state()).isEqualTo(RunState.RUNNING);
    }

    /** Linux lists the locks of all processes; a lock of POSIX is lost when its own process closes the file anywhere. */
    @Test
    void keepsItsLockWhateverItsOwnProcessAsks() throws IOException {
        Path locks = Path.of("/proc/locks");
        assumeThat(locks).isReadable();
        try (RunDirectory run = store.create(Fixtures.manifest("r1"))) {
            String lock = " POSIX  ADVISORY  WRITE " + ProcessHandle.current().pid() + " ";
            String inode = ":" + Files.getAttribute(run.directory().resolve("lock"), "unix:ino") + " ";
            Condition<String> held =
                    new Condition<>(line -> line.contains(lock) && line.contains(inode), "the lock of the run");
            assumeThat(Files.readAllLines(locks)).haveExactly(1, held);
            assertThat(store.list().get(0).alive()).isTrue();
            assertThatThrownBy(() -> store.open("r1")).isInstanceOf(MatrixException.class);
            assertThat(Files.readAllLines(locks)).haveExactly(1, held);
        }
    }

    @Test
    void letsOnlyOneWriterIn() {
        try (RunDirectory first = store.create(Fixtures.manifest("r1"))) {
            assertThatThrownBy(() -> store.open("r1"))
                    .isInstanceOf(MatrixException.class)
                    .hasMessageContaining("being written by process "
                            + ProcessHandle.current().pid());
            assertThat(first.id()).isEqualTo("r1");
        }
        store.open("r1").close();
    }

    @Test
    void ignoresALockFileWhoseOwnerIsDead() throws IOException {
        store.create(Fixtures.manifest("r1")).close();
        // One that is gone, one that has its number now, another machine's, and what no program wrote.
        for (String owner : List.of(
                "process 999999", "process " + ProcessHandle.current().pid(), "process 1 on elsewhere", "", "\u0000")) {
            Files.writeString(folder.resolve("results/r1/lock"), owner);
            store.open("r1").close();
        }
    }

    @Test
    void opensByPathToo() {
        store.create(Fixtures.manifest("r1")).close();
        assertThat(store.read(folder.resolve("results/r1").toString()).id()).isEqualTo("r1");
    }

    @Test
    void saysWhenOnlyTheCheckpointIsLeft() throws IOException {
        Files.createDirectories(folder.resolve("checkpoints"));
        Files.writeString(folder.resolve("checkpoints/gone.json"), "{}");
        assertThatThrownBy(() -> store.open("gone"))
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining("gone.json")
                .hasMessageContaining("there is no run 'gone' in " + folder.resolve("results"))
                .hasMessageContaining("name its place with --results-dir")
                .hasMessageContaining("restore it");
    }

    @Test
    void saysWhenThereIsNoSuchRun() {
        assertThatThrownBy(() -> store.read("nothing"))
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining("no run 'nothing'")
                .hasMessageContaining("matrix runs");
    }

    @Test
    void refusesNamesThatLeaveTheDirectory() {
        for (String bad : List.of("../x", "a/b", "", ".hidden", "a b", "x".repeat(101))) {
            assertThatThrownBy(() -> RunStore.checkedRunId(bad))
                    .as(bad)
                    .isInstanceOf(MatrixException.class)
                    .hasMessageContaining("--run-id");
        }
    }

    @Test
    void refusesAManifestOfANewerProgram() throws IOException {
        store.create(Fixtures.manifest("r1")).close();
        Path file = folder.resolve("results/r1/manifest.json");
        Files.writeString(file, Files.readString(file).replace("\"format_version\" : 1", "\"format_version\" : 99"));
        assertThatThrownBy(() -> store.read("r1"))
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining("newer matrix")
                .hasMessageContaining("99");
    }

    @Test
    void listsRunsNewestFirstAndUnreadableOnesWithTheirError() throws IOException {
        store.create(Fixtures.manifest("old")).close();
        try (RunDirectory run = store.create(Fixtures.manifest("new"))) {
            run.updateManifest(manifest -> manifest.withState(RunState.INTERRUPTED, Fixtures.NOON.plusSeconds(60)));
            run.saveCheckpoint(2, () -> checkpoint("a"));
        }
        Files.createDirectories(folder.resolve("results/broken"));
        Files.writeString(folder.resolve("results/broken/manifest.json"), "{ torn");
        List<RunListing> runs = store.list();
        assertThat(runs).extracting(RunListing::id).containsExactly("new", "old", "broken");
        assertThat(runs.get(0).completed()).isEqualTo(1);
        assertThat(runs.get(0).remaining()).isEqualTo(1);
        assertThat(runs.get(1).completed()).isEqualTo(-1);
        assertThat(runs.get(2).error()).contains("manifest.json").contains("cannot be read");
    }

    @Test
    void findsTheNewestUnfinishedRun() {
        assertThat(store.newestUnfinished()).isEmpty();
        int second = 0;
        for (RunState state : RunState.values()) {
            Instant changed = Fixtures.NOON.plusSeconds(second++);
            try (RunDirectory run = store.create(Fixtures.manifest(state.name()))) {
                run.updateManifest(manifest -> manifest.withState(state, changed));
            }
        }
        assertThat(store.newestUnfinished()).contains("INCOMPLETE");
    }

    @Test
    void passesOverARunThatIsBeingWritten() {
        store.create(Fixtures.manifest("left")).close();
        try (RunDirectory busy = store.create(Fixtures.manifest("busy"))) {
            busy.updateManifest(manifest -> manifest.withWarning("late", Fixtures.NOON.plusSeconds(60)));
            assertThat(store.newestUnfinished()).contains("left");
        }
        assertThat(store.newestUnfinished()).contains("busy");
    }

    @Test
    void givesEachNameOnce() {
        assertThat(store.claim("20260102-120000")).isEqualTo("20260102-120000");
        assertThat(store.claim("20260102-120000")).isEqualTo("20260102-120000-2");
        store.create(Fixtures.manifest("20260102-120000-3")).close();
        assertThat(store.claim("20260102-120000")).isEqualTo("20260102-120000-4");
        store.create(Fixtures.manifest("20260102-120000")).close();
    }

    @Test
    void keepsTheCheckpointOfARunElsewhereBesideIt() throws IOException {
        try (RunDirectory own = store.create(Fixtures.manifest("r1"))) {
            own.saveCheckpoint(2, () -> checkpoint("own"));
        }
        Path elsewhere = folder.resolve("elsewhere");
        new RunStore(elsewhere, folder.resolve("more"), System::nanoTime)
                .create(Fixtures.manifest("r1"))
                .close();
        try (RunDirectory other = store.open(elsewhere.resolve("r1").toString())) {
            other.saveCheckpoint(2, () -> checkpoint("other"));
        }
        assertThat(store.checkpoint("r1").orElseThrow().completed()).containsExactly("own");
        assertThat(elsewhere.resolve("r1/checkpoint.json")).content().contains("other");
    }

    @Test
    void keepsTheCheckpointOfACopiedRunBesideTheCopy() throws IOException {
        try (RunDirectory own = store.create(Fixtures.manifest("r1"))) {
            own.saveCheckpoint(2, () -> checkpoint("own"));
        }
        Path copy = Files.createDirectories(folder.resolve("results/copy"));
        Files.copy(folder.resolve("results/r1/manifest.json"), copy.resolve("manifest.json"));
        try (RunDirectory other = store.open("copy")) {
            other.saveCheckpoint(2, () -> checkpoint("other"));
        }
        assertThat(store.checkpoint("r1").orElseThrow().completed()).containsExactly("own");
        assertThat(copy.resolve("checkpoint.json")).content().contains("other");
    }

    @Test
    void keepsTheCheckpointOfARunNamedByItsPathWhereItWas() {
        store.create(Fixtures.manifest("r1")).close();
        try (RunDirectory run = store.open(folder.resolve("results/./r1").toString())) {
            run.saveCheckpoint(2, () -> checkpoint("a"));
        }
        assertThat(store.checkpoint("r1").orElseThrow().completed()).containsExactly("a");
    }

    @Test
    void keepsWhatIsObservedOnceEach() {
        Instant later = Fixtures.NOON.plusSeconds(5);
        try (RunDirectory run = store.create(Fixtures.manifest("r1"))) {
            run.updateManifest(manifest -> manifest.withProtocol(
                            new Manifest.ProtocolRecord("m", "toy", Protocol.LOGPROB, "first"), later)
                    .withProtocol(new Manifest.ProtocolRecord("m", "toy", Protocol.GENERATE, "second"), later)
                    .withReach(new Manifest.ReachRecord("m", "p", Reach.UNKNOWN, "?"), later)
                    .withReach(new Manifest.ReachRecord("m", "p", Reach.DEFAULT_INJECTED, "seen"), later)
                    .withLoad(new Manifest.LoadRecord("m", 4096, 1, 1, 2.5, later), later)
                    .withWarning("careful", later)
                    .withWarning("careful", later));
        }
        Manifest read = store.read("r1").manifest();
        assertThat(read.protocols()).extracting(Manifest.ProtocolRecord::reason).containsExactly("second");
        assertThat(read.reach()).extracting(Manifest.ReachRecord::reach).containsExactly(Reach.DEFAULT_INJECTED);
        assertThat(read.loads()).hasSize(1);
        assertThat(read.warnings()).containsExactly("careful");
        assertThat(read.updatedAt()).isEqualTo(later);
    }

    @Test
    void writesEachCheckpointOfASmallRun() {
        try (RunDirectory run = store.create(Fixtures.manifest("r1"))) {
            run.saveCheckpoint(2, () -> checkpoint("a"));
            run.saveCheckpoint(2, () -> checkpoint("b"));
            assertThat(store.checkpoint("r1").orElseThrow().completed()).containsExactly("b");
        }
    }

    @Test
    void holdsCheckpointsOfALargeRunBackAndWritesTheLastOnClose() {
        try (RunDirectory run = store.create(Fixtures.manifest("r1"))) {
            run.saveCheckpoint(201, () -> checkpoint("a"));
            run.saveCheckpoint(201, () -> checkpoint("b"));
            assertThat(store.checkpoint("r1").orElseThrow().completed()).containsExactly("a");
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
            run.saveCheckpoint(201, () -> checkpoint("c"));
            assertThat(store.checkpoint("r1").orElseThrow().completed()).containsExactly("c");
            run.saveCheckpoint(201, () -> checkpoint("d"));
        }
        assertThat(store.checkpoint("r1").orElseThrow().completed()).containsExactly("d");
    }

    @Test
    void treatsATornOrNewerCheckpointAsMissing() throws IOException {
        store.create(Fixtures.manifest("r1")).close();
        Files.writeString(folder.resolve("checkpoints/r1.json"), "{\"format_version\":1,");
        assertThat(store.checkpoint("r1")).isEmpty();
        Files.writeString(
                folder.resolve("checkpoints/r1.json"),
                "{\"format_version\":2,\"run_id\":\"r1\",\"completed\":[],\"remaining\":[],\"results\":{}}");
        assertThat(store.checkpoint("r1")).isEmpty();
    }

    @Test
    void leavesNoTemporaryFileBehind() throws IOException {
        try (RunDirectory run = store.create(Fixtures.manifest("r1"))) {
            run.saveItems(List.of(Fixtures.items()));
            run.saveCheckpoint(1, () -> checkpoint("a"));
        }
        try (var files = Files.walk(folder)) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    @Test
    void saysWhichDirectoryCannotBeMade() throws IOException {
        Files.writeString(folder.resolve("results"), "a file in the way");
        assertThatThrownBy(() -> store.create(Fixtures.manifest("r1")))
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining("--results-dir");
    }

    @Test
    void saysWhenItemsAreMissingOrTorn() throws IOException {
        store.create(Fixtures.manifest("r1")).close();
        StoredRun run = store.read("r1");
        assertThatThrownBy(run::items).isInstanceOf(MatrixException.class).hasMessageContaining("items.jsonl");
        Files.writeString(
                folder.resolve("results/r1/items.jsonl"),
                "{\"kind\":\"item\",\"benchmark\":\"toy\",\"header\":null,\"item\":null}\n");
        assertThatThrownBy(run::items).hasMessageContaining("line 1 belongs to no set");
    }

    @Test
    void namesAResultsFileThatCannotBeRead() throws IOException {
        store.create(Fixtures.manifest("r1")).close();
        Files.writeString(folder.resolve("results/r1/results.json"), "{");
        assertThatThrownBy(() -> store.read("r1").results())
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining("matrix rescore r1");
    }
}
