package dev.matrix.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.matrix.domain.MatrixException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ModesTest {

    private static final String MODEL = "llama3.2:1b";

    @Test
    void namesAreReadAsTheyAreWritten() {
        String all = Arrays.stream(Mode.values()).map(Mode::label).collect(Collectors.joining(", "));
        assertThat(Mode.parse(all)).containsExactlyInAnyOrder(Mode.values());
        assertThat(Mode.parse("")).isEmpty();
        assertThatThrownBy(() -> Mode.parse("one-slot,fast"))
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining("'fast'")
                .hasMessageContaining("one-slot");
    }

    @Test
    void theSystemTextIsRenderedFoldedDroppedOrInjected() throws Exception {
        assertThat(rendered(Set.of(), "Be brief.")).isEqualTo("""
                        <|im_start|>system
                        Be brief.<|im_end|>
                        <|im_start|>user
                        Hi<|im_end|>
                        <|im_start|>assistant
                        """);
        assertThat(rendered(Set.of(Mode.SYSTEM_FOLDED), "Be brief."))
                .isEqualTo("<|im_start|>user\nBe brief.\n\nHi<|im_end|>\n<|im_start|>assistant\n");
        assertThat(rendered(Set.of(Mode.SYSTEM_DROPPED), "Be brief."))
                .isEqualTo("<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n");
        assertThat(rendered(Set.of(Mode.DEFAULT_SYSTEM), "")).contains("You are a helpful assistant.");
        assertThat(rendered(Set.of(Mode.DEFAULT_SYSTEM), "Be brief.")).doesNotContain("helpful");
    }

    @Test
    void theModelsOwnSystemStandsInUnlessOneIsSent() throws Exception {
        try (Simulator simulator = start(Set.of())) {
            ObjectNode body = Talk.chat("qwen2.5:0.5b", "", "Hi").put("_debug_render_only", true);
            assertThat(template(simulator, body)).doesNotContain("Qwen");
            body.putArray("messages").addObject().put("role", "user").put("content", "Hi");
            assertThat(template(simulator, body)).contains("You are Qwen");
        }
    }

    @Test
    void promptTokensShowWhetherTheSystemTextArrived() throws Exception {
        int plain = promptTokens(Set.of(), "");
        assertThat(promptTokens(Set.of(), "Be brief and clear.")).isGreaterThan(plain);
        assertThat(promptTokens(Set.of(Mode.SYSTEM_DROPPED), "Be brief and clear."))
                .isEqualTo(promptTokens(Set.of(Mode.SYSTEM_DROPPED), ""));
        assertThat(promptTokens(Set.of(Mode.DEFAULT_SYSTEM), "")).isGreaterThan(plain);
    }

    @Test
    void anEmptySystemMessageCanBeRefused() throws Exception {
        try (Simulator simulator = start(Set.of(Mode.REFUSES_EMPTY_SYSTEM))) {
            Talk talk = new Talk(simulator);
            assertThat(talk.post("/api/chat", Talk.chat(MODEL, "", "Hi")).statusCode())
                    .isEqualTo(400);
            assertThat(talk.post("/api/chat", Talk.chat(MODEL, "Be brief.", "Hi"))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aThinkingModelThinksUnlessToldNotTo() throws Exception {
        JsonNode thinks = chat(Set.of(Mode.THINKING), Talk.chat(MODEL, "", "Hi"));
        assertThat(thinks.path("message").path("thinking").asText()).isNotEmpty();
        assertThat(thinks.path("message").path("content").asText()).isEqualTo("I am not sure.");
        JsonNode silent = chat(Set.of(Mode.THINKING), Talk.chat(MODEL, "", "Hi").put("think", false));
        assertThat(silent.path("message").has("thinking")).isFalse();
        JsonNode only =
                chat(Set.of(Mode.THINKING_ONLY), Talk.chat(MODEL, "", "Hi").put("think", false));
        assertThat(only.path("message").path("thinking").asText()).isNotEmpty();
        assertThat(only.path("message").path("content").asText()).isEmpty();
    }

    @Test
    void anOldServerHasNeitherCapabilitiesNorRendering() throws Exception {
        try (Simulator simulator = start(Set.of(Mode.OLD_VERSION))) {
            Talk talk = new Talk(simulator);
            assertThat(talk.get("/api/version").body()).contains("\"0.11.0\"");
            assertThat(talk.get("/api/tags").body()).doesNotContain("capabilities");
            assertThat(talk.ok("/api/show", "{\"model\":\"bge-m3\"}")
                            .path("model_info")
                            .has("bert.pooling_type"))
                    .isTrue();
            assertThat(talk.ok("/api/chat", Talk.chat(MODEL, "", "Hi").put("_debug_render_only", true))
                            .has("_debug_info"))
                    .isFalse();
            ObjectNode tooLong = Talk.chat(MODEL, "", "word ".repeat(6_000));
            assertThat(talk.ok("/api/chat", tooLong).path("prompt_eval_count").asInt())
                    .isBetween(2_000, 2_100);
        }
        assertThat(chat(Set.of(Mode.NO_RENDER), Talk.chat(MODEL, "", "Hi").put("_debug_render_only", true))
                        .path("message")
                        .path("content")
                        .asText())
                .isEqualTo("I am not sure.");
    }

    @Test
    void aModelThatIgnoresTheTokenLimitTalksOn() throws Exception {
        ObjectNode body = Talk.chat(MODEL, "", "Hi");
        Talk.options(body).put("num_predict", 1);
        assertThat(chat(Set.of(Mode.IGNORES_NUM_PREDICT), body)
                        .path("message")
                        .path("content")
                        .asText())
                .isEqualTo("I am not sure.");
    }

    @Test
    void tagsListEveryModelWithWhatDetectionNeeds() throws Exception {
        try (Simulator simulator = start(Set.of())) {
            JsonNode models =
                    Talk.json(new Talk(simulator).get("/api/tags").body()).path("models");
            assertThat(models).hasSize(ModelCatalogue.standard().size());
            JsonNode first = models.get(0);
            assertThat(first.path("name").asText()).isEqualTo("qwen2.5:0.5b");
            assertThat(first.path("details").path("parameter_size").asText()).isEqualTo("494.03M");
            assertThat(first.path("capabilities").get(0).asText()).isEqualTo("completion");
            assertThat(models.get(1).path("digest"))
                    .isEqualTo(models.get(3).path("digest"))
                    .isNotEqualTo(first.path("digest"));
            assertThat(models.get(6).path("remote_host").asText()).isNotEmpty();
            JsonNode show = new Talk(simulator).ok("/api/show", "{\"model\":\"qwen2.5:0.5b\"}");
            assertThat(show.path("system").asText()).startsWith("You are Qwen");
            assertThat(show.path("model_info").path("general.parameter_count").asLong())
                    .isEqualTo(494_032_768L);
        }
    }

    private static String rendered(Set<Mode> modes, String system) throws Exception {
        try (Simulator simulator = start(modes)) {
            return template(simulator, Talk.chat(MODEL, system, "Hi").put("_debug_render_only", true));
        }
    }

    private static String template(Simulator simulator, ObjectNode body) throws Exception {
        return new Talk(simulator)
                .ok("/api/chat", body)
                .path("_debug_info")
                .path("rendered_template")
                .asText();
    }

    private static int promptTokens(Set<Mode> modes, String system) throws Exception {
        return chat(modes, Talk.chat(MODEL, system, "Hi"))
                .path("prompt_eval_count")
                .asInt();
    }

    private static JsonNode chat(Set<Mode> modes, ObjectNode body) throws Exception {
        try (Simulator simulator = start(modes)) {
            return new Talk(simulator).ok("/api/chat", body);
        }
    }

    private static Simulator start(Set<Mode> modes) {
        return Simulator.start(
                SimulatorSettings.defaults()
                        .withLoadTime(Duration.ZERO)
                        .withServiceTime(ServiceTime.fixed(Duration.ZERO))
                        .withModes(modes),
                Map.of());
    }
}
