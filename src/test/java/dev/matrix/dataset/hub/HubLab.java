package dev.matrix.dataset.hub;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.matrix.HeardTransfers;
import dev.matrix.hub.HubServer;
import dev.matrix.hub.ParquetText;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A hub with one small file, and a program of its own folder that wants it. */
abstract class HubLab {

    static final String REPOSITORY = "some/set";
    static final String REVISION = "0123456789abcdef0123456789abcdef01234567";
    static final String PATH = "main/test-00000-of-00001.parquet";
    static final int ROWS = 300;

    @TempDir
    Path folder;

    final HeardTransfers heard = new HeardTransfers();
    final List<Duration> slept = new ArrayList<>();
    final Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    HubServer server;
    byte[] content;

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

    byte[] parquet(int rows, String word) {
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

    static <T> Pinned<T> pinned(T value) {
        return new Pinned<>(value, "this test", Pinned.State.UNPROVEN);
    }

    PinnedSet set() {
        return set(HubServer.sha256(content), null);
    }

    static PinnedSet set(String sha256, String mayVanish) {
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

    HubSettings settings() {
        return new HubSettings(server.endpoint(), "secret", cache(), folder.resolve("receipts"), false);
    }

    Path cache() {
        return folder.resolve("cache");
    }

    Hub hub() {
        return hub(settings(), Sink.disk());
    }

    Hub hub(HubSettings settings, Sink sink) {
        return new Hub(settings, heard, new Hub.Tools(slept::add, new Random(1), clock, sink));
    }

    Path fetch() {
        return fetch(hub(), set());
    }

    static Path fetch(Hub hub, PinnedSet set) {
        try (hub) {
            return hub.require(set, set.files()).get(set.files().get(0));
        }
    }

    HubException failure() {
        return catchThrowableOfType(HubException.class, this::fetch);
    }

    Path blob() {
        return cache().resolve("datasets--some--set/blobs").resolve(HubServer.sha256(content));
    }

    Path incomplete() {
        return blob().resolveSibling(blob().getFileName() + ".matrix.incomplete");
    }
}
