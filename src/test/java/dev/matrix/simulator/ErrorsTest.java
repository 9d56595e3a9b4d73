package dev.matrix.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shapes of errors, and what strict mode refuses. */
class ErrorsTest {

    private static final String MODEL = "qwen2.5:0.5b";
    private static final Simulator STRICT = Simulator.start(SimulatorSettings.defaults(), Map.of());
    private static final Simulator LENIENT =
            Simulator.start(SimulatorSettings.defaults().withStrict(false), Map.of());

    @AfterAll
    static void stop() {
        STRICT.close();
        LENIENT.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    /api/chat     | {}                                            | 400 | model is required
                    /api/generate | {}                                            | 404 | model '' not found
                    /api/show     | {}                                            | 400 | model is required
                    /api/show     | {"model":"nope"}                              | 404 | model 'nope' not found
                    /api/chat     | {"model":"nope:1b"}                           | 404 | model 'nope:1b' not found
                    /api/chat     | {"model":"a b"}                               | 400 | invalid model name
                    /api/chat     | {"model":7}                                   | 400 | json: cannot unmarshal number into Go struct field ChatRequest.model of type string
                    /api/chat     | {"model":"qwen2.5:0.5b","stream":"yes"}       | 400 | json: cannot unmarshal string into Go struct field ChatRequest.stream of type bool
                    /api/chat     | {"model":"qwen2.5:0.5b","messages":"Hi"}      | 400 | json: cannot unmarshal string into Go struct field ChatRequest.messages of type []api.Message
                    /api/chat     | {"model":"qwen2.5:0.5b","keep_alive":"300"}   | 400 | time: missing unit in duration "300"
                    /api/chat     | {"model":"qwen2.5:0.5b","logprobs":true,"top_logprobs":21} | 400 | top_logprobs must be between 0 and 20
                    /api/chat     | {"model":"qwen2.5:0.5b","options":{"num_ctx":"4096"}} | 500 | option "num_ctx" must be of type integer
                    /api/chat     | {"model":"qwen2.5:0.5b","think":true}         | 400 | "qwen2.5:0.5b" does not support thinking
                    /api/chat     | {"model":"bge-m3"}                            | 400 | "bge-m3:latest" does not support chat
                    /api/chat     | {"model":"gpt-oss:20b-cloud"}                 | 401 | unauthorized
                    /api/chat     | {"model"                                      | 400 | unexpected EOF
                    """)
    void saysWhatIsWrongInTheWordsOfTheRealServer(String path, String body, int status, String error) throws Exception {
        HttpResponse<String> response = new Talk(STRICT).post(path, body);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(Talk.json(response.body()).path("error").asText()).isEqualTo(error);
    }

    @Test
    void refusesAnEmptyBodyAndAnUnknownFormat() throws Exception {
        HttpResponse<String> empty = new Talk(STRICT).send("POST", "/api/chat", "");
        assertThat(empty.statusCode()).isEqualTo(400);
        assertThat(empty.body()).isEqualTo("{\"error\":\"missing request body\"}");
        HttpResponse<String> format =
                new Talk(STRICT).post("/api/chat", "{\"model\":\"qwen2.5:0.5b\",\"format\":\"xml\"}");
        assertThat(format.statusCode()).isEqualTo(500);
        assertThat(format.body()).contains("invalid format");
    }

    @Test
    void answersUnknownRoutesAndMethodsInPlainText() throws Exception {
        HttpResponse<String> route = new Talk(STRICT).get("/api/nothing");
        HttpResponse<String> method = new Talk(STRICT).get("/api/chat");
        assertThat(route.statusCode()).isEqualTo(404);
        assertThat(route.body()).isEqualTo("404 page not found");
        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(method.headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
        assertThat(new Talk(STRICT).send("HEAD", "/", "").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesInStrictModeWhatARealServerIgnoresSilently() throws Exception {
        refused(body -> body.put("system", "Be brief."), "'system' is no field of /api/chat");
        refused(body -> body.put("temperature", 0), "'temperature' is no field of /api/chat");
        refused(body -> Talk.options(body).put("max_tokens", 5), "'max_tokens' is no option");
        refused(
                body -> ((ObjectNode) body.path("messages").get(0)).put("name", "x"),
                "'name' is no field of a message");
        refused(body -> ((ObjectNode) body.path("messages").get(0)).put("role", "System "), "is no role");
        refused(body -> body.put("top_logprobs", 5), "top_logprobs without logprobs");
    }

    private static void refused(Consumer<ObjectNode> change, String why) throws Exception {
        ObjectNode body = Talk.chat(MODEL, "", "Hello");
        change.accept(body);
        HttpResponse<String> strict = new Talk(STRICT).post("/api/chat", body);
        assertThat(strict.statusCode()).isEqualTo(400);
        assertThat(strict.body()).contains("strict: ").contains(why);
        assertThat(new Talk(LENIENT).post("/api/chat", body).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAPromptThatDoesNotFitOrCutsItSilently() throws Exception {
        ObjectNode body = Talk.chat(MODEL, "", "word ".repeat(1_000));
        Talk.options(body).put("num_ctx", 512);
        HttpResponse<String> refused = new Talk(LENIENT).post("/api/chat", body);
        assertThat(refused.statusCode()).isEqualTo(400);
        JsonNode inner =
                Talk.json(Talk.json(refused.body()).path("error").asText()).path("error");
        assertThat(inner.path("type").asText()).isEqualTo("exceed_context_size_error");
        assertThat(inner.path("n_ctx").asInt()).isEqualTo(512);
        assertThat(inner.path("n_prompt_tokens").asInt()).isGreaterThan(1_000);
        HttpResponse<String> shifted = new Talk(LENIENT).post("/api/chat", body.put("truncate", true));
        assertThat(shifted.statusCode()).isEqualTo(400);
        assertThat(shifted.body()).contains("longer than the context length");
        JsonNode cut = new Talk(LENIENT).ok("/api/chat", body.put("shift", true));
        assertThat(cut.path("prompt_eval_count").asInt()).isBetween(240, 270);
    }

    @Test
    void keepsTheTokenLimit() throws Exception {
        ObjectNode body = Talk.chat(MODEL, "", "Hello");
        Talk.options(body).put("num_predict", 2);
        JsonNode reply = new Talk(STRICT).ok("/api/chat", body);
        assertThat(reply.path("message").path("content").asText()).isEqualTo("I am");
        assertThat(reply.path("done_reason").asText()).isEqualTo("length");
        assertThat(reply.path("eval_count").asInt()).isEqualTo(2);
    }

    @Test
    void answersGenerateAsChat() throws Exception {
        ObjectNode body = Talk.MAPPER
                .createObjectNode()
                .put("model", MODEL)
                .put("prompt", "Hello")
                .put("shift", false)
                .put("stream", false);
        JsonNode reply = new Talk(STRICT).ok("/api/generate", body);
        assertThat(reply.path("response").asText()).isEqualTo("I am not sure.");
        assertThat(reply.has("message")).isFalse();
        assertThat(reply.path("prompt_eval_count").asInt()).isPositive();
    }
}
