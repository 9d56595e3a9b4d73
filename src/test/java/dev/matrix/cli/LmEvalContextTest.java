package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.EmbeddedProgram;
import dev.matrix.EmbeddedProgram.Ended;
import dev.matrix.app.ServerConnection;
import dev.matrix.app.ServerConnector;
import dev.matrix.domain.LoadedModel;
import dev.matrix.inference.ModelServer;
import dev.matrix.lmeval.FakeLmEval;
import dev.matrix.simulator.Simulator;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests over {@code /v1} are cut without a word: what is known of their context, and what happens where it is too small or unknown. */
class LmEvalContextTest {

    private static final String MODEL = "llama3.2:1b";

    @TempDir
    private Path temp;

    private Ended run(EmbeddedProgram program, String benchmark, String... more) {
        List<String> words = new ArrayList<>(
                List.of("run", "--engine", "lm-eval", "--models", MODEL, "--personalities", "baseline"));
        words.addAll(List.of("--benchmarks", benchmark, "--limit", "2", "--fewshot", "0", "--run-id", "r"));
        words.addAll(List.of(more));
        return program.run(words.toArray(String[]::new));
    }

    private EmbeddedProgram program(Simulator server, String script) {
        return EmbeddedProgram.in(temp)
                .on(server)
                .with("MATRIX_LM_EVAL", FakeLmEval.python(temp, script).toString());
    }

    /** The same server, which says something else of its loaded models. */
    private static ServerConnector saying(ServerConnector real, UnaryOperator<List<LoadedModel>> loaded) {
        return (host, timeouts, concurrency) -> {
            ServerConnection connection = real.connect(host, timeouts, concurrency);
            return proxy(
                    ServerConnection.class,
                    connection,
                    "server",
                    server -> server instanceof ModelServer found
                            ? proxy(ModelServer.class, found, "loaded", said -> loaded.apply(models(said)))
                            : server);
        };
    }

    private static List<LoadedModel> models(Object said) {
        return ((List<?>) said).stream().map(LoadedModel.class::cast).toList();
    }

    private static <T> T proxy(Class<T> type, T real, String changed, UnaryOperator<Object> change) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            try {
                Object result = method.invoke(real, given);
                return method.getName().equals(changed) ? change.apply(result) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private static LoadedModel with(LoadedModel model, int context) {
        return new LoadedModel(model.name(), model.digest(), model.sizeBytes(), model.gpuBytes(), context);
    }

    @Test
    void whereAllFitsTheContextStandsInTheResults() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = program(server, FakeLmEval.answering("A"));

            Ended ended = run(program, "arc_easy", "--strict");

            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(program.json("results/r/results.json")
                            .at("/combinations/0/lm_eval/context_tokens")
                            .asInt())
                    .isGreaterThanOrEqualTo(2048);
        }
    }

    @Test
    void everyPromptCountsNotOnlyTheOneWithTheMostBytes() throws IOException {
        // The first has more bytes, the second more tokens: what is short between blanks is a token each.
        Files.createDirectories(temp.resolve("benchmarks"));
        Files.writeString(temp.resolve("benchmarks/words.yaml"), "answer: number\ndata: {items: words.jsonl}\n");
        Files.writeString(
                temp.resolve("benchmarks/words.jsonl"),
                "{\"question\": \"" + "x".repeat(2000) + "\", \"answer\": 1}\n{\"question\": \"" + "a ".repeat(900)
                        + "\", \"answer\": 1}\n");
        try (Simulator server =
                EmbeddedProgram.simulator(EmbeddedProgram.quick().withAutomaticContext(1280))) {
            Ended ended = run(program(server, FakeLmEval.answering("1")), "words");

            assertThat(ended.code()).as(ended.err()).isEqualTo(1);
            assertThat(ended.err())
                    .contains("words/t0 failed: the longest prompt with its reply needs")
                    .contains("get a context of 1280");
        }
    }

    @Test
    void repliesFromASmallerContextAreNotTakenAndNotCached() throws IOException {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = program(server, "touch cache-x_rank0.db\n" + FakeLmEval.answering("A"));
            program.connecting(saying(
                    program.ports().connector(),
                    models -> models.stream().map(each -> with(each, 512)).toList()));

            Ended ended = run(program, "arc_easy");

            assertThat(ended.code()).as(ended.err()).isEqualTo(1);
            assertThat(ended.err())
                    .contains("arc_easy/t0 failed: " + MODEL + " was loaded with a context of")
                    .contains("its requests got 512");
            assertThat(Files.readString(temp.resolve("results/r/trials.jsonl"))).isEmpty();
            try (var files = Files.walk(temp.resolve("results/r/lm-eval"))) {
                assertThat(files.map(Path::getFileName).map(Path::toString))
                        .contains("config.yaml")
                        .noneMatch(name -> name.startsWith("cache-"));
            }
        }
    }

    @Test
    void anUnknownContextIsADoubt() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            EmbeddedProgram program = program(server, FakeLmEval.answering("A"));
            program.connecting(saying(
                    program.ports().connector(),
                    models -> models.stream().map(each -> with(each, 0)).toList()));

            Ended ended = run(program, "arc_easy", "--strict");

            assertThat(ended.code()).as(ended.err()).isEqualTo(1);
            assertThat(ended.err())
                    .contains("--strict: context: of 1 combination asked by lm-eval it could not be seen");
            assertThat(program.json("results/r/results.json")
                            .at("/combinations/0/lm_eval/context_tokens")
                            .isNull())
                    .isTrue();
        }
    }
}
