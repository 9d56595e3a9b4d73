package dev.matrix.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /v1/chat/completions}: its own defaults, its own bodies, and what it leaves out. */
class OpenAiTest {

    private static final String PATH = "/v1/chat/completions";
    private static final String MODEL = "qwen2.5:0.5b";
    private static final Map<Benchmark, ItemSet> KNOWN = Samples.all();
    private static final Simulator STRICT =
            Simulator.start(SimulatorSettings.defaults().withAutomaticContext(2_048), KNOWN);
    private static final Simulator LENIENT =
            Simulator.start(SimulatorSettings.defaults().withStrict(false), KNOWN);

    @AfterAll
    static void stop() {
        STRICT.close();
        LENIENT.close();
    }

    private static ItemSet numbers() {
        return KNOWN.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals("gsm8k"))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private static ObjectNode request(String user) {
        ObjectNode body = Talk.MAPPER.createObjectNode().put("model", MODEL);
        body.putArray("messages").addObject().put("role", "user").put("content", user);
        return body;
    }

    /** What lm-eval sends. */
    private static ObjectNode greedy(String user) {
        ObjectNode body =
                request(user).put("temperature", 0).put("max_tokens", 256).put("seed", 1234);
        body.putArray("stop").add("Question:").add("</s>");
        return body;
    }

    @Test
    void answersInTheFormOfOpenAiWithoutTimings() throws Exception {
        JsonNode reply = new Talk(STRICT).ok(PATH, greedy("Hi"));

        assertThat(reply.path("id").asText()).matches("chatcmpl-\\d{1,3}");
        assertThat(reply.path("object").asText()).isEqualTo("chat.completion");
        assertThat(reply.path("system_fingerprint").asText()).isEqualTo("fp_ollama");
        assertThat(reply.at("/choices/0/message/role").asText()).isEqualTo("assistant");
        assertThat(reply.at("/choices/0/message/content").asText()).isNotEmpty();
        assertThat(reply.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        int total = reply.at("/usage/prompt_tokens").asInt()
                + reply.at("/usage/completion_tokens").asInt();
        assertThat(reply.at("/usage/total_tokens").asInt()).isEqualTo(total).isPositive();
        assertThat(reply.toString()).doesNotContain("duration");
    }

    @Test
    void saysTheSameAsTheNativeEndpointToTheSameMessages() throws Exception {
        for (Item item : numbers().items().subList(0, 20)) {
            ObjectNode chat = Talk.chat(MODEL, "", Samples.turn(item));
            chat.remove("shift");
            Talk.options(chat).put("num_ctx", 2_048).put("num_predict", 256);
            chat.withArray("messages").remove(0);

            String asked = new Talk(STRICT)
                    .ok(PATH, greedy(Samples.turn(item)))
                    .at("/choices/0/message/content")
                    .asText();
            String told = new Talk(STRICT)
                    .ok("/api/chat", chat)
                    .at("/message/content")
                    .asText();

            assertThat(asked).isEqualTo(told);
        }
    }

    @Test
    void absentTemperatureIsOne() throws Exception {
        // At temperature 1 the seed decides; at 0 it does not.
        long different = numbers().items().stream()
                .limit(20)
                .filter(item -> !said(request(Samples.turn(item)).put("seed", 1))
                        .equals(said(request(Samples.turn(item)).put("seed", 2))))
                .count();

        assertThat(different).isPositive();
    }

    private static String said(ObjectNode body) {
        try {
            return new Talk(STRICT)
                    .ok(PATH, body)
                    .at("/choices/0/message/content")
                    .asText();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void stopsBeforeAStopText() throws Exception {
        Item item = numbers().items().get(0);
        String whole = said(greedy(Samples.turn(item)));
        String stop = whole.substring(whole.length() / 2, whole.length() / 2 + 5);
        ObjectNode body = greedy(Samples.turn(item));
        body.putArray("stop").add(stop);

        assertThat(said(body)).isEqualTo(whole.substring(0, whole.indexOf(stop)));
    }

    @Test
    void reachesItsLimit() throws Exception {
        JsonNode reply = new Talk(STRICT)
                .ok(PATH, greedy(Samples.turn(numbers().items().get(0))).put("max_tokens", 3));

        assertThat(reply.at("/choices/0/finish_reason").asText()).isEqualTo("length");
        assertThat(reply.at("/usage/completion_tokens").asInt()).isEqualTo(3);
    }

    @Test
    void streamsEventsThatEndWithDone() throws Exception {
        HttpResponse<String> response = new Talk(STRICT).post(PATH, greedy("Hi").put("stream", true));

        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream");
        assertThat(response.body()).startsWith("data: {").endsWith("data: [DONE]\n\n");
        assertThat(response.body()).contains("\"object\":\"chat.completion.chunk\"", "\"finish_reason\":\"stop\"");
    }

    @ParameterizedTest
    @CsvSource({"top_k", "num_ctx", "keep_alive", "think", "max_completion_tokens", "do_sample", "until"})
    void refusesWhatTheRealServerWouldIgnoreSilently(String field) throws Exception {
        ObjectNode body = greedy("Hi").put(field, 1);

        HttpResponse<String> refused = new Talk(STRICT).post(PATH, body);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(Talk.json(refused.body()).at("/error/message").asText()).contains("'" + field + "'");
        assertThat(Talk.json(refused.body()).at("/error/type").asText()).isEqualTo("invalid_request_error");
        assertThat(new Talk(LENIENT).post(PATH, body).statusCode()).isEqualTo(200);
    }

    @Test
    void saysThatAModelIsNotThereInTheFormOfOpenAi() throws Exception {
        HttpResponse<String> response = new Talk(STRICT).post(PATH, greedy("Hi").put("model", "nope:1b"));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(Talk.json(response.body()).path("error").toString())
                .isEqualTo("{\"message\":\"model 'nope:1b' not found\",\"type\":\"not_found_error\",\"param\":null,"
                        + "\"code\":null}");
    }

    @Test
    void getsTheAutomaticContextAndReloadsAModelThatHasAnother() throws Exception {
        Talk talk = new Talk(LENIENT);
        ObjectNode chat = Talk.chat(MODEL, "", "Hi");
        Talk.options(chat).put("num_ctx", 8_192);
        talk.ok("/api/chat", chat);

        talk.ok(PATH, greedy("Hi"));

        JsonNode loaded = Talk.json(talk.get("/api/ps").body()).at("/models/0");
        assertThat(loaded.path("context_length").asInt()).isEqualTo(4_096);
        assertThat(LENIENT.statistics().reloads()).isPositive();
    }

    @Test
    void strictRefusesToReloadForARequestThatCannotSayItsContext() throws Exception {
        try (Simulator fresh = Simulator.start(SimulatorSettings.defaults(), KNOWN)) {
            ObjectNode chat = Talk.chat(MODEL, "", "Hi");
            Talk.options(chat).put("num_ctx", 8_192);
            new Talk(fresh).ok("/api/chat", chat);

            HttpResponse<String> refused = new Talk(fresh).post(PATH, greedy("Hi"));

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("would reload it");
        }
    }

    @Test
    void listsItsModels() throws Exception {
        JsonNode list = Talk.json(new Talk(STRICT).get("/v1/models").body());

        assertThat(list.path("object").asText()).isEqualTo("list");
        assertThat(list.path("data").findValuesAsText("id")).contains(MODEL);
    }
}
