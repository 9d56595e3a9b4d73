package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.EmbeddedProgram;
import dev.matrix.app.ServerConnection;
import dev.matrix.domain.CallMetrics;
import dev.matrix.domain.InstalledModel;
import dev.matrix.domain.LoadReport;
import dev.matrix.domain.LoadedModel;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Model;
import dev.matrix.domain.SizeRange;
import dev.matrix.inference.ChatRequest;
import dev.matrix.inference.ChatResult;
import dev.matrix.inference.LoadOptions;
import dev.matrix.inference.ModelClient;
import dev.matrix.inference.ModelServer;
import dev.matrix.inference.ServerInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What doctor finds out about the slots of a server. */
class DoctorTest {

    private static final long MS = 1_000_000L;

    @TempDir
    Path folder;

    private final FakeConnection server = new FakeConnection();

    @Test
    void countsTheRequestsThatDidNotWait() {
        server.metrics = number -> metrics(number < 2 ? 0 : 100);

        assertThat(doctor().out()).contains("2 at a time on qwen2.5:0.5b: --concurrency 2 is enough");
        assertThat(server.log).containsExactly("load qwen2.5:0.5b", "unload qwen2.5:0.5b");
    }

    @Test
    void measuresNoSlotsWhereTheServerAnswersInNoTime() {
        server.metrics = number -> new CallMetrics(9, 16, 40_000, 10_000, 0, 0, 90_000);

        assertThat(doctor().out())
                .doesNotContain("0 at a time")
                .contains("not measured: qwen2.5:0.5b answers too fast");
    }

    @Test
    void measuresNoSlotsWhereRequestsAreTooShortToWait() {
        server.metrics = number -> new CallMetrics(9, 16, 3 * MS, 0, MS, 1 * MS, 3 * MS);

        assertThat(doctor().out())
                .doesNotContain("at a time")
                .contains("not measured: a request to qwen2.5:0.5b is served in under 50 ms");
    }

    @Test
    void touchesNothingWhileSomebodyElsesModelIsLoaded() {
        server.loaded = List.of(new LoadedModel("big:70b", "d", 1, 1, 4096));

        assertThat(doctor().out()).contains("not measured: big:70b is loaded");
        assertThat(server.log).isEmpty();
    }

    @Test
    void namesTheSlotsWhenTheModelDoesNotLoadAndUnloadsItAllTheSame() {
        server.loadError = "qwen2.5:0.5b could not be loaded";

        EmbeddedProgram.Ended ended = doctor();

        assertThat(ended.out().lines().filter(line -> line.contains("could not be loaded")))
                .singleElement()
                .asString()
                .startsWith("problem  slots");
        assertThat(ended.code()).as("the server itself is there").isEqualTo(1);
        assertThat(server.log).containsExactly("load qwen2.5:0.5b", "unload qwen2.5:0.5b");
    }

    @Test
    void saysThatTheModelCouldNotBeUnloaded() {
        server.metrics = number -> metrics(0);
        server.unloadError = "it stays";

        assertThat(doctor().out()).contains("8 or more requests at a time on qwen2.5:0.5b", "ollama stop qwen2.5:0.5b");
    }

    private EmbeddedProgram.Ended doctor() {
        return EmbeddedProgram.in(folder)
                .connecting((host, timeouts, concurrency) -> server)
                .run("doctor", "--data", "bundled");
    }

    private static CallMetrics metrics(long queuedMillis) {
        return new CallMetrics(9, 16, (queuedMillis + 111) * MS, MS, 10 * MS, 100 * MS, 200 * MS);
    }

    /** A server with one small model; it writes down what is loaded and unloaded. */
    private static final class FakeConnection implements ServerConnection, ModelServer {

        private final List<String> log = new CopyOnWriteArrayList<>();
        private final AtomicInteger calls = new AtomicInteger();
        private List<LoadedModel> loaded = List.of();
        private String loadError = "";
        private String unloadError = "";
        private IntFunction<CallMetrics> metrics = number -> metrics(0);

        @Override
        public ModelServer server() {
            return this;
        }

        @Override
        public ModelClient client() {
            return request ->
                    new ChatResult.Reply("one", "", List.of(), metrics.apply(calls.getAndIncrement()), "length");
        }

        @Override
        public String address() {
            return "http://fake:11434";
        }

        @Override
        public List<String> warnings() {
            return List.of();
        }

        @Override
        public void abortInFlight() {}

        @Override
        public void close() {}

        @Override
        public ServerInfo info() {
            ServerInfo.Ability there = new ServerInfo.Ability(true, "0.12.11");
            return new ServerInfo(address(), "0.32.15", there, there, true, false);
        }

        @Override
        public List<InstalledModel> installed(SizeRange range) {
            Model model = new Model(
                    "qwen2.5:0.5b", "d", 0.5e9, 494_000_000L, "qwen2", "Q4_K_M", Set.of("completion"), "", 32_768);
            return List.of(new InstalledModel(model, true, true, "in range", List.of(), List.of()));
        }

        @Override
        public List<LoadedModel> loaded() {
            return loaded;
        }

        @Override
        public LoadReport preload(String model, LoadOptions options, Duration budget) {
            log.add("load " + model);
            if (!loadError.isEmpty()) {
                throw MatrixException.server(loadError);
            }
            return new LoadReport(Duration.ofSeconds(1), new LoadedModel(model, "d", 1, 1, 2048));
        }

        @Override
        public void unload(String model, Duration budget) {
            log.add("unload " + model);
            if (!unloadError.isEmpty()) {
                throw MatrixException.passing(unloadError, null);
            }
        }

        @Override
        public Optional<String> render(ChatRequest request) {
            return Optional.empty();
        }
    }
}
