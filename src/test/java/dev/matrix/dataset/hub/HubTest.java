package dev.matrix.dataset.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.matrix.HeardTransfers;
import dev.matrix.dataset.hub.HubException.Reason;
import dev.matrix.hub.HubServer;
import dev.matrix.hub.HubServer.Fault;
import dev.matrix.hub.ParquetText;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubTest {

    private static final String REPOSITORY = "some/set";
    private static final String REVISION = "0123456789abcdef0123456789abcdef01234567";
    private static final String PATH = "main/test-00000-of-00001.parquet";
    private static final int ROWS = 300;

    @TempDir
    Path folder;

    private final HeardTransfers heard = new HeardTransfers();
    private final List<Duration> slept = new ArrayList<>();
    private final Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private HubServer server;
    private byte[] content;

    @BeforeEach
    void start() {
        content = parquet(ROWS, "row");
        server = HubServer.start();
        server.put(REPOSITORY, REVISION, PATH, content);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private byte[] parquet(int rows, String word) {
        try {
            Path made = Files.createTempFile(folder, "made", ".parquet");
            ParquetText.write(
                    made,
                    "message schema { optional binary question (STRING); optional binary answer (STRING); }",
                    IntStream.range(0, rows)
                            .mapToObj(i -> new ObjectMapper()
                                    .createObjectNode()
                                    .put("question", word + " " + i * 7919 + " " + (i * 104729) % 1000)
                                    .put("answer", "#### " + i))
                            .toList());
            return Files.readAllBytes(made);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static <T> Pinned<T> pinned(T value) {
        return new Pinned<>(value, "this test", Pinned.State.UNPROVEN);
    }

    private PinnedSet set() {
        return set(HubServer.sha256(content), null);
    }

    private static PinnedSet set(String sha256, String mayVanish) {
        PinnedFile file = new PinnedFile(
                "items",
                PATH,
                "test",
                pinned((long) ROWS),
                pinned(Map.of("question", "string", "answer", "string")),
                sha256 == null ? null : pinned(sha256),
                null);
        return new PinnedSet(
                "toy",
                REPOSITORY,
                pinned(REVISION),
                pinned("MIT"),
                mayVanish == null ? null : pinned(mayVanish),
                List.of(file));
    }

    private HubSettings settings() {
        return new HubSettings(server.endpoint(), "secret", cache(), folder.resolve("receipts"), false);
    }

    private Path cache() {
        return folder.resolve("cache");
    }

    private Hub hub() {
        return hub(settings(), Sink.disk());
    }

    private Hub hub(HubSettings settings, Sink sink) {
        return new Hub(settings, heard, new Hub.Tools(slept::add, new Random(1), clock, sink));
    }

    private Path fetch() {
        return fetch(hub(), set());
    }

    private static Path fetch(Hub hub, PinnedSet set) {
        try (hub) {
            return hub.require(set, set.files()).get(set.files().get(0));
        }
    }

    private HubException failure() {
        return catchThrowableOfType(HubException.class, this::fetch);
    }

    private Path blob() {
        return cache().resolve("datasets--some--set/blobs").resolve(HubServer.sha256(content));
    }

    private Path incomplete() {
        return blob().resolveSibling(blob().getFileName() + ".matrix.incomplete");
    }

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
    void givesTheTokenToTheHubAlone() {
        fetch();

        assertThat(server.seen())
                .hasSize(3)
                .allSatisfy(seen -> assertThat(seen.authorization())
                        .isEqualTo(seen.server().equals("hub") ? "Bearer secret" : "null"));
        assertThat(server.seen()).extracting(HubServer.Seen::server).containsExactly("hub", "hub", "storage");
    }

    @Test
    void goesOnWhereTheConnectionBroke() {
        server.storageFaults(Fault.cut(1000), Fault.status(503));

        assertThat(fetch()).hasBinaryContent(content);
        assertThat(server.seen()).extracting(HubServer.Seen::range).containsOnly("null", "bytes=1000-");
        assertThat(server.gets("storage")).isEqualTo(3);
    }

    @Test
    void goesOnWhereAKilledProcessStopped() throws IOException {
        Files.createDirectories(blob().getParent());
        Files.write(incomplete(), java.util.Arrays.copyOf(content, 700));

        assertThat(fetch()).hasBinaryContent(content);
        assertThat(server.seen().get(2).range()).isEqualTo("bytes=700-");
    }

    @ParameterizedTest
    @ValueSource(ints = {700, 1_000_000})
    void beginsAnewWhenWhatWasLeftIsOfSomethingElse(int length) throws IOException {
        Files.createDirectories(blob().getParent());
        Files.write(incomplete(), new byte[length]);

        assertThat(fetch()).hasBinaryContent(content);
        assertThat(incomplete()).doesNotExist();
    }

    @Test
    void fetchesAgainWhatArrivedDamaged() {
        server.storageFaults(Fault.flipped(500));

        assertThat(fetch()).hasBinaryContent(content);
        assertThat(heard.heard()).anyMatch(line -> line.contains("what arrived is not what the server says"));
    }

    @Test
    void keepsNothingThatIsDamagedEveryTime() {
        server.storageFaults(Fault.flipped(5), Fault.flipped(6), Fault.flipped(7));

        HubException failure = failure();

        assertThat(failure.reason()).isEqualTo(Reason.DIFFERENT);
        assertThat(failure).hasMessageContaining("some/set " + PATH + " arrived damaged 3 times; nothing was kept");
        assertThat(blob()).doesNotExist();
        assertThat(incomplete()).doesNotExist();
    }

    @Test
    void mendsAWrongLength() {
        server.storageFaults(
                Fault.content(java.util.Arrays.copyOf(content, content.length + 5)),
                Fault.content(java.util.Arrays.copyOf(content, 900)));

        assertThat(fetch()).hasBinaryContent(content);
        assertThat(heard.heard())
                .anyMatch(line -> line.contains("sent more than the " + content.length + " bytes"))
                .anyMatch(line -> line.contains("sent 900 of the " + content.length + " bytes"));
    }

    @Test
    void waitsAsLongAsTheServerAsks() {
        server.hubFaults(
                Fault.status(429, "RateLimit", "\"resolvers\";r=0;t=55"),
                Fault.status(429, "Retry-After", "7"),
                Fault.status(503, "Retry-After", "Thu, 1 Jan 2026 00:00:09 GMT"));

        fetch();

        assertThat(slept).containsExactly(Duration.ofSeconds(55), Duration.ofSeconds(7), Duration.ofSeconds(9));
        assertThat(heard.heard()).anyMatch(line -> line.contains("'too many requests' (429); trying again in 55 s."));
    }

    @Test
    void doesNotWaitForHours() {
        server.hubFaults(Fault.status(429, "Retry-After", "7200"));

        assertThat(failure()).hasMessageContaining("the server asks for a pause of 7200 s. Try again then");
        assertThat(slept).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 504})
    void triesAgainWithJitterAndGivesUp(int code) {
        server.hubFaults(
                Fault.status(code), Fault.status(code), Fault.status(code), Fault.status(code), Fault.status(code));

        HubException failure = failure();

        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure).hasMessageContaining("the server answers " + code + ", 5 times in a row");
        assertThat(slept).hasSize(4);
        for (int attempt = 0; attempt < 4; attempt++) {
            assertThat(slept.get(attempt)).isBetween(Duration.ZERO, Duration.ofMillis(500L << attempt));
        }
    }

    @Test
    void saysThatNobodyAnswers() {
        HubSettings nowhere = new HubSettings("http://127.0.0.1:1", null, cache(), folder.resolve("r"), false);

        assertThatThrownBy(() -> fetch(hub(nowhere, Sink.disk()), set()))
                .hasMessageContaining("cannot be fetched: the connection failed (")
                .hasMessageContaining("5 times in a row");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410, 451})
    void explainsWhatIsNotThere(int code) {
        server.always(REPOSITORY, Fault.status(code));

        HubException failure = failure();

        assertThat(failure.reason()).isEqualTo(Reason.GONE);
        assertThat(failure)
                .hasMessageContaining("some/set is not to be had from " + server.endpoint()
                        + " at the pinned revision (answer " + code + ")")
                .hasMessageContaining("private or gated");
        assertThat(slept).isEmpty();
    }

    @Test
    void saysWhyASetMayHaveVanished() {
        server.always(REPOSITORY, Fault.status(401, "X-Error-Code", "RepoNotFound"));

        assertThatThrownBy(() -> fetch(hub(), set(null, "it is under a notice")))
                .hasMessageEndingWith("(answer 401): it is under a notice.");
    }

    @Test
    void explainsARefusal() {
        server.hubFaults(Fault.status(401), Fault.status(403, "X-Error-Code", "GatedRepo"), Fault.status(401));
        HubSettings anonymous = new HubSettings(server.endpoint(), null, cache(), folder.resolve("receipts"), false);

        assertThat(failure()).hasMessageContaining("the token (HF_TOKEN, or the file 'token' in HF_HOME) is wrong");
        assertThat(failure()).hasMessageContaining("it is gated. Accept its terms on its page, then set HF_TOKEN.");
        assertThatThrownBy(() -> fetch(hub(anonymous, Sink.disk()), set()))
                .hasMessageContaining("it is private or gated. Set HF_TOKEN to a token that may read it.");
    }

    @Test
    void leavesACircleOfRedirects() {
        server.always(REPOSITORY, Fault.circle());

        HubException failure = failure();

        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure).hasMessageContaining("redirects in a circle (over 10 redirects, the last to 127.0.0.1)");
        assertThat(server.seen()).hasSize(11);
    }

    @Test
    void asksTheHubForANewAddressWhenTheStorageRefuses() {
        server.storageFaults(Fault.status(403));

        assertThat(fetch()).hasBinaryContent(content);
    }

    @Test
    void stopsAtAFullDiskAndGoesOnLater() {
        Sink full = (file, append) -> new FilterOutputStream(Sink.disk().open(file, append)) {
            private int room = 4000;

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, Math.min(length, room));
                room -= Math.min(length, room);
                if (room == 0) {
                    throw new IOException("No space left on device");
                }
            }
        };

        HubException failure = catchThrowableOfType(HubException.class, () -> fetch(hub(settings(), full), set()));

        assertThat(failure.reason()).isEqualTo(Reason.DISK);
        assertThat(failure)
                .hasMessageContaining("cannot be written to " + blob().getParent() + " (it needs " + content.length
                        + " bytes): No space left on device. Free some space there, or set HF_HUB_CACHE");
        assertThat(blob()).doesNotExist();
        assertThat(slept).isEmpty();
        assertThat(fetch()).hasBinaryContent(content);
        assertThat(server.seen()).extracting(HubServer.Seen::range).contains("bytes=4000-");
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
    void fetchesTwiceWhatNobodyVouchesFor() {
        server.plain();

        assertThat(fetch(hub(), set("0".repeat(64), null))).hasBinaryContent(content);
        assertThat(server.gets("hub")).isEqualTo(2);
        assertThat(heard.heard()).anyMatch(line -> line.contains("what arrived is not what was pinned"));
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
