package dev.matrix.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatorTest {

    private static final String MODEL = "qwen2.5:0.5b";

    private Simulator simulator;
    private Talk talk;

    @BeforeEach
    void start() {
        simulator = Simulator.start(SimulatorSettings.defaults(), Samples.all());
        talk = new Talk(simulator);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void greetsAndSaysThatItIsSimulated() throws Exception {
        assertThat(talk.get("/").body()).isEqualTo("Ollama is running");
        HttpResponse<String> version = talk.get("/api/version");
        assertThat(Talk.json(version.body()).path("version").asText()).isEqualTo("0.32.15");
        assertThat(Talk.json(version.body()).path("simulated").asBoolean()).isTrue();
    }

    @Test
    void answersAKnownQuestionAndSaysSoOfAnUnknownOne() throws Exception {
        String turn = Samples.all().values().stream()
                .findFirst()
                .map(set -> Samples.turn(set.items().get(0)))
                .orElseThrow();
        JsonNode known = talk.ok("/api/chat", Talk.letter(MODEL, "", turn));
        assertThat(known.path("message").path("content").asText()).matches("[A-D]");
        assertThat(known.path("done_reason").asText()).isEqualTo("length");
        JsonNode unknown = talk.ok("/api/chat", Talk.chat(MODEL, "", "What is the meaning of this?"));
        assertThat(unknown.path("message").path("content").asText()).isEqualTo("I am not sure.");
    }

    @Test
    void streamsTheSameReplyLineByLine() throws Exception {
        String turn = Samples.turn(Samples.all().values().stream()
                .reduce((first, last) -> last)
                .orElseThrow()
                .items()
                .get(0));
        JsonNode whole = talk.ok("/api/chat", Talk.chat(MODEL, "", turn));
        HttpResponse<String> stream =
                talk.post("/api/chat", Talk.chat(MODEL, "", turn).put("stream", true));
        List<JsonNode> lines = Talk.lines(stream);
        assertThat(stream.headers().firstValue("content-type")).hasValue("application/x-ndjson");
        assertThat(Talk.content(lines))
                .isEqualTo(whole.path("message").path("content").asText());
        assertThat(lines).hasSizeGreaterThan(3);
        assertThat(lines.subList(0, lines.size() - 1))
                .noneMatch(line -> line.path("done").asBoolean());
        assertThat(lines.get(lines.size() - 1).path("eval_count").asInt())
                .isEqualTo(whole.path("eval_count").asInt());
    }

    @Test
    void countsRequestsAndLoads() throws Exception {
        talk.ok("/api/chat", Talk.chat(MODEL, "", "Hello"));
        talk.ok("/api/chat", Talk.chat(MODEL, "", "Hello"));
        talk.ok("/api/chat", Talk.chat("gemma2:2b", "", "Hello"));
        SimulatorStatistics statistics = simulator.statistics();
        assertThat(statistics.chatRequests()).isEqualTo(3);
        assertThat(statistics.loads()).isEqualTo(Map.of(MODEL, 1, "gemma2:2b", 1));
        assertThat(statistics.maxInFlight()).isEqualTo(1);
        assertThat(statistics.models().get(MODEL).chatRequests()).isEqualTo(2);
    }

    @Test
    void countsTheRequestsThatGoOnFromAReply() throws Exception {
        ObjectNode goesOn = Talk.chat(MODEL, "", "Hello");
        goesOn.withArray("messages").addObject().put("role", "assistant").put("content", "Hello.");
        goesOn.withArray("messages").addObject().put("role", "user").put("content", "So which letter?");
        talk.ok("/api/chat", Talk.chat(MODEL, "", "Hello"));
        talk.ok("/api/chat", goesOn);

        assertThat(simulator.statistics().calls())
                .extracting(SimulatorStatistics.ChatCall::continued)
                .containsExactly(false, true);
        JsonNode told = Talk.json(talk.get("/simulator/statistics").body());
        assertThat(told.path("models").path(MODEL).path("continued").asInt()).isEqualTo(1);
        assertThat(told.path("calls").path(1).path("continued").asBoolean()).isTrue();
    }

    @Test
    void tellsItsStatisticsWithoutCountingTheQuestion() throws Exception {
        talk.ok("/api/chat", Talk.chat(MODEL, "", "Hello"));
        SimulatorStatistics statistics = simulator.statistics();
        HttpResponse<String> response = talk.get("/simulator/statistics");
        JsonNode told = Talk.json(response.body());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(told.path("requests").asLong())
                .isEqualTo(simulator.statistics().requests())
                .isEqualTo(1);
        assertThat(told.path("chat_requests").asLong()).isEqualTo(1);
        assertThat(told.path("loads").path(MODEL).asInt()).isEqualTo(1);
        assertThat(told.path("max_in_flight").asInt()).isEqualTo(1);
        assertThat(told.path("service_time").asDouble())
                .isEqualTo(statistics.serviceTime().toNanos() / 1e9);
        assertThat(told.path("models").path(MODEL).path("mean_in_flight").asDouble())
                .isEqualTo(1);
        assertThat(told.path("calls")).hasSize(1);
        assertThat(told.path("calls").path(0).path("end_nanos").asLong())
                .isEqualTo(statistics.calls().get(0).endNanos());
        assertThat(told.path("calls").path(0).path("service_nanos").asLong())
                .isEqualTo(statistics.calls().get(0).serviceNanos())
                .isPositive();
        assertThat(talk.post("/simulator/statistics", "{}").statusCode()).isEqualTo(405);
    }
}
