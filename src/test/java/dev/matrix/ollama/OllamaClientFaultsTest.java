package dev.matrix.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.FailureKind;
import dev.matrix.inference.ChatResult;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import okio.BufferedSink;
import okio.Okio;
import okio.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong inside a connection, byte by byte. */
@Timeout(30)
class OllamaClientFaultsTest {

    private static final Duration SHORT = Duration.ofMillis(150);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final MockWebServer server = new MockWebServer();
    /** Lets handlers that hang end with the test. */
    private final CountDownLatch over = new CountDownLatch(1);

    private Ollama ollama;

    @BeforeEach
    void start() throws IOException {
        server.start();
        connect(Chats.settings());
    }

    @AfterEach
    void stop() {
        over.countDown();
        ollama.close();
        server.close();
    }

    private void connect(OllamaSettings settings) {
        ollama = Chats.connect("http://127.0.0.1:" + server.getPort(), settings);
    }

    @Test
    void takesABodyThatIsCutInTheMiddleForIncomplete() {
        server.enqueue(new MockResponse.Builder()
                .chunkedBody(Chats.line("Par") + Chats.line("is").repeat(2000) + Chats.LAST_LINE, 40)
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());

        ChatResult.Failed failed = Chats.failed(ollama.client().chat(Chats.request(10_000)));

        assertThat(failed.failure().kind()).isEqualTo(FailureKind.INCOMPLETE);
        assertThat(failed.partialText()).startsWith("Par").hasSizeLessThan(4000);
    }

    @Test
    void takesAContentLengthThatIsTooLongForIncomplete() {
        server.enqueue(new MockResponse.Builder()
                .body(Chats.line("Par"))
                .setHeader("Content-Length", 5000)
                .onResponseEnd(new SocketEffect.CloseSocket())
                .build());

        ChatResult.Failed failed = Chats.failed(ask());

        assertThat(failed.failure().kind()).isEqualTo(FailureKind.INCOMPLETE);
        assertThat(failed.partialText()).isEqualTo("Par");
    }

    @Test
    void isContentWithDoneTrueWhateverFollows() {
        server.enqueue(new MockResponse.Builder()
                .body(Chats.line("Paris") + Chats.LAST_LINE)
                .setHeader("Content-Length", 5000)
                .onResponseEnd(new SocketEffect.CloseSocket())
                .build());

        assertThat(Chats.reply(ask()).text()).isEqualTo("Paris");
    }

    @Test
    void takesALineWithoutItsEndForMalformed() {
        server.enqueue(new MockResponse.Builder()
                .chunkedBody(Chats.line("Par") + "{\"model\":\"m\",\"mess", 16)
                .build());

        ChatResult.Failed failed = Chats.failed(ask());

        assertThat(failed.failure().kind()).isEqualTo(FailureKind.MALFORMED);
        assertThat(failed.partialText()).isEqualTo("Par");
    }

    @Test
    void readsLinesHoweverTheyAreCutIntoPackets() {
        server.enqueue(new MockResponse.Builder()
                .chunkedBody(
                        "\r\n" + Chats.line("Gr") + "\n" + Chats.line("üße \uD83D\uDE00") + Chats.LAST_LINE.strip(), 1)
                .build());

        assertThat(Chats.reply(ask()).text()).isEqualTo("Grüße \uD83D\uDE00");
    }

    @Test
    void timesOutWhenNothingComes() {
        connect(Chats.hasty(SHORT, LONG, LONG));
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());

        ChatResult.Failed failed = Chats.failed(ask());

