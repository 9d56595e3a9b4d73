package dev.matrix.ollama;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.matrix.domain.FailureKind;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Message;
import dev.matrix.domain.SamplingOptions;
import dev.matrix.domain.TokenLogprob;
import dev.matrix.inference.ChatRequest;
import dev.matrix.inference.ChatResult;
import dev.matrix.inference.LoadOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaClientTest {

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private Ollama ollama;

    @BeforeEach
    void connect() {
        ollama = Chats.connect(SERVER.baseUrl(), Chats.settings());
    }

    @AfterEach
    void disconnect() {
        ollama.close();
    }

    @Test
    void readsAStreamedReply() {
        streams(Chats.line("Par") + Chats.line("is.") + Chats.LAST_LINE);

        ChatResult.Reply reply = Chats.reply(ask(512));

        assertThat(reply.text()).isEqualTo("Paris.");
        assertThat(reply.thinking()).isEmpty();
        assertThat(reply.doneReason()).isEqualTo("stop");
        assertThat(reply.logprobs()).isEmpty();
        assertThat(reply.metrics().promptTokens()).isEqualTo(26);
        assertThat(reply.metrics().generatedTokens()).isEqualTo(290);
        assertThat(reply.metrics().totalNanos()).isEqualTo(5043500667L);
        assertThat(reply.metrics().loadNanos()).isEqualTo(5025959);
        assertThat(reply.metrics().promptNanos()).isEqualTo(325953000);
        assertThat(reply.metrics().generateNanos()).isEqualTo(4709213000L);
        assertThat(reply.metrics().wallNanos()).isPositive();
    }

    @Test
    void sendsEveryKeyAndNoOther() {
        streams(Chats.LAST_LINE);
        ChatRequest request = new ChatRequest(
                "qwen2.5:0.5b",
                List.of(
                        Message.system("Be brief."),
                        Message.user("1+1?"),
                        Message.assistant("2"),
                        Message.user("2+2?")),
                new LoadOptions(2048),
                new SamplingOptions(.7, 50, .8, .05, .9, 1.1, 32, .1, .2, 43, List.of()),
                512,
                true,
                true);

        ollama.client().chat(request);

        SERVER.verify(postRequestedFor(urlEqualTo("/api/chat"))
                .withHeader("Content-Type", equalTo("application/json"))
                .withHeader("Accept-Encoding", equalTo("identity"))
                .withHeader("Authorization", absent())
                .withRequestBody(equalToJson("""
                        {"model":"qwen2.5:0.5b","stream":true,"think":true,"truncate":false,"shift":false,"keep_alive":"30m",
                         "messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"1+1?"},
                                     {"role":"assistant","content":"2"},{"role":"user","content":"2+2?"}],
                         "options":{"num_ctx":2048,"num_predict":512,"draft_num_predict":0,"seed":43,"temperature":0.7,
                                    "top_k":50,"top_p":0.8,"min_p":0.05,"typical_p":0.9,"repeat_penalty":1.1,
                                    "repeat_last_n":32,"presence_penalty":0.1,"frequency_penalty":0.2},
                         "logprobs":true,"top_logprobs":20}
                        """)));
    }

    @Test
    void sendsOnlyTheSamplingOfLmEvalForItsTasks() {
        streams(Chats.LAST_LINE);
        ChatRequest request = new ChatRequest(
                "qwen2.5:0.5b",
                List.of(Message.user("Q: 2+2?\nA:")),
                new LoadOptions(2048),
                SamplingOptions.ofLmEval(0, 1234, List.of("Q:", "</s>", "<|im_end|>")),
                256,
                false,
                false,
                true);

        ollama.client().chat(request);

        SERVER.verify(postRequestedFor(urlEqualTo("/api/chat")).withRequestBody(equalToJson("""
                        {"model":"qwen2.5:0.5b","stream":true,"think":false,"truncate":false,"shift":false,"keep_alive":"30m",
                         "messages":[{"role":"user","content":"Q: 2+2?\\nA:"}],
                         "options":{"num_ctx":2048,"num_predict":256,"draft_num_predict":0,"seed":1234,"temperature":0,
                                    "top_p":1,"stop":["Q:","</s>","<|im_end|>"]}}
                        """)));
    }

    @Test
    void takesARepliesTextAsItIsWhereAsked() {
        String loop = "the same six words again now ".repeat(60);
        streams(Chats.line("<think>no</think>") + Chats.line(loop) + Chats.LAST_LINE);

        ChatResult verbatim = ollama.client().chat(verbatim(true));
        ChatResult cleaned = ollama.client().chat(verbatim(false));

        assertThat(Chats.reply(verbatim).text()).isEqualTo("<think>no</think>" + loop);
        assertThat(Chats.reply(verbatim).doneReason()).isEqualTo("stop");
        assertThat(Chats.reply(cleaned).text()).doesNotContain("think");
        assertThat(Chats.reply(cleaned).doneReason()).isEqualTo("repetition");
    }

    private static ChatRequest verbatim(boolean verbatim) {
        return new ChatRequest(
                "qwen2.5:0.5b",
                List.of(Message.user("Go.")),
                new LoadOptions(2048),
                SamplingOptions.of(0, 42),
                1024,
                false,
                false,
                verbatim);
    }

    @Test
    void sendsAnEmptySystemTurnAndNoLogprobsUnasked() {
        streams(Chats.LAST_LINE);

        ask(1);

        SERVER.verify(postRequestedFor(urlEqualTo("/api/chat")).withRequestBody(equalToJson("""
                        {"model":"qwen2.5:0.5b","stream":true,"think":false,"truncate":false,"shift":false,"keep_alive":"30m",
                         "messages":[{"role":"system","content":""},{"role":"user","content":"Which is right?"}],
                         "options":{"num_ctx":4096,"num_predict":1,"draft_num_predict":0,"seed":42,"temperature":0,
                                    "top_k":40,"top_p":0.9,"min_p":0,"typical_p":1,"repeat_penalty":1,
                                    "repeat_last_n":64,"presence_penalty":0,"frequency_penalty":0}}
                        """)));
    }

    @Test
    void keepsThePathPrefixAndTheHeadersOfAProxy() {
        SERVER.stubFor(
                post(urlEqualTo("/ollama/api/chat")).willReturn(aResponse().withBody(Chats.LAST_LINE)));
        OllamaSettings settings = Chats.settings(Map.of("X-Team", "blue"), "key for ollama.com only");
        String address = SERVER.baseUrl().replace("http://", "http://user:pass@") + "/ollama/";

        try (Ollama proxied = Chats.connect(address, settings)) {
            Chats.reply(proxied.client().chat(Chats.request(1)));
        }

        SERVER.verify(postRequestedFor(urlEqualTo("/ollama/api/chat"))
                .withHeader("X-Team", equalTo("blue"))
                .withHeader("Authorization", equalTo("Basic dXNlcjpwYXNz")));
    }

    @Test
    void keepsTheApiKeyFromEveryHostButItsOwn() {
        streams(Chats.LAST_LINE);

        try (Ollama keyed = Chats.connect(SERVER.baseUrl(), Chats.settings(Map.of(), "secret"))) {
            Chats.reply(keyed.client().chat(Chats.request(1)));
        }

        SERVER.verify(postRequestedFor(urlEqualTo("/api/chat")).withHeader("Authorization", absent()));
    }

    @Test
    void refusesAHeaderThatHttpDoesNotAllowWithoutShowingItsValue() {
        OllamaSettings settings = Chats.settings(Map.of("X-Key", "secret\nvalue"), null);

        assertThatThrownBy(() -> Chats.connect(SERVER.baseUrl(), settings))
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining("X-Key")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"done_reason\":\"stop\",\"eval_count\":9', stop",
        "'\"done_reason\":\"length\",\"eval_count\":512', length",
        "'\"eval_count\":9', stop",
        "'\"eval_count\":512', length",
        "'\"done_reason\":\"\",\"eval_count\":512', length",
        "'\"done_reason\":\"content_filter\"', stop",
    })
    void knowsThreeReasonsForTheEnd(String last, String doneReason) {
        streams(Chats.line("x") + "{\"message\":{\"content\":\"\"},\"done\":true," + last + "}\n");

        assertThat(Chats.reply(ask(512)).doneReason()).isEqualTo(doneReason);
    }

    @Test
    void takesAbsentNumbersForUnknown() {
        streams("{\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"done\":true,\"done_reason\":\"stop\"}");

        ChatResult.Reply reply = Chats.reply(ask(512));

        assertThat(reply.text()).isEqualTo("Hi");
        assertThat(reply.metrics().promptTokens()).isEqualTo(-1);
        assertThat(reply.metrics().generatedTokens()).isEqualTo(-1);
        assertThat(reply.metrics().generateNanos()).isEqualTo(-1);
    }

    @Test
    void keepsThinkingApart() {
        streams("{\"message\":{\"role\":\"assistant\",\"content\":\"\",\"thinking\":\"The user\"},\"done\":false}\n"
                + "{\"message\":{\"role\":\"assistant\",\"content\":\"\",\"thinking\":\" asks\"},\"done\":false}\n"
                + Chats.line("B") + Chats.LAST_LINE);

        ChatResult.Reply reply = Chats.reply(ask(512));

        assertThat(reply.thinking()).isEqualTo("The user asks");
        assertThat(reply.text()).isEqualTo("B");
    }

    @Test
    void movesThinkTagsOutOfTheText() {
        streams(Chats.line("<thi") + Chats.line("nk>hm</think>\n") + Chats.line("B") + Chats.LAST_LINE);

        ChatResult.Reply reply = Chats.reply(ask(512));

        assertThat(reply.thinking()).isEqualTo("hm");
        assertThat(reply.text()).isEqualTo("B");
    }

    @ParameterizedTest
    @ValueSource(strings = {" A", "A"})
    void readsLogprobsOfBothKindsOfTokenizers(String letter) {
        String other = letter.replace('A', 'B');
        streams("{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"" + letter + "\"},\"done\":false,"
                + "\"logprobs\":[{\"token\":\"" + letter + "\",\"logprob\":-0.25,\"bytes\":[65],\"top_logprobs\":["
                + "{\"token\":\"" + letter + "\",\"logprob\":-0.25,\"bytes\":[65]},"
                + "{\"token\":\"" + other + "\",\"logprob\":-1.75},"
                + "{\"token\":\"\\u0120\",\"logprob\":-3.4028235e38}]}]}\n" + Chats.LAST_LINE);

        List<TokenLogprob> logprobs =
                Chats.reply(ollama.client().chat(Chats.request(1, true))).logprobs();

        assertThat(logprobs).singleElement().satisfies(token -> {
            assertThat(token.token()).isEqualTo(letter);
            assertThat(token.logprob()).isEqualTo(-.25);
            assertThat(token.top())
                    .extracting(TokenLogprob.Alternative::token, TokenLogprob.Alternative::logprob)
                    .containsExactly(tuple(letter, -.25), tuple(other, -1.75), tuple("\u0120", -1e4));
        });
    }

    @Test
    void joinsLogprobsOfChunksAndKeepsBlankTokensAndTheFirstSixtyFour() {
        String chunk = IntStream.range(0, 40)
                .mapToObj(i -> "{\"token\":\"" + (i == 0 ? "" : "t" + i) + "\",\"logprob\":-" + i + "}")
                .collect(Collectors.joining(",", "\"logprobs\":[", "]"));
        String line = "{\"message\":{\"content\":\"some text \"},\"done\":false," + chunk + "}\n";
        streams(line + line + Chats.LAST_LINE);

        List<TokenLogprob> logprobs =
                Chats.reply(ollama.client().chat(Chats.request(100, true))).logprobs();

        assertThat(logprobs).hasSize(64);
        assertThat(logprobs.get(0).token()).isEmpty();
        assertThat(logprobs.get(0).top()).isEmpty();
        assertThat(logprobs.get(40).token()).isEmpty();
        assertThat(logprobs.get(63).logprob()).isEqualTo(-23);
    }

    @Test
    void takesACleanEndAfterRepeatedChunksForTheServersOwnBreaker() {
        streams(Chats.line("It is ")
                + Chats.line("ha").repeat(15)
                + Chats.line(" ha ").repeat(16));

        ChatResult.Reply reply = Chats.reply(ask(512));

        assertThat(reply.doneReason()).isEqualTo("repetition");
        assertThat(reply.text()).startsWith("It is haha").endsWith(" ha ");
        assertThat(reply.metrics().generatedTokens()).isEqualTo(32);
        assertThat(reply.metrics().promptTokens()).isEqualTo(-1);
    }

    @Test
    void takesACleanEndAfterFewerRepeatedChunksForACutReply() {
        streams(Chats.line("ha").repeat(30));

        ChatResult.Failed failed = Chats.failed(ask(512));

        assertThat(failed.failure().kind()).isEqualTo(FailureKind.INCOMPLETE);
        assertThat(failed.failure().message()).contains("done:true");
        assertThat(failed.partialText()).isEqualTo("ha".repeat(30));
    }

    @Test
    void takesTheServersTokenRepeatErrorForRepetition() {
        refuses(500, "{\"error\":\"prediction aborted, token repeat limit reached\"}");

        ChatResult.Reply reply = Chats.reply(ask(512));

        assertThat(reply.doneReason()).isEqualTo("repetition");
        assertThat(reply.text()).isEmpty();
        assertThat(reply.metrics().generatedTokens()).isEqualTo(-1);
    }

    @Test
    void takesATokenRepeatErrorInTheStreamForRepetitionWithTheTextSoFar() {
        streams(Chats.line("so ") + Chats.line("ha")
                + "{\"error\":\"prediction aborted, token repeat limit reached\"}\n");

        ChatResult.Reply reply = Chats.reply(ask(512));

        assertThat(reply.doneReason()).isEqualTo("repetition");
        assertThat(reply.text()).isEqualTo("so ha");
    }

    @ParameterizedTest
    @CsvSource({
        "an error was encountered while running the model: unexpected EOF, CRASHED",
        "'llama-server reported: failed to allocate buffer', OUT_OF_MEMORY",
        "request (9 tokens) exceeds the available context size (8 tokens), OVERFLOW",
        "something else, SERVER_ERROR",
    })
    void typesAnErrorLineByItsMessage(String message, FailureKind kind) {
        streams(Chats.line("Par") + "{\"error\":\"" + message + "\"}\n");

        ChatResult.Failed failed = Chats.failed(ask(512));

        assertThat(failed.failure().kind()).isEqualTo(kind);
        assertThat(failed.failure().message()).contains(message);
        assertThat(failed.failure().httpStatus()).isEqualTo(200);
        assertThat(failed.partialText()).isEqualTo("Par");
    }

    @Test
    void passesOnHowLongTheServerAsksToWait() {
        SERVER.stubFor(post(urlEqualTo("/api/chat"))
                .willReturn(aResponse()
                        .withStatus(429)
                        .withHeader("Retry-After", "7")
                        .withBody("{\"error\":\"slow down\"}")));

        ChatResult.Failed failed = Chats.failed(ask(512));

        assertThat(failed.failure().kind()).isEqualTo(FailureKind.RATE_LIMITED);
        assertThat(failed.failure().httpStatus()).isEqualTo(429);
        assertThat(failed.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void leavesEveryRepetitionToTheCaller() {
        SERVER.stubFor(post(urlEqualTo("/api/chat"))
                .willReturn(aResponse().withStatus(503).withHeader("Retry-After", "0")));

        ChatResult.Failed failed = Chats.failed(ask(512));

        assertThat(failed.failure().kind()).isEqualTo(FailureKind.BUSY);
        assertThat(failed.retryAfter()).isEqualTo(Duration.ZERO);
        SERVER.verify(1, postRequestedFor(urlEqualTo("/api/chat")));
    }

    @Test
    void survivesNullsInLists() {
        streams(
                "{\"message\":{\"content\":\"B\"},\"done\":false,\"logprobs\":[null,{\"token\":null,\"top_logprobs\":[null]}]}\n"
                        + Chats.LAST_LINE);

        assertThat(Chats.reply(ask(1)).logprobs()).containsExactly(new TokenLogprob("", -1e4, List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 |                                    | FORBIDDEN       | empty body",
                "404 | {\"error\":\"model 'x' not found\"} | MODEL_NOT_FOUND | not found",
                "500 |                                    | SERVER_ERROR    | empty body",
                "503 | <html><h1>Unavailable</h1></html>  | BUSY            | a web page",
                "301 |                                    | BAD_REQUEST     | 301",
            })
    void typesAnAnswerByItsStatus(int status, String body, FailureKind kind, String says) {
        refuses(status, body == null ? "" : body);

        ChatResult.Failed failed = Chats.failed(ask(512));

        assertThat(failed.failure().kind()).isEqualTo(kind);
        assertThat(failed.failure().message()).contains(says);
        assertThat(failed.failure().httpStatus()).isEqualTo(status);
        assertThat(failed.retryAfter()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<html>hello</html>", "null", "[]", "{\"message\":{\"content\":\"x\"", "{\"done\":\"maybe\"}"})
    void takesWhatIsNotOllamasJsonForMalformed(String body) {
        streams(body);

        assertThat(Chats.failed(ask(512)).failure().kind()).isEqualTo(FailureKind.MALFORMED);
    }

    @Test
    void takesAnEmptyBodyForAnIncompleteReply() {
        streams("");

        assertThat(Chats.failed(ask(512)).failure().kind()).isEqualTo(FailureKind.INCOMPLETE);
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECTION_RESET_BY_PEER, CONNECTION",
        "EMPTY_RESPONSE, CONNECTION",
        "RANDOM_DATA_THEN_CLOSE, CONNECTION",
        "MALFORMED_RESPONSE_CHUNK, INCOMPLETE",
    })
    void typesWhatBreaksBelowHttp(Fault fault, FailureKind kind) {
        SERVER.stubFor(post(urlEqualTo("/api/chat")).willReturn(aResponse().withFault(fault)));

        ChatResult.Failed failed = Chats.failed(ask(512));

        assertThat(failed.failure().kind()).isEqualTo(kind);
        assertThat(failed.failure().message()).startsWith(SERVER.baseUrl());
        assertThat(failed.failure().httpStatus()).isZero();
        SERVER.verify(1, postRequestedFor(urlEqualTo("/api/chat")));
    }

    @Test
    void endsAReplyThatGoesOnBeyondItsTokenLimit() {
        streams(IntStream.range(0, 400).mapToObj(i -> Chats.line("w" + i + " ")).collect(Collectors.joining())
                + Chats.LAST_LINE);

        ChatResult.Reply reply = Chats.reply(ask(100));

        assertThat(reply.doneReason()).isEqualTo("length");
        assertThat(reply.metrics().generatedTokens()).isEqualTo(126);
    }

    @Test
    void endsAReplyOfTooManyCharacters() {
        streams(Chats.line("x".repeat(5000)) + Chats.line("x".repeat(5000)) + Chats.LAST_LINE);

        ChatResult.Reply reply = Chats.reply(ask(1));

        assertThat(reply.doneReason()).isEqualTo("length");
        assertThat(reply.text()).hasSize(5000);
    }

    private ChatResult ask(int maxTokens) {
        return ollama.client().chat(Chats.request(maxTokens));
    }

    private static void streams(String body) {
        SERVER.stubFor(post(urlEqualTo("/api/chat"))
                .willReturn(aResponse()
                        .withHeader("Content-Type", "application/x-ndjson")
                        .withBody(body)));
    }

    private static void refuses(int status, String body) {
        SERVER.stubFor(post(urlEqualTo("/api/chat"))
                .willReturn(aResponse().withStatus(status).withBody(body)));
    }
}
