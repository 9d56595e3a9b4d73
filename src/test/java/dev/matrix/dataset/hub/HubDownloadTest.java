package dev.matrix.dataset.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.matrix.dataset.hub.HubException.Reason;
import dev.matrix.hub.HubServer;
import dev.matrix.hub.HubServer.Fault;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can go wrong on the way. */
class HubDownloadTest extends HubLab {

    private static final Fault AS_USUAL = (exchange, content) -> false;

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
                .hasMessageContaining("5 times in a row. Check the network, and HF_ENDPOINT");
    }

    @Test
    void doesNotTryAgainWhereTheHostHasNoAddress() {
        Retries retries = new Retries(slept::add, new Random(1), heard);

        assertThatThrownBy(() -> retries.run("some/set x", () -> {
                    throw new UnknownHostException("huggingface.co");
                }))
                .isInstanceOf(HubException.class)
                .hasMessageStartingWith("some/set x cannot be fetched: the host name cannot be resolved"
                        + " (huggingface.co). Check the network, and HF_ENDPOINT");
        assertThat(slept).isEmpty();
        assertThat(heard.heard()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410, 451})
    void explainsWhatIsNotThere(int code) {
        server.always(REPOSITORY, Fault.status(code));

        HubException failure = failure();

        assertThat(failure.reason()).isEqualTo(Reason.GONE);
        assertThat(failure)
                .hasMessageContaining("some/set is not to be had from " + server.endpoint()
                        + " at the pinned revision (answer " + code + " for main/test-00000-of-00001.parquet)")
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
        server.hubFaults(
                Fault.status(401),
                Fault.status(403, "X-Error-Code", "GatedRepo"),
                Fault.status(401, "X-Error-Code", "GatedRepo"));

        assertThat(failure()).hasMessageContaining("the token (HF_TOKEN, or the file 'token' in HF_HOME) is wrong");
        assertThat(failure()).hasMessageContaining("it is gated. Accept its terms on its page, then set HF_TOKEN.");
        assertThat(failure().reason()).isEqualTo(Reason.DENIED);
    }

    @Test
    void saysThatWithoutATokenWhatIsMissingLooksLikeWhatIsPrivate() {
        server.always(REPOSITORY, Fault.status(401));
        HubSettings anonymous = new HubSettings(server.endpoint(), null, cache(), folder.resolve("receipts"), false);

        assertThatThrownBy(() -> fetch(hub(anonymous, Sink.disk()), set()))
                .hasMessageEndingWith("(answer 401): it is missing, private or gated, which look the same without a"
                        + " token. Set HF_TOKEN to a token that may read it.")
                .extracting(failure -> ((HubException) failure).reason())
                .isEqualTo(Reason.GONE);
        assertThatThrownBy(() -> fetch(hub(anonymous, Sink.disk()), set(null, "it is under a notice")))
                .hasMessageContaining("without a token; it is under a notice. Where it is only private or gated,");
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
    void asksOnceWhereARedirectLeadsNowhere() {
        server.hubFaults(Fault.status(302, "Location", "file:///etc/hosts"), Fault.status(302));

        assertThat(failure())
                .hasMessageContaining("127.0.0.1 redirects to 'file:///etc/hosts', which cannot be followed");
        assertThat(failure()).hasMessageContaining("127.0.0.1 redirects without an address, which cannot be followed");
        assertThat(server.seen()).hasSize(2);
        assertThat(slept).isEmpty();
    }

    @Test
    void saysOnceThatACachedFileIsDamaged() throws IOException {
        fetch();
        Files.writeString(blob(), "other");

        assertThat(fetch()).hasBinaryContent(content);
        assertThat(heard.heard())
                .filteredOn(line -> line.contains(" is damaged"))
                .hasSize(1);
    }

    @Test
    void saysWhyTheCacheCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        HubSettings wrong = new HubSettings(server.endpoint(), null, file, folder.resolve("receipts"), false);

        assertThatThrownBy(() -> fetch(hub(wrong, Sink.disk()), set()))
                .hasMessageContaining(PATH + " cannot be written to " + file + ": Not a directory. Set HF_HUB_CACHE");
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
    void fetchesTwiceWhatNobodyVouchesFor() {
        server.plain();

        assertThat(fetch(hub(), set("0".repeat(64), null))).hasBinaryContent(content);
        assertThat(server.gets("hub")).isEqualTo(2);
        assertThat(heard.heard()).anyMatch(line -> line.contains("what arrived is not what was pinned"));
    }

    @Test
    void takesWhatHasNoHashAtAllOnlyAfterItArrivedTwiceTheSame() {
        server.plain().hubFaults(AS_USUAL, Fault.flipped(500));

        assertThat(fetch(hub(), set(null, null))).hasBinaryContent(content);
        assertThat(server.gets("hub")).isEqualTo(3);
        assertThat(heard.heard()).anyMatch(line -> line.contains("nobody states its hash"));
    }

    @Test
    void keepsNothingThatHasNoHashAndArrivesDifferentEveryTime() {
        server.plain().hubFaults(AS_USUAL, Fault.flipped(5), Fault.flipped(6), Fault.flipped(7));

        assertThatThrownBy(() -> fetch(hub(), set(null, null)))
                .hasMessageContaining("arrived as another file each of 3 times; nothing was kept");
        assertThat(unnamed()).doesNotExist();
    }

    @Test
    void joinsNoHalvesWhereTheServerNamesNoVersion() throws IOException {
        Files.createDirectories(blob().getParent());
        Files.write(unnamed(), java.util.Arrays.copyOf(parquet(ROWS, "old"), 700));
        server.plain().hubFaults(AS_USUAL, Fault.cut(1000));

        assertThat(fetch()).hasBinaryContent(content);
        assertThat(server.seen()).extracting(HubServer.Seen::range).containsOnly("null");
        assertThat(server.gets("hub")).isEqualTo(2);
    }

    private Path unnamed() {
        return blob().resolveSibling(PATH.replace("/", "--") + ".matrix.incomplete");
    }
}
