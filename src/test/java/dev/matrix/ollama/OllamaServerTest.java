package dev.matrix.ollama;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.matrix.domain.InstalledModel;
import dev.matrix.domain.LoadReport;
import dev.matrix.domain.LoadedModel;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Model;
import dev.matrix.domain.SizeRange;
import dev.matrix.inference.LoadOptions;
import dev.matrix.inference.ModelServer;
import dev.matrix.inference.ServerInfo;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaServerTest {

    private static final Duration BUDGET = Duration.ofSeconds(5);
    private static final String RUNNING = """
            {"models":[{"name":"qwen2.5:0.5b","model":"qwen2.5:0.5b","size":752123904,"digest":"a8b0",
              "details":{"parent_model":"","format":"gguf","family":"qwen2","families":["qwen2"]},
              "expires_at":"2026-08-21T19:05:00.1-07:00","size_vram":700000000,"context_length":4096}]}""";

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private final AtomicLong now = new AtomicLong(1_000);
    private final List<Duration> pauses = new ArrayList<>();
    private Transport transport;
    private ModelServer server;

    @BeforeEach
    void connect() {
        connect(SERVER.baseUrl(), Chats.settings());
    }

    private void connect(String address, OllamaSettings settings) {
        OllamaHost host = OllamaHost.parse(address);
        transport = new Transport(host, settings, System::nanoTime);
        Questions questions = new Questions(transport, new Json(), settings.query());
        Clock clock = Clock.fixed(Instant.parse("2026-08-22T02:00:00Z"), ZoneOffset.UTC);
        server = new OllamaServer(
                questions,
                host,
                settings,
                now::get,
                pause -> {
                    pauses.add(pause);
                    now.addAndGet(pause.toNanos());
                },
                clock);
    }

    @AfterEach
    void disconnect() {
        transport.close();
    }

    @Test
    void saysWhatTheServerIs() {
        answers("/api/version", "{\"version\":\"0.32.15\",\"commit\":\"x\"}");

        assertThat(server.info()).isEqualTo(info("0.32.15", true, true, true, false));
    }

    @Test
    void knowsAnOldServerAndASimulatedOne() {
        answers("/api/version", "{\"version\":\"0.12.4-rc1\",\"simulated\":true}");

        assertThat(server.info()).isEqualTo(info("0.12.4-rc1", false, true, true, true));
    }

    @Test
    void knowsTheVersionThatLeavesCachedTokensOutOfItsCounts() {
        answers("/api/version", "{\"version\":\"0.30.0\"}");

        assertThat(server.info()).isEqualTo(info("0.30.0", true, true, false, false));
    }

    private static ServerInfo info(
            String version, boolean logprobs, boolean noSilentCuts, boolean promptCounts, boolean simulated) {
        return new ServerInfo(
                SERVER.baseUrl(),
                version,
                new ServerInfo.Ability(logprobs, "0.12.11"),
                new ServerInfo.Ability(noSilentCuts, "0.12.4"),
                promptCounts,
                simulated);
    }

    @Test
    void detectsModelsFromListAndDetails() {
        answers("/api/tags", """
                {"models":[
                 {"name":"llama3.2:latest","model":"llama3.2:latest","size":1,"digest":"d1","details":{"format":"gguf",
                  "family":"llama","families":["llama"],"parameter_size":"3.2B","quantization_level":"Q4_K_M","context_length":131072},
                  "capabilities":["completion","tools"]},
                 {"name":"qwen2.5:0.5b","model":"qwen2.5:0.5b","modified_at":"2026-08-01T10:15:30.123456789+02:00","digest":"d2",
                  "details":{"parent_model":"","format":"gguf","family":"qwen2","families":null,"parameter_size":"494.03M",
                  "quantization_level":"Q4_K_M"}},
                 {"name":"llama3.2:3b","model":"llama3.2:3b","digest":"d1","details":{"family":"llama","parameter_size":"3.2B"}},
                 {"name":"old-embed:567m","digest":"d3","details":{"parameter_size":"567M"}},
                 {"name":"gpt-oss:20b-cloud","model":"gpt-oss:20b-cloud","remote_model":"gpt-oss:20b",
                  "remote_host":"https://ollama.com:443","size":381,"digest":"d4","details":{"families":null,"parameter_size":"20.9B"}},
                 {"name":"broken:1b","digest":"d5","details":{"parameter_size":"1.2B"},"capabilities":["completion"]}
                ]}""");
        shows("llama3.2:3b", """
                {"system":"","details":{"family":"llama"},"capabilities":["completion","tools"],
                 "model_info":{"general.architecture":"llama","general.parameter_count":3212749888,"llama.context_length":131072,
                 "tokenizer.ggml.tokens":[]},"tensors":[{"name":"t","type":"F16","shape":[1,2]}]}""");
        shows("qwen2.5:0.5b", """
                {"system":"You are Qwen.","model_info":{"general.parameter_count":494032768,"qwen2.context_length":32768}}""");
        shows("old-embed:567m", "{\"model_info\":{\"bert.pooling_type\":2,\"general.parameter_count\":566703104}}");
        SERVER.stubFor(post(urlEqualTo("/api/show"))
                .withRequestBody(equalToJson("{\"model\":\"broken:1b\"}"))
                .willReturn(aResponse().withStatus(500).withBody("{\"error\":\"bad manifest\"}")));

        List<InstalledModel> models = server.installed(SizeRange.standard());

        assertThat(models)
                .extracting(model -> model.model().name(), InstalledModel::inRange, InstalledModel::reason)
                .containsExactly(
                        tuple("llama3.2:3b", true, "nominal size 3b is within 0.5b to 3b"),
                        tuple("qwen2.5:0.5b", true, "nominal size 0.5b is within 0.5b to 3b"),
                        tuple("old-embed:567m", false, "it does not complete text (capabilities: embedding)"),
                        tuple("gpt-oss:20b-cloud", false, "it runs in Ollama's cloud, not on this machine"),
                        tuple("broken:1b", true, "nominal size 1b is within 0.5b to 3b"));
        assertThat(models.get(0).aliases()).containsExactly("llama3.2:latest");
        assertThat(models.get(0).model().parameterCount()).isEqualTo(3212749888L);
        assertThat(models.get(0).model().contextLength()).isEqualTo(131072);
        Model qwen = models.get(1).model();
        assertThat(qwen.nominalSize()).isEqualTo(0.5e9);
        assertThat(qwen.digest()).isEqualTo("d2");
        assertThat(qwen.family()).isEqualTo("qwen2");
        assertThat(qwen.quantization()).isEqualTo("Q4_K_M");
        assertThat(qwen.ownSystem()).isEqualTo("You are Qwen.");
        assertThat(qwen.contextLength()).isEqualTo(32768);
        assertThat(qwen.capabilities()).containsExactly("completion");
        assertThat(models.get(4).warnings()).singleElement().asString().contains("broken:1b", "500");
        SERVER.verify(4, postRequestedFor(urlEqualTo("/api/show")));
    }

    @Test
    void isEmptyWithoutModels() {
        answers("/api/tags", "{\"models\":[]}");
        answers("/api/ps", "{\"models\":null}");

        assertThat(server.installed(SizeRange.standard())).isEmpty();
        assertThat(server.loaded()).isEmpty();
    }

    @Test
    void listsLoadedModels() {
        answers("/api/ps", RUNNING);

        assertThat(server.loaded())
                .containsExactly(new LoadedModel("qwen2.5:0.5b", "a8b0", 752123904, 700000000, 4096));
    }

    /** The server is Ollama's, since it told its version and models: what is wrong is this answer. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"models\":3}  | with a body that is not Ollama's JSON",
                "{\"models\":    | with a body that is not Ollama's JSON",
                "<html>gateway | with a web page",
            })
    void namesTheAnswerThatDoesNotSayWhatIsLoaded(String body, String what) {
        answers("/api/ps", body);

        assertFails(() -> server.loaded())
                .hasMessage("The server at " + SERVER.baseUrl() + " answered /api/ps " + what
                        + "; update it, look for a proxy in between, or name another with --host or OLLAMA_HOST.");
    }

    @Test
    void preloadsWithTheExactOptionsOfARunAndReadsBackWhatIsLoaded() {
        chat(aResponse()
                .withBody("{\"model\":\"m\",\"message\":{\"content\":\"\"},\"done_reason\":\"load\",\"done\":true}"));
        SERVER.stubFor(get(urlEqualTo("/api/ps"))
                .inScenario("load")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withBody("{\"models\":[]}"))
                .willSetStateTo("listed"));
        SERVER.stubFor(get(urlEqualTo("/api/ps"))
                .inScenario("load")
                .whenScenarioStateIs("listed")
                .willReturn(aResponse().withBody(RUNNING)));

        LoadReport report = server.preload("Qwen2.5:0.5B", new LoadOptions(4096), BUDGET);

        assertThat(report.loaded().contextTokens()).isEqualTo(4096);
        assertThat(report.loaded().gpuBytes()).isEqualTo(700000000);
        assertThat(pauses).hasSize(1);
        SERVER.verify(postRequestedFor(urlEqualTo("/api/chat")).withRequestBody(equalToJson("""
                        {"model":"Qwen2.5:0.5B","messages":[],"stream":false,"keep_alive":"30m","truncate":false,"shift":false,
                         "options":{"num_ctx":4096,"draft_num_predict":0}}""")));
    }

    @Test
    void reportsZeroesForAModelThatIsNeverListed() {
        chat(aResponse().withBody("{\"done_reason\":\"load\",\"done\":true}"));
        answers("/api/ps", "{\"models\":[]}");
        answers("/api/tags", "{\"models\":[null,{\"name\":\"m:1b\",\"digest\":\"d\"}]}");

        LoadReport report = server.preload("m:1b", new LoadOptions(2048), BUDGET);

        assertThat(report.loaded()).isEqualTo(new LoadedModel("m:1b", "", 0, 0, 0));
        assertThat(pauses).hasSize(20);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | {\"error\":\"model 'm:1b' not found\"} | ollama pull m:1b",
                "500 | {\"error\":\"llama-server reported out-of-memory during startup: x\"} | Free memory",
                "500 | {\"error\":\"llama-server process has terminated: exit status 1\"} | has terminated",
                "200 | {\"error\":\"late trouble\"} | could not load m:1b",
            })
    void saysWhyAModelDoesNotLoad(int status, String body, String says) {
        chat(aResponse().withStatus(status).withBody(body));

        assertFails(() -> server.preload("m:1b", new LoadOptions(2048), BUDGET))
                .hasMessageContaining("m:1b")
                .hasMessageContaining(says)
                .hasMessageContaining(SERVER.baseUrl());
    }

    @Test
    void saysThatLoadingTookTooLong() {
        chat(aResponse().withFixedDelay(2_000).withBody("{}"));

        assertFails(() -> server.preload("m:1b", new LoadOptions(2048), Duration.ofMillis(100)))
                .hasMessageContaining("Loading m:1b")
                .hasMessageContaining("longer than 0.1 s")
                .hasMessageContaining("ollama ps");
    }

    @Test
    void findsAModelThatAnotherNameLoadedFirst() {
        chat(aResponse().withBody("{\"done_reason\":\"load\",\"done\":true}"));
        answers("/api/ps", RUNNING);
        answers("/api/tags", "{\"models\":[{\"name\":\"mine:latest\",\"digest\":\"a8b0\"}]}");

        LoadReport report = server.preload("mine", new LoadOptions(4096), BUDGET);

        assertThat(report.loaded().name()).isEqualTo("qwen2.5:0.5b");
    }

    @Test
    void unloadsAndWaitsUntilTheModelIsGone() {
        chat(aResponse().withBody("{\"done_reason\":\"unload\",\"done\":true}"));
        SERVER.stubFor(get(urlEqualTo("/api/ps"))
                .inScenario("unload")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withBody(RUNNING))
                .willSetStateTo("gone"));
        SERVER.stubFor(get(urlEqualTo("/api/ps"))
                .inScenario("unload")
                .whenScenarioStateIs("gone")
                .willReturn(aResponse().withBody("{\"models\":[]}")));

        server.unload("qwen2.5:0.5b", BUDGET);

        assertThat(pauses).hasSize(1);
        SERVER.verify(postRequestedFor(urlEqualTo("/api/chat"))
                .withRequestBody(
                        equalToJson("{\"model\":\"qwen2.5:0.5b\",\"messages\":[],\"stream\":false,\"keep_alive\":0}")));
    }

    @Test
    void saysThatAModelIsStillThereWhenTheBudgetOfItsUnloadIsUsedUp() {
        chat(aResponse().withBody("{\"done_reason\":\"unload\",\"done\":true}"));
        answers("/api/ps", RUNNING);

        assertThatThrownBy(() -> server.unload("qwen2.5:0.5b", Duration.ofSeconds(1)))
                .isInstanceOfSatisfying(
                        MatrixException.class, e -> assertThat(e.isPassing()).isTrue())
                .hasMessage("The server at " + SERVER.baseUrl() + " still lists qwen2.5:0.5b 1 s after it was asked to"
                        + " unload it. Stop other programs that use it, or run 'ollama stop qwen2.5:0.5b'.");

        assertThat(pauses).hasSize(10);
    }

    @Test
    void takesAModelThatIsGoneForUnloaded() {
        chat(aResponse().withStatus(404).withBody("{\"error\":\"model 'x' not found\"}"));
        answers("/api/ps", RUNNING);

        server.unload("x", BUDGET);

        assertThat(pauses).as("nothing that can be asked would free its memory").isEmpty();
    }

    @Test
    void saysAtOnceThatAModelIsNotUnloadedWhereTheServerRefusesUnderStatus200() {
        chat(aResponse().withBody("{\"error\":\"late trouble\"}"));
        answers("/api/ps", RUNNING);

        assertFails(() -> server.unload("qwen2.5:0.5b", BUDGET)).hasMessageContaining("late trouble");

        assertThat(pauses).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "503 | {\"error\":\"server busy\"}",
                "200 | <html>",
                "200 | {\"models\":[",
                "200 | {\"error\":\"late trouble\"}",
            })
    void keepsALoadedModelOfWhichTheServerCannotSayWhatItTakes(int status, String body) {
        chat(aResponse().withBody("{\"done_reason\":\"load\",\"done\":true}"));
        SERVER.stubFor(get(urlEqualTo("/api/ps"))
                .willReturn(aResponse().withStatus(status).withBody(body)));

        LoadReport report = server.preload("m:1b", new LoadOptions(2048), BUDGET);

        assertThat(report.loaded()).isEqualTo(new LoadedModel("m:1b", "", 0, 0, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | {\"error\":\"an internal error occurred\"} | true",
                "200 | {\"done_reason\":\"lo | true",
                "200 | <html> | true",
                "503 | busy | true",
                "500 | {\"error\":\"llama-server process has terminated: exit status 1\"} | false",
                "400 | {\"error\":\"no\"} | false",
                "404 | {\"error\":\"model 'm' not found\"} | false",
            })
    void saysWhetherLoadingMaySucceedALittleLater(int status, String body, boolean passing) {
        chat(aResponse().withStatus(status).withBody(body));

        assertThatThrownBy(() -> server.preload("m:1b", new LoadOptions(2048), BUDGET))
                .isInstanceOfSatisfying(
                        MatrixException.class, e -> assertThat(e.isPassing()).isEqualTo(passing));
    }

    @Test
    void takesAnErrorUnderStatus200ForNoListOfModels() {
        answers("/api/tags", "{\"error\":\"late trouble\"}");

        assertFails(() -> server.installed(SizeRange.standard())).hasMessageContaining("late trouble");
    }

    @Test
    void saysWhichDigestAModelHasNow() {
        answers("/api/tags", "{\"models\":[{\"name\":\"mine:latest\",\"digest\":\"a8b0\"}]}");

        assertThat(server.digest("mine")).contains("a8b0");
        assertThat(server.digest("other")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-08-22T02:05:00Z, 2026-08-22T02:05:00Z, false",
        "2026-08-22T02:05:00Z, 2026-08-22T02:05:01Z, true",
        "2026-08-22T01:55:00Z, 2026-08-22T01:55:00Z, true",
        "0001-01-01T00:00:00Z, nonsense, false",
    })
    void knowsAModelInUseByTheTimeAtWhichItIsToLeaveMemory(String before, String after, boolean used) {
        SERVER.stubFor(get(urlEqualTo("/api/ps"))
                .inScenario("use")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withBody(running(before)))
                .willSetStateTo("later"));
        SERVER.stubFor(get(urlEqualTo("/api/ps"))
                .inScenario("use")
                .whenScenarioStateIs("later")
                .willReturn(aResponse().withBody(running(after))));

        assertThat(server.inUse()).hasSize(used ? 1 : 0);
        assertThat(pauses).containsExactly(Duration.ofSeconds(1));
    }

    private static String running(String expires) {
        return "{\"models\":[{\"name\":\"big:70b\",\"expires_at\":\"" + expires + "\"}]}";
    }

    @Test
    void rendersAPromptWithoutRunningIt() {
        chat(aResponse()
                .withBody("{\"model\":\"m\",\"_debug_info\":{\"rendered_template\":\"<s>Hi\",\"image_count\":0}}"));

        assertThat(server.render(Chats.request(512))).contains("<s>Hi");
        SERVER.verify(postRequestedFor(urlEqualTo("/api/chat"))
                .withRequestBody(matchingJsonPath("$[?(@._debug_render_only == true)]"))
                .withRequestBody(matchingJsonPath("$[?(@.stream == false)]"))
                .withRequestBody(matchingJsonPath("$.options[?(@.num_predict == 1)]"))
                .withRequestBody(matchingJsonPath("$.options[?(@.num_ctx == 4096)]")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"message\":{\"content\":\"Par\"},\"done\":true,\"done_reason\":\"length\"}",
                "400 | {\"error\":\"unknown field\"}",
            })
    void rendersNothingWhereTheServerCannot(int status, String body) {
        chat(aResponse().withStatus(status).withBody(body));

        assertThat(server.render(Chats.request(512))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 |                              | refuses requests under this host name",
                "401 | {\"error\":\"sign in first\"} | asks for authorization (401: sign in first)",
                "404 | 404 page not found           | is no Ollama server: it has no /api/tags (404)",
                "500 | {\"error\":\"disk on fire\"}  | answered /api/tags with status 500: disk on fire",
                "500 |                              | answered /api/tags with status 500.",
                "302 |                              | sends requests elsewhere (302 to https://elsewhere/)",
                "200 | <html>router</html>          | is no Ollama server: /api/tags brought a web page",
                "200 | hello                        | brought something other than Ollama's JSON",
                "200 | {\"models\":\"none\"}        | brought something other than Ollama's JSON",
            })
    void hasASentenceForEachServerThatIsOfNoUse(int status, String body, String says) {
        SERVER.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("Location", "https://elsewhere/")
                        .withBody(body == null ? "" : body)));

        assertFails(() -> server.installed(SizeRange.standard()))
                .hasMessageContaining(says)
                .hasMessageContaining(SERVER.baseUrl());
    }

    @Test
    void doesNotTakeAnyJsonForAVersion() {
        answers("/api/version", "{\"status\":\"ok\"}");

        assertFails(() -> server.info()).hasMessageContaining("is no Ollama server");
    }

    @Test
    void saysHowToStartAServerThatIsNotThere() throws IOException {
        transport.close();
        int port = closedPort();
        connect("127.0.0.1:" + port, Chats.settings());

        assertFails(() -> server.info())
                .hasMessage("No Ollama server answers at http://127.0.0.1:" + port
                        + " (connection refused). Start it with 'ollama serve',"
                        + " or name another with --host or OLLAMA_HOST.");
    }

    @Test
    void saysThatAServerIsSilent() {
        transport.close();
        connect(SERVER.baseUrl(), Chats.hastyQueries(Duration.ofMillis(100)));
        SERVER.stubFor(get(urlEqualTo("/api/version")).willReturn(aResponse().withFixedDelay(2_000)));

        assertFails(() -> server.info()).hasMessageContaining("does not answer: nothing came within 0.1 s");
    }

    @Test
    void asksOnceMoreWhenAConnectionTurnsOutToBeDead() {
        SERVER.stubFor(get(urlEqualTo("/api/version"))
                .inScenario("restart")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))
                .willSetStateTo("up"));
        SERVER.stubFor(get(urlEqualTo("/api/version"))
                .inScenario("restart")
                .whenScenarioStateIs("up")
                .willReturn(aResponse().withBody("{\"version\":\"0.32.15\"}")));

        assertThat(server.info().version()).isEqualTo("0.32.15");
    }

    @Test
    void honoursAnInterruptAndLeavesItSet() {
        answers("/api/version", "{\"version\":\"0.32.15\"}");
        Thread.currentThread().interrupt();

        try {
            assertFails(() -> server.info()).hasMessageContaining("was cancelled");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertFails(ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MatrixException.class, e -> assertThat(e.kind()).isEqualTo(MatrixException.Kind.SERVER));
    }

    private static void answers(String path, String body) {
        SERVER.stubFor(get(urlEqualTo(path)).willReturn(aResponse().withBody(body)));
    }

    private static void shows(String model, String body) {
        SERVER.stubFor(post(urlEqualTo("/api/show"))
                .withRequestBody(equalToJson("{\"model\":\"" + model + "\"}"))
                .willReturn(aResponse().withBody(body)));
    }

    private static void chat(ResponseDefinitionBuilder response) {
        SERVER.stubFor(post(urlEqualTo("/api/chat")).willReturn(response));
    }
}
