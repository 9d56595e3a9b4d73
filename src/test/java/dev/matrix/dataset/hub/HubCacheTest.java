package dev.matrix.dataset.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.matrix.HeardTransfers;
import dev.matrix.dataset.hub.HubException.Reason;
import dev.matrix.hub.HubServer;
import dev.matrix.hub.HubServer.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is kept, and what is taken for the file that is meant. */
class HubCacheTest extends HubLab {

    @Test
    void fetchesIntoTheLayoutOfTheHubsOwnTools() throws IOException {
        Path file = fetch();

        assertThat(file)
                .isEqualTo(cache().resolve("datasets--some--set/snapshots")
                        .resolve(REVISION)
                        .resolve(PATH));
        assertThat(Files.readSymbolicLink(file))
                .isEqualTo(Path.of("../../../blobs").resolve(HubServer.sha256(content)));
        assertThat(blob()).hasBinaryContent(content);
        assertThat(incomplete()).doesNotExist();
        assertThat(heard.heard()).hasSize(2).last().isEqualTo("ended");
        assertThat(heard.heard().get(0))
                .startsWith("announced: Fetching toy: some/set at 0123456789ab, 0.0 MB in 1 file, licence MIT, from "
                        + server.endpoint());
        assertThat(heard.bytes()).isEqualTo(content.length);
    }

    @Test
    void usesWhatIsThereWithoutAsking() {
        fetch();
        int asked = server.seen().size();
        HubSettings offline = new HubSettings(server.endpoint(), null, cache(), folder.resolve("receipts"), true);

        assertThat(fetch(hub(offline, Sink.disk()), set())).hasBinaryContent(content);
        assertThat(server.seen()).hasSize(asked);
    }

    /** As Python's huggingface_hub leaves it. */
    @Test
    void usesWhatOtherToolsHaveFetched() throws IOException {
        Path link = cache().resolve("datasets--some--set/snapshots")
                .resolve(REVISION)
                .resolve(PATH);
        Files.createDirectories(link.getParent());
        Files.createDirectories(blob().getParent());
        Files.write(blob(), content);
        Files.createSymbolicLink(link, Path.of("../../../blobs").resolve(blob().getFileName()));

        assertThat(fetch()).isEqualTo(link);
        assertThat(server.seen()).isEmpty();
    }

    @Test
    void saysWhatIsMissingWhenOffline() {
        HubSettings offline = new HubSettings(server.endpoint(), null, cache(), folder.resolve("receipts"), true);

        assertThatThrownBy(() -> fetch(hub(offline, Sink.disk()), set()))
                .hasMessage("toy (some/set: " + PATH + ") is not in " + cache()
                        + ", and being offline (--offline or HF_HUB_OFFLINE) nothing is fetched.");
        assertThat(server.seen()).isEmpty();
    }

    @Test
    void takesAFileOfAnotherHashWhoseRowsFitAndSaysSo() {
        Path file = fetch(hub(), set("0".repeat(64), null));

        assertThat(file).hasBinaryContent(content);
        assertThat(heard.heard())
                .anyMatch(line -> line.startsWith("warned: hf://datasets/some/set@" + REVISION + "/" + PATH)
                        && line.contains("has SHA-256 " + HubServer.sha256(content) + ", not 0000")
                        && line.contains("its 300 rows and its columns fit, so it is used and written down"));
        assertThat(folder.resolve("receipts/some--set").resolve(REVISION).resolve(PATH.replace("/", "--") + ".json"))
                .content()
                .contains(HubServer.sha256(content), "2026-01-01T00:00:00Z", "\"rows\" : 300");
    }

    @Test
    void usesAFileWithoutAPlaceForItsReceipt() throws IOException {
        Files.writeString(folder.resolve("receipts"), "in the way");

        assertThat(fetch()).hasBinaryContent(content);
        assertThat(heard.heard())
                .anyMatch(line -> line.startsWith("warned: " + folder.resolve("receipts"))
                        && line.contains("another file under the same name would not be noticed next time"));
    }