        assertThat(failed.failure().kind()).isEqualTo(FailureKind.FIRST_BYTE_TIMEOUT);
        assertThat(failed.failure().message()).contains("nothing came within 0.15 s");
        assertThat(Duration.ofNanos(failed.wallNanos())).isBetween(SHORT, SHORT.multipliedBy(8));
    }

    @Test
    void timesOutWhenOnlyHeadersCome() {
        connect(Chats.hasty(SHORT, LONG, LONG));
        server.enqueue(raw(sink -> over.await()));

        assertThat(Chats.failed(ask()).failure().kind()).isEqualTo(FailureKind.FIRST_BYTE_TIMEOUT);
    }

    @Test
    void timesOutWhenTheStreamFallsSilent() {
        connect(Chats.hasty(LONG, SHORT, LONG));
        server.enqueue(raw(sink -> {
            chunk(sink, Chats.line("Par"));
            over.await();
        }));

        ChatResult.Failed failed = Chats.failed(ask());

        assertThat(failed.failure().kind()).isEqualTo(FailureKind.IDLE_TIMEOUT);
        assertThat(failed.partialText()).isEqualTo("Par");
    }

    @Test
    void timesOutWhenTheReplyTakesTooLongAsAWhole() {
        connect(Chats.hasty(LONG, LONG, SHORT));
        server.enqueue(raw(sink -> {
            while (!over.await(10, TimeUnit.MILLISECONDS)) {
                chunk(sink, Chats.line("x"));
            }
        }));

        ChatResult.Failed failed = Chats.failed(ollama.client().chat(Chats.request(100_000)));

        assertThat(failed.failure().kind()).isEqualTo(FailureKind.TOTAL_TIMEOUT);
        assertThat(failed.partialText()).startsWith("x");
    }

    @Test
    void waitsForItsTurnWhileAnotherReplyMakesProgress() {
        connect(Chats.hasty(Duration.ofMillis(250), LONG, LONG));
        CountDownLatch firstIsTalking = new CountDownLatch(1);
        CountDownLatch firstIsDone = new CountDownLatch(1);
        server.enqueue(raw(sink -> {
            for (int i = 0; i < 12; i++) {
                chunk(sink, Chats.line("x"));
                firstIsTalking.countDown();
                over.await(50, TimeUnit.MILLISECONDS);
            }
            chunk(sink, Chats.LAST_LINE);
            firstIsDone.countDown();
            end(sink);
        }));
        server.enqueue(raw(sink -> {
            firstIsDone.await();
            chunk(sink, Chats.line("second") + Chats.LAST_LINE);
            end(sink);
        }));

        CompletableFuture<ChatResult> first = CompletableFuture.supplyAsync(this::ask, this::inNewThread);
        awaitUnchecked(firstIsTalking);

        assertThat(Chats.reply(ask()).text()).isEqualTo("second");
        assertThat(Chats.reply(first.join()).text()).isEqualTo("x".repeat(12));
    }

    @Test
    void hangsUpOnALoopWhileTheModelIsStillTalking() throws InterruptedException {
        CountDownLatch hungUp = new CountDownLatch(1);
        server.enqueue(raw(sink -> {
            try {
                for (int i = 0; !over.await(100, TimeUnit.MICROSECONDS); i++) {
                    chunk(sink, Chats.line("Let me think about number " + (i % 9) + " once more. "));
                }
            } catch (IOException e) {
                hungUp.countDown();
            }
        }));

        ChatResult.Reply reply = Chats.reply(ollama.client().chat(Chats.request(100_000)));

        assertThat(reply.doneReason()).isEqualTo("repetition");
        assertThat(reply.text().split("\\s+")).hasSizeBetween(200, 210);
        assertThat(reply.metrics().promptTokens()).isEqualTo(-1);
        assertThat(reply.metrics().generatedTokens()).isBetween(25, 27);
        assertThat(hungUp.await(5, TimeUnit.SECONDS)).as("the server noticed").isTrue();
    }

    @Test
    void hangsUpOnLoopingThoughts() {
        server.enqueue(raw(sink -> {
            while (!over.await(100, TimeUnit.MICROSECONDS)) {
                chunk(
                        sink,
                        "{\"message\":{\"content\":\"\",\"thinking\":\"wait, no, let me see. \"},\"done\":false}\n");
            }
        }));

        ChatResult.Reply reply = Chats.reply(ollama.client().chat(Chats.request(100_000)));

        assertThat(reply.doneReason()).isEqualTo("repetition");
        assertThat(reply.text()).isEmpty();
        assertThat(reply.thinking()).startsWith("wait, no");
    }

    @Test
    void hangsUpOnAServerThatIgnoresTheTokenLimit() throws InterruptedException {
        CountDownLatch hungUp = new CountDownLatch(1);
        server.enqueue(raw(sink -> {
            try {
                for (int i = 0; !over.await(100, TimeUnit.MICROSECONDS); i++) {
                    chunk(sink, Chats.line("w" + i + " "));
                }
            } catch (IOException e) {
                hungUp.countDown();
            }
        }));

        ChatResult.Reply reply = Chats.reply(ollama.client().chat(Chats.request(64)));

        assertThat(reply.doneReason()).isEqualTo("length");
        assertThat(reply.metrics().generatedTokens()).isEqualTo(81);
        assertThat(hungUp.await(5, TimeUnit.SECONDS)).as("the server noticed").isTrue();
    }

    @Test
    void closesTheConnectionWhenItsThreadIsInterrupted() throws Exception {
        CountDownLatch talking = new CountDownLatch(1);
        CountDownLatch hungUp = new CountDownLatch(1);
        server.enqueue(raw((sink, socket) -> {
            chunk(sink, Chats.line("Par"));
            talking.countDown();
            if (socket.getSource().read(new Buffer(), 1) == -1) {
                hungUp.countDown();
            }
        }));
        AtomicReference<ChatResult> result = new AtomicReference<>();
        AtomicReference<Boolean> stillInterrupted = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            result.set(ask());
            stillInterrupted.set(Thread.currentThread().isInterrupted());
        });
        caller.start();
        talking.await();

        long start = System.nanoTime();
        caller.interrupt();
        caller.join();
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        assertThat(took).isLessThan(Duration.ofMillis(500));
        assertThat(Chats.failed(result.get()).failure().kind()).isEqualTo(FailureKind.CANCELLED);
        assertThat(stillInterrupted.get()).isTrue();
        assertThat(hungUp.await(5, TimeUnit.SECONDS)).as("the server noticed").isTrue();
    }

    @Test
    void sendsNothingFromAnInterruptedThread() throws InterruptedException {
        AtomicReference<ChatResult> result = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            Thread.currentThread().interrupt();
            result.set(ask());
        });
        caller.start();
        caller.join();

        assertThat(Chats.failed(result.get()).failure().kind()).isEqualTo(FailureKind.CANCELLED);
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void cancelsAllOpenCallsAtOnceAndServesLaterOnes() throws InterruptedException {
        CountDownLatch open = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            server.enqueue(raw(sink -> {
                chunk(sink, Chats.line("Par"));
                open.countDown();
                over.await();
            }));
        }
        CompletableFuture<ChatResult> first = CompletableFuture.supplyAsync(this::ask, this::inNewThread);
        CompletableFuture<ChatResult> second = CompletableFuture.supplyAsync(this::ask, this::inNewThread);
        open.await();

        ollama.cancelAll();

        assertThat(Chats.failed(first.join()).failure().kind()).isEqualTo(FailureKind.CANCELLED);
        assertThat(Chats.failed(second.join()).failure().kind()).isEqualTo(FailureKind.CANCELLED);
        server.enqueue(new MockResponse.Builder().body(Chats.LAST_LINE).build());
        assertThat(Chats.reply(ask()).doneReason()).isEqualTo("stop");
    }

    @Test
    void cancelsWhatIsAskedAfterClosing() {
        ollama.close();

        assertThat(Chats.failed(ask()).failure().kind()).isEqualTo(FailureKind.CANCELLED);
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void saysWhyThereIsNoConnection() {
        int port = server.getPort();
        server.close();

        ChatResult.Failed failed = Chats.failed(ask());

        assertThat(failed.failure().kind()).isEqualTo(FailureKind.CONNECTION);
        assertThat(failed.failure().message()).isEqualTo("http://127.0.0.1:" + port + ": connection refused");
    }

    @Test
    void usesAConnectionAgain() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            server.enqueue(new MockResponse.Builder()
                    .chunkedBody(Chats.line("x") + Chats.LAST_LINE, 64)
                    .build());
            Chats.reply(ask());
        }

        assertThat(server.takeRequest().getConnectionIndex()).isZero();
        assertThat(server.takeRequest().getConnectionIndex()).isZero();
        assertThat(server.takeRequest().getConnectionIndex()).isZero();
    }

    private ChatResult ask() {
        return ollama.client().chat(Chats.request(512));
    }

    private void inNewThread(Runnable task) {
        new Thread(task).start();
    }

    /** Writes a body while it goes on. */
    @FunctionalInterface
    private interface Script {
        void run(BufferedSink sink) throws IOException, InterruptedException;
    }

    @FunctionalInterface
    private interface SocketScript {
        void run(BufferedSink sink, Socket socket) throws IOException, InterruptedException;
    }

    private static MockResponse raw(Script script) {
        return raw((sink, socket) -> script.run(sink));
    }

    private static MockResponse raw(SocketScript script) {
        return new MockResponse.Builder()
                .clearHeaders()
                .addHeader("Content-Type", "application/x-ndjson")
                .addHeader("Transfer-Encoding", "chunked")
                .socketHandler(socket -> {
                    try {
                        BufferedSink sink = Okio.buffer(socket.getSink());
                        sink.flush();
                        script.run(sink, socket);
                    } catch (IOException | InterruptedException e) {
                        // The client has gone, or the test is over.
                    }
                })
                .build();
    }

    private static void chunk(BufferedSink sink, String text) throws IOException {
        Buffer bytes = new Buffer().writeUtf8(text);
        sink.writeHexadecimalUnsignedLong(bytes.size()).writeUtf8("\r\n");
        sink.write(bytes, bytes.size());
        sink.writeUtf8("\r\n").flush();
    }

    private static void end(BufferedSink sink) throws IOException {
        sink.writeUtf8("0\r\n\r\n").flush();
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
