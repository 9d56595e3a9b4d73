package dev.matrix.store.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.Call;
import dev.matrix.domain.CallMetrics;
import dev.matrix.domain.Fingerprint;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Reach;
import dev.matrix.domain.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialCacheTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String DIGEST = "abc";
    private static final String VERSION = "0.32.15";

    @TempDir
    Path folder;

    private TrialCache cache() {
        return cache(NOON);
    }

    private TrialCache cache(Instant now) {
        return new TrialCache(folder.resolve("answers"), Clock.fixed(now, ZoneOffset.UTC));
    }

    private static String key(int number) {
        return new Fingerprint().add(number).hex();
    }

    private static CacheEntry entry(int number, String text) {
        return entry(number, text, NOON, "q:0.5b");
    }

    private static CacheEntry entry(int number, String text, Instant at, String model) {
        Call call = new Call("m", text, "", List.of(), CallMetrics.wallOnly(5), "stop", 1, null);
        return new CacheEntry(
                key(number),
                at,
                model,
                DIGEST,
                VERSION,
                "run-1",
                Reach.REACHED,
                "seen in the prompt",
                new Trial(
                        "k" + number,
                        model + "/baseline/toy/t0",
                        "item-" + number,
                        0,
                        null,
                        Protocol.GENERATE,
                        Protocol.GENERATE,
                        at,
                        List.of(call)));
    }

    private void store(CacheEntry... entries) throws IOException {
        try (CacheGroup group = cache().group(DIGEST, VERSION)) {
            for (CacheEntry entry : entries) {
                group.add(entry);
            }
            group.finish("a1", false);
        }
    }

    private Optional<CacheEntry> found(int number) throws IOException {
        try (CacheGroup group = cache().group(DIGEST, VERSION)) {
            return group.read(key(number));
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("answers"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void givesBackWhatWasStoredWhole() throws IOException {
        CacheEntry odd = entry(1, "a \u2028 \"quoted\"\nline\u0000 \ud83d\ude00");
        store(odd, entry(2, "x".repeat(1_000_000)), entry(3, ""));
        assertThat(found(1)).contains(odd);
        assertThat(found(2)).contains(entry(2, "x".repeat(1_000_000)));
        assertThat(found(3)).contains(entry(3, ""));
        assertThat(found(4)).isEmpty();
    }

    @Test
    void keepsModelsAndVersionsApart() throws IOException {
        store(entry(1, "a"));
        try (CacheGroup digest = cache().group("other", VERSION);
                CacheGroup version = cache().group(DIGEST, "0.33.0")) {
            assertThat(digest.size()).isZero();
            assertThat(version.size()).isZero();
            assertThat(version.read(key(1))).isEmpty();
        }
    }

    @Test
    void findsTheNewestAnswer() throws IOException {
        store(entry(1, "old"));
        try (CacheGroup group = cache(NOON.plusSeconds(1)).group(DIGEST, VERSION)) {
            group.add(entry(1, "new"));
            group.finish("a1", false);
        }
        assertThat(found(1)).contains(entry(1, "new"));
    }

    @Test
    void losesNothingButTheTornEntryWhereverAFileIsCut() throws IOException {
        store(entry(1, "first"), entry(2, "second \u00e9\u20ac"), entry(3, "third"));
        Path file = files().get(0);
        byte[] whole = Files.readAllBytes(file);
        for (int length = whole.length; length >= 0; length--) {
            Files.write(file, Arrays.copyOf(whole, length));
            int complete = 0;
            for (int i = 0; i < length; i++) {
                complete += whole[i] == '\n' ? 1 : 0;
            }
            for (int number = 1; number <= 3; number++) {
                assertThat(found(number).isPresent())
                        .as("entry %d of a file cut at %d", number, length)
                        .isEqualTo(number <= complete);
            }
            assertThat(cache().contents().entries()).isEqualTo(complete);
        }
    }

    @Test
    void readsAroundDamage() throws IOException {
        store(entry(1, "first"), entry(2, "second"), entry(3, "third"));
        Path file = files().get(0);
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            byte[] damaged = whole.clone();
            int at = random.nextInt(damaged.length);
            damaged[at] = (byte) random.nextInt(256);
            Files.write(file, damaged);
            int right = 0;
            for (int number = 1; number <= 3; number++) {
                right += found(number).isPresent() ? 1 : 0;
            }
            // A line end that is lost joins two lines; one that comes up parts one.
            assertThat(right).as("byte %d is %d", at, damaged[at]).isGreaterThanOrEqualTo(1);
            assertThat(cache().contents().entries()).isGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void letsManyWriteAndReadAtOnce() throws IOException {
        int writers = 6;
        int each = 200;
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            int first = writer * each;
            running.add(CompletableFuture.runAsync(() -> write(first, each)));
            running.add(CompletableFuture.runAsync(() -> readAll(writers * each)));
        }
        CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
        assertThat(files()).hasSize(writers);
        try (CacheGroup group = cache().group(DIGEST, VERSION)) {
            assertThat(group.size()).isEqualTo(writers * each);
            for (int number = 0; number < writers * each; number++) {
                assertThat(group.read(key(number))).contains(entry(number, "text " + number));
            }
        }
    }

    private void write(int first, int count) {
        try (CacheGroup group = cache().group(DIGEST, VERSION)) {
            for (int number = first; number < first + count; number++) {
                group.add(entry(number, "text " + number));
            }
            group.finish("a1", false);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** What is there while others write is whole. */
    private void readAll(int count) {
        try (CacheGroup group = cache().group(DIGEST, VERSION)) {
            for (int number = 0; number < count; number++) {
                Optional<CacheEntry> found = group.read(key(number));
                if (found.isPresent() && !found.get().equals(entry(number, "text " + number))) {
                    throw new AssertionError("got " + found.get());
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void prunesByAgeAndModel() throws IOException {
        store(
                entry(1, "a", NOON.minus(Duration.ofDays(40)), "q:0.5b"),
                entry(2, "b", NOON.minus(Duration.ofDays(40)), "l:1b"),
                entry(3, "c", NOON, "q:0.5b"));
        PruneRule rule = new PruneRule("q:0.5b", NOON.minus(Duration.ofDays(30)), null);
        Pruned would = cache().prune(rule, true);
        assertThat(would.entries()).isEqualTo(1);
        assertThat(found(1)).isPresent();
        assertThat(cache().prune(rule, false)).isEqualTo(would);
        assertThat(found(1)).isEmpty();
        assertThat(found(2)).isPresent();
        assertThat(found(3)).isPresent();
        assertThat(cache().bytes()).isEqualTo(would.bytesLeft());
    }

    @Test
    void prunesTheOldestUntilTheRestIsSmallEnough() throws IOException {
        CacheEntry[] entries = IntStream.range(0, 50)
                .mapToObj(number -> entry(number, "text", NOON.plusSeconds((number * 7) % 50), "q:0.5b"))
                .toArray(CacheEntry[]::new);
        store(entries);
        long most = cache().bytes() / 2;
        Pruned pruned = cache().prune(new PruneRule(null, null, most), false);
        assertThat(cache().bytes()).isLessThanOrEqualTo(most).isEqualTo(pruned.bytesLeft());
        assertThat(pruned.entriesLeft()).isBetween(23L, 25L);
        CacheContents left = cache().contents();
        assertThat(left.newest()).isEqualTo(NOON.plusSeconds(49));
        assertThat(left.oldest()).isEqualTo(NOON.plusSeconds(50 - pruned.entriesLeft()));
    }

    @Test
    void removesAllAndLeavesNoFiles() throws IOException {
        store(entry(1, "a"));
        store(entry(2, "b"));
        assertThat(cache().prune(new PruneRule(null, null, null), false).entries())
                .isEqualTo(2);
        assertThat(files()).isEmpty();
        assertThat(cache().contents().entries()).isZero();
    }

    @Test
    void leavesAloneWhatIsBeingWritten() throws IOException {
        try (CacheGroup group = cache().group(DIGEST, VERSION)) {
            group.add(entry(1, "a"));
            Pruned pruned = cache().prune(new PruneRule(null, null, null), false);
            assertThat(pruned.inUse()).isEqualTo(1);
            assertThat(pruned.entries()).isZero();
            group.add(entry(2, "b"));
            group.finish("a1", false);
        }
        assertThat(found(1)).isPresent();
        assertThat(found(2)).isPresent();
    }

    @Test
    void hidesWhatIsNotFinished() throws IOException {
        try (CacheGroup group = cache().group(DIGEST, VERSION)) {
            group.add(entry(1, "a"));
            assertThat(found(1)).isEmpty();
            group.drop();
            group.add(entry(2, "b"));
            group.finish("a1", false);
            group.add(entry(3, "c"));
        }
        assertThat(found(1)).isEmpty();
        assertThat(found(2)).isPresent();
        assertThat(found(3)).isEmpty();
        assertThat(files()).hasSize(1);
    }

    @Test
    void removesWhatAKilledRunLeftButNoFileThatSomebodyHasJustMade() throws IOException {
        store(entry(1, "a"));
        Path left = files().get(0).resolveSibling("20260101T000000000-1-0.open");
        Path made = left.resolveSibling("20260101T000000000-2-0.open");
        Files.copy(files().get(0), left);
        Files.createFile(made);
        assertThat(cache().prune(new PruneRule(null, null, null), false).inUse())
                .isZero();
        assertThat(files()).containsExactly(made);
    }

    private void store(String origin, boolean anew, Instant at, CacheEntry... entries) throws IOException {
        try (CacheGroup group = cache(at).group(DIGEST, VERSION)) {
            for (CacheEntry entry : entries) {
                group.add(entry);
            }
            group.finish(origin, anew);
        }
    }

    @Test
    void findsNothingThatANewerRunSaysHoldsNoLonger() throws IOException {
        store("a1", false, NOON, entry(1, "old"), entry(2, "old"));
        store("b2", false, NOON.plusSeconds(1), entry(3, "before the check"));
        store("b2", true, NOON.plusSeconds(2), entry(1, "new"));
        store("c3", false, NOON.plusSeconds(3), entry(4, "later"));
        try (CacheGroup group = cache().group(DIGEST, VERSION)) {
            assertThat(group.read(key(1))).contains(entry(1, "new"));
            assertThat(group.read(key(2))).isEmpty();
            assertThat(group.read(key(3))).isPresent();
            assertThat(group.origin(key(3))).isEqualTo("b2");
            assertThat(group.origin(key(4))).isEqualTo("c3");
            assertThat(group.origin(key(2))).isNull();
        }
    }

    @Test
    void missesWhatWasPrunedAfterItWasIndexed() throws IOException {
        store(entry(1, "a", NOON.minusSeconds(10), "q:0.5b"), entry(2, "b"));
        try (CacheGroup group = cache().group(DIGEST, VERSION)) {
            assertThat(group.origin(key(1))).isEqualTo("a1");
            cache().prune(new PruneRule(null, NOON.minusSeconds(5), null), false);
            assertThat(group.read(key(1))).isEmpty();
            cache().prune(new PruneRule(null, null, null), false);
            assertThat(group.read(key(2))).isEmpty();
        }
    }

    @Test
    void saysWhatIsThereByModel() throws IOException {
        store(entry(1, "a", NOON.minusSeconds(60), "q:0.5b"), entry(2, "b"), entry(3, "c", NOON, "l:1b"));
        CacheContents contents = cache().contents();
        assertThat(contents.entries()).isEqualTo(3);
        assertThat(contents.bytes()).isEqualTo(Files.size(files().get(0)));
        assertThat(contents.oldest()).isEqualTo(NOON.minusSeconds(60));
        assertThat(contents.models())
                .extracting(CacheContents.OfModel::model, CacheContents.OfModel::entries)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("q:0.5b", 2L),
                        org.assertj.core.groups.Tuple.tuple("l:1b", 1L));
    }
}