    @Test
    void looksIntoAFileOnceUntilItChanges() throws IOException {
        try (Hub hub = hub()) {
            hub.require(set(), set().files());
            FileTime before = Files.getLastModifiedTime(blob());
            Files.write(blob(), new byte[content.length]);
            Files.setLastModifiedTime(blob(), before);
            hub.require(set(), set().files());

            assertThat(heard.heard()).noneMatch(line -> line.contains("is damaged"));

            Files.setLastModifiedTime(blob(), FileTime.fromMillis(before.toMillis() + 5000));
            hub.require(set(), set().files());

            assertThat(heard.heard()).anyMatch(line -> line.contains("is damaged"));
            assertThat(blob()).hasBinaryContent(content);
        }
    }

    @Test
    void refusesAnotherFileThanTheFirst() throws IOException {
        fetch();
        emptyCache();
        server.put(REPOSITORY, REVISION, PATH, parquet(ROWS, "other"));

        HubException failure = failure();

        assertThat(failure.reason()).isEqualTo(Reason.DIFFERENT);
        assertThat(failure)
                .hasMessageContaining("is another file (SHA-256 ")
                .hasMessageContaining("than the one first used on 2026-01-01T00:00:00Z (" + HubServer.sha256(content))
                .hasMessageContaining("If you trust the new one, remove " + folder.resolve("receipts"));
        assertThat(blob()).doesNotExist();
    }

    private void emptyCache() throws IOException {
        try (Stream<Path> files = Files.walk(cache())) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void refusesAFileWithOtherRowsOrColumns() {
        server.put(REPOSITORY, REVISION, PATH, parquet(ROWS - 1, "row"));
        assertThat(failure()).hasMessageContaining("it has 299 rows instead of 300. It is not used.");

        PinnedSet other = new PinnedSet(
                "toy",
                REPOSITORY,
                pinned(REVISION),
                pinned("MIT"),
                null,
                List.of(new PinnedFile(
                        "items",
                        PATH,
                        "test",
                        pinned((long) ROWS - 1),
                        pinned(Map.of("question", "int", "choices", "list<string>")),
                        null,
                        null)));
        assertThatThrownBy(() -> fetch(hub(), other))
                .hasMessageContaining(
                        "its columns are others: {choices=nothing instead of list<string>, question=string instead of int}");
        assertThat(cache().resolve("datasets--some--set/snapshots")).doesNotExist();
    }

    @Test
    void fetchesADamagedCachedFileAgain() throws IOException {
        fetch();
        byte[] rotten = content.clone();
        rotten[300] ^= 4;
        Files.write(blob(), rotten);

        assertThat(fetch()).hasBinaryContent(content);
        assertThat(heard.heard()).anyMatch(line -> line.contains(" is damaged: its content has another hash"));
    }

    @Test
    void sharesOneDownloadAmongThoseWhoWantItAtOnce() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        server.storageFaults(Fault.held(begun, go));
        CompletableFuture<Void> waited = new CompletableFuture<>();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Path> first = threads.submit(() -> fetch(hub(), set()));
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
            Hub second = new Hub(
                    settings(),
                    new HeardTransfers(),
                    new Hub.Tools(
                            time -> {
                                waited.complete(null);
                                ended(first);
                            },
                            new Random(1),
                            clock,
                            Sink.disk()));
            Future<Path> other = threads.submit(() -> fetch(second, set()));
            waited.get(30, TimeUnit.SECONDS);
            go.countDown();

            assertThat(other.get(30, TimeUnit.SECONDS)).isEqualTo(first.get()).hasBinaryContent(content);
            assertThat(server.gets("storage")).isEqualTo(1);
        } finally {
            go.countDown();
            threads.shutdownNow();
        }
    }

    private static void ended(Future<Path> work) throws InterruptedException {
        try {
            work.get(30, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void saysWhereItMayNotWrite() throws IOException {
        Files.createDirectories(folder.resolve("cache"));
        Files.writeString(folder.resolve("cache/.locks"), "in the way");

        assertThat(failure().reason()).isEqualTo(Reason.DISK);
        assertThat(failure()).hasMessageContaining("cannot be written to " + cache());
    }
}
