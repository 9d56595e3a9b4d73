package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.EmbeddedProgram;
import dev.matrix.RunArguments;
import dev.matrix.app.Cancellation;
import dev.matrix.app.ServerConnection;
import dev.matrix.app.ServerConnector;
import dev.matrix.domain.Failure;
import dev.matrix.domain.FailureKind;
import dev.matrix.domain.MatrixException;
import dev.matrix.inference.ChatResult;
import dev.matrix.inference.ModelClient;
import dev.matrix.inference.ModelServer;
import dev.matrix.simulator.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that ends before its time says how to go on, whatever else goes wrong. */
class StoppedRunTest {

    private static final String WAY_ON = "saved. Go on with: matrix run --resume r";

    @TempDir
    Path folder;

    private final AtomicBoolean dead = new AtomicBoolean();
    private final AtomicInteger versionsAsked = new AtomicInteger();

    /** A connection on which something happens with each question, which may fail it. */
    private record Watched(ServerConnection real, Runnable onChat, AtomicBoolean dead, AtomicInteger versionsAsked)
            implements ServerConnection {

        @Override
        public ModelServer server() {
            return (ModelServer) Proxy.newProxyInstance(
                    ModelServer.class.getClassLoader(),
                    new Class<?>[] {ModelServer.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("info")) {
                            versionsAsked.incrementAndGet();
                        }
                        if (dead.get()) {
                            throw MatrixException.server("nobody answers");
                        }
                        try {
                            return method.invoke(real.server(), arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        @Override
        public ModelClient client() {
            return request -> {
                onChat.run();
                return dead.get()
                        ? new ChatResult.Failed(new Failure(FailureKind.TOTAL_TIMEOUT, "too slow", 0), "", 1, null)
                        : real.client().chat(request);
            };
        }

        @Override
        public String address() {
            return real.address();
        }

        @Override
        public List<String> warnings() {
            return real.warnings();
        }

        @Override
        public void abortInFlight() {
            real.abortInFlight();
        }

        @Override
        public void close() {
            real.close();
        }
    }

    private EmbeddedProgram.Ended run(Cancellation cancellation, Runnable onChat) {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            ServerConnector real = program.ports().connector();
            return program.connecting((host, timeouts, concurrency) ->
                            new Watched(real.connect(host, timeouts, concurrency), onChat, dead, versionsAsked))
                    .run(cancellation, RunArguments.small().words());
        }
    }

    /** In the place of results.json stands what cannot be replaced. */
    private void blockResults() {
        try {
            Files.createDirectories(folder.resolve("results/r/results.json/in the way"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void isInterruptedBeforeItsResultsAreComputed() {
        Cancellation cancellation = new Cancellation();
        EmbeddedProgram.Ended ended = run(cancellation, () -> {
            blockResults();
            cancellation.requestAndAwait(Duration.ZERO);
        });
        assertThat(ended.err())
                .contains("matrix: Stopped; everything answered so far is " + WAY_ON)
                .doesNotContain("What was answered");
        assertThat(EmbeddedProgram.in(folder)
                        .json("results/r/manifest.json")
                        .get("state")
                        .asText())
                .isEqualTo("interrupted");
    }

    @Test
    void namesTheCommandAfterAFailure() {
        EmbeddedProgram.Ended ended = run(new Cancellation(), this::blockResults);
        assertThat(ended.code()).isNotZero();
        assertThat(ended.err())
                .contains("results.json")
                .endsWith("matrix: What was answered so far is " + WAY_ON + "\n");
    }

    @Test
    void startsNothingWhenItIsStoppedAtTheQuestion() {
        Cancellation cancellation = new Cancellation();
        cancellation.requestAndAwait(Duration.ZERO);
        EmbeddedProgram.Ended ended = run(cancellation, () -> {});
        assertThat(ended.err()).containsOnlyOnce("Not started; nothing was written.");
        assertThat(folder.resolve("results")).doesNotExist();
    }

    @Test
    void endsWithThreeWhenTheServerDiesWithTheLastTrials() {
        AtomicInteger chats = new AtomicInteger();
        EmbeddedProgram.Ended ended = run(new Cancellation(), () -> {
            if (chats.incrementAndGet() > 3) {
                dead.set(true);
            }
        });
        assertThat(ended.code()).as(ended.err()).isEqualTo(3);
        assertThat(ended.err()).contains("The server is lost; everything answered so far is " + WAY_ON);
        assertThat(ended.out())
                .contains("failed 0", "unfinished 1", "Nothing is complete yet: 1 combination is unfinished.")
                .doesNotContain("scores in %");
    }

    @Test
    void asksTheServerOnceWhatItIs() {
        EmbeddedProgram.Ended ended = run(new Cancellation(), () -> {});
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(versionsAsked).hasValue(1);
    }
}
