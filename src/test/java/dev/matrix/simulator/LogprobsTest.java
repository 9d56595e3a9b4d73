package dev.matrix.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.matrix.domain.Item;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LogprobsTest {

    private static final String MODEL = "llama3.2:1b";
    private static final Item ITEM =
            Samples.all().values().iterator().next().items().get(1);

    @Test
    void tellsTwentyAlternativesWithTheLettersOnTop() throws Exception {
        JsonNode token = firstToken(Set.of());
        JsonNode top = token.path("top_logprobs");
        assertThat(top).hasSize(20);
        assertThat(token.path("token").asText()).matches("[A-D]");
        assertThat(top.get(0).path("token")).isEqualTo(token.path("token"));
        assertThat(top.get(0).path("logprob")).isEqualTo(token.path("logprob"));
        assertThat(letterMass(top)).isBetween(0.9, 0.96);
        double last = 0;
        double sum = 0;
        for (JsonNode entry : top) {
            assertThat(entry.path("logprob").asDouble()).isLessThanOrEqualTo(last);
            last = entry.path("logprob").asDouble();
            sum += Math.exp(last);
            assertThat(bytes(entry)).isEqualTo(entry.path("token").asText());
        }
        assertThat(sum).isBetween(0.95, 1.0000001);
    }

    @Test
    void spellsLettersWithASpaceWhereTheTokenizerDoes() throws Exception {
        JsonNode token = firstToken(Set.of(Mode.TOKENIZER_SPACE));
        assertThat(token.path("token").asText()).matches(" [A-D]");
        assertThat(letterMass(token.path("top_logprobs"))).isGreaterThan(0.9);
    }

    @Test
    void putsLittleOnLettersWhereTheModeSaysSo() throws Exception {
        JsonNode token = firstToken(Set.of(Mode.LOW_LETTER_MASS));
        assertThat(token.path("token").asText()).doesNotMatch("[A-D]");
        assertThat(letterMass(token.path("top_logprobs"))).isBetween(0.1, 0.25);
    }

    @Test
    void tellsNoneWhereTheModeSaysSo() throws Exception {
        assertThat(answer(Set.of(Mode.NO_LOGPROBS), Talk.letter(MODEL, "", Samples.turn(ITEM)))
                        .has("logprobs"))
                .isFalse();
        assertThat(answer(Set.of(Mode.OLD_VERSION), Talk.letter(MODEL, "", Samples.turn(ITEM)))
                        .has("logprobs"))
                .isFalse();
    }

    @Test
    void tellsEachStreamedTokenOnce() throws Exception {
        ObjectNode body = Talk.letter(MODEL, "", "What is the meaning of this?").put("stream", true);
        Talk.options(body).put("num_predict", 50);
        try (Simulator simulator = start(Set.of())) {
            List<JsonNode> lines = Talk.lines(new Talk(simulator).post("/api/chat", body));
            StringBuilder tokens = new StringBuilder();
            lines.forEach(line -> line.path("logprobs")
                    .forEach(token -> tokens.append(token.path("token").asText())));
            assertThat(tokens).hasToString("I am not sure.").hasToString(Talk.content(lines));
            assertThat(lines.get(lines.size() - 1).has("logprobs")).isFalse();
        }
    }

    private static JsonNode firstToken(Set<Mode> modes) throws Exception {
        return answer(modes, Talk.letter(MODEL, "", Samples.turn(ITEM)))
                .path("logprobs")
                .get(0);
    }

    private static JsonNode answer(Set<Mode> modes, ObjectNode body) throws Exception {
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
                Samples.all());
    }

    private static double letterMass(JsonNode top) {
        double mass = 0;
        for (JsonNode entry : top) {
            if (entry.path("token").asText().matches("[ (]?[A-D]")) {
                mass += Math.exp(entry.path("logprob").asDouble());
            }
        }
        return mass;
    }

    private static String bytes(JsonNode entry) {
        byte[] bytes = new byte[entry.path("bytes").size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) entry.path("bytes").get(i).asInt();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
