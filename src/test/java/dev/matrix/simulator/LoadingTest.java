package dev.matrix.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Models in memory, slots, and the prefix cache. */
@Timeout(60)
class LoadingTest {

    private static final String MODEL = "qwen2.5:0.5b";
    private static final String OTHER = "llama3.2:1b";

    @Test
    void loadsAndUnloadsOnRequest() throws Exception {
        try (Simulator simulator = start(SimulatorSettings.defaults())) {
            Talk talk = new Talk(simulator);
            assertThat(loaded(talk)).isEmpty();
            assertThat(talk.ok("/api/chat", empty(MODEL, "30m"))
                            .path("done_reason")
                            .asText())
                    .isEqualTo("load");
            assertThat(loaded(talk)).containsExactly(MODEL);
            assertThat(talk.ok("/api/chat", empty(MODEL, "0"))
                            .path("done_reason")
                            .asText())
                    .isEqualTo("unload");
            assertThat(loaded(talk)).isEmpty();
            assertThat(simulator.statistics().chatRequests()).isZero();
        }
    }

    @Test
    void keepsOneModelInMemoryUnlessToldOtherwise() throws Exception {
        try (Simulator simulator = start(SimulatorSettings.defaults())) {
            Talk talk = new Talk(simulator);
            talk.ok("/api/chat", Talk.chat(MODEL, "", "Hi"));
            talk.ok("/api/chat", Talk.chat(OTHER, "", "Hi"));
            assertThat(loaded(talk)).containsExactly(OTHER);
            talk.ok("/api/chat", Talk.chat("llama3.2-copy", "", "Hi"));
            assertThat(simulator.statistics().totalLoads()).isEqualTo(2);
        }
        try (Simulator simulator = start(SimulatorSettings.defaults().withMaxLoadedModels(2))) {
            Talk talk = new Talk(simulator);
            talk.ok("/api/chat", Talk.chat(MODEL, "", "Hi"));
            talk.ok("/api/chat", Talk.chat(OTHER, "", "Hi"));
            assertThat(loaded(talk)).containsExactlyInAnyOrder(MODEL, OTHER);
        }
    }

    @Test
    void refusesOtherLoadOptionsWhenStrictAndReloadsWhenNot() throws Exception {
        ObjectNode larger = Talk.chat(MODEL, "", "Hi");
        Talk.options(larger).put("num_ctx", 8192);
        try (Simulator simulator = start(SimulatorSettings.defaults())) {
            Talk talk = new Talk(simulator);
            talk.ok("/api/chat", Talk.chat(MODEL, "", "Hi"));
            HttpResponse<String> refused = talk.post("/api/chat", larger);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("num_ctx 4096").contains("num_ctx 8192");
            talk.ok("/api/chat", empty(MODEL, "0"));
            talk.ok("/api/chat", larger);
        }
        try (Simulator simulator = start(SimulatorSettings.defaults().withStrict(false))) {
            Talk talk = new Talk(simulator);
            talk.ok("/api/chat", Talk.chat(MODEL, "", "Hi"));
            talk.ok("/api/chat", larger);
            talk.ok("/api/chat", larger.put("shift", true));
            assertThat(simulator.statistics().reloads()).isEqualTo(2);
            assertThat(Talk.json(talk.get("/api/ps").body())
                            .path("models")
                            .get(0)
                            .path("context_length")
                            .asInt())
                    .isEqualTo(8192);
        }
    }

    @Test
    void aRequestForAnotherModelWaitsUntilTheFirstIsIdle() throws Exception {
        SimulatorSettings slow = SimulatorSettings.defaults().withServiceTime(ServiceTime.fixed(Duration.ofMillis(60)));
        try (Simulator simulator = start(slow)) {
            Talk talk = new Talk(simulator);
            InputStream first =
                    talk.open("/api/chat", Talk.chat(MODEL, "", "Hi").put("stream", true));
            JsonNode second = talk.ok("/api/chat", Talk.chat(OTHER, "", "Hi"));
            assertThat(simulator.statistics().calls())
                    .extracting(SimulatorStatistics.ChatCall::model)
                    .containsExactly(MODEL, OTHER);
            assertThat(second.path("load_duration").asLong()).isGreaterThan(20_000_000L);
            assertThat(new String(first.readAllBytes(), StandardCharsets.UTF_8)).contains("\"done\":true");
        }
    }

    @Test
    void requestsForALoadedModelKeepAnotherOneOutForAsLongAsTheyCome() throws Exception {
        SimulatorSettings settings = SimulatorSettings.defaults().withLoadTime(Duration.ZERO);
        StatisticsRecorder recorder = new StatisticsRecorder();
        Scheduler scheduler = new Scheduler(settings, new Pause(Ticker.system()), recorder);
        SimulatedModel busy = settings.models().get(0);
        SimulatedModel kept = settings.models().get(1);
        RunnerOptions options = new RunnerOptions(2048, false, null, "");
        Lease first = scheduler.acquire(busy, options, Optional.empty());
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {
            try (Lease lease = scheduler.acquire(kept, options, Optional.empty())) {
                assertThat(lease.contextTokens()).isEqualTo(2048);
            } catch (WireException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        int asked = 0;
        while (recorder.snapshot(0).overtakings() < 100) {
            Lease next = scheduler.acquire(busy, options, Optional.empty());
            first.release();
            first = next;
            asked++;
            assertThat(other)
                    .as("after %d requests for the loaded model", asked)
                    .isNotDone();
        }
        first.release();
        assertThat(other).succeedsWithin(Duration.ofSeconds(30));
        assertThat(scheduler.residents()).extracting(Scheduler.Resident::model).containsExactly(kept);
    }

    @Test
    void anotherClientCanKeepEveryOtherModelOut() throws Exception {
        try (Simulator simulator = start(SimulatorSettings.defaults().withModes(Set.of(Mode.BUSY_ELSEWHERE)))) {
            Talk talk = new Talk(simulator);
            CompletableFuture<HttpResponse<String>> load = talk.postLater("/api/chat", empty(MODEL, "30m"));
            assertThat(loaded(talk)).containsExactly("phi3:mini");
            assertThat(talk.get("/api/tags").statusCode()).isEqualTo(200);
            assertThat(load).isNotDone();
            assertThat(simulator.statistics().loads()).isEmpty();
        }
    }

    @Test
    void servesAsManyRequestsAtATimeAsThereAreSlots() throws Exception {
        SimulatorSettings settings =
                SimulatorSettings.defaults().withServiceTime(ServiceTime.fixed(Duration.ofMillis(250)));
        SimulatorStatistics four = afterFourTogether(settings.withSlots(4));
        assertThat(four.wall()).isLessThan(four.serviceTime());
        SimulatorStatistics one = afterFourTogether(settings.withModes(Set.of(Mode.ONE_SLOT)));
        assertThat(one.wall()).isGreaterThanOrEqualTo(one.serviceTime());
        assertThat(one.maxInFlight()).isGreaterThan(1);
    }

    private static SimulatorStatistics afterFourTogether(SimulatorSettings settings) throws Exception {
        try (Simulator simulator = start(settings)) {
            Talk talk = new Talk(simulator);
            talk.ok("/api/chat", empty(MODEL, "30m"));
            List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(talk.postLater("/api/chat", Talk.chat(MODEL, "", "Hi " + i)));
            }
            for (CompletableFuture<HttpResponse<String>> one : all) {
                assertThat(one.join().statusCode()).isEqualTo(200);
            }
            return simulator.statistics();
        }
    }

    @Test
    void measuresRequestsInFlightAndTheirTimeInSlots() throws Exception {
        SimulatorSettings settings = SimulatorSettings.defaults()
                .withServiceTime(ServiceTime.fixed(Duration.ofMillis(30)))
                .withSlots(2);
        try (Simulator simulator = start(settings)) {
            Talk talk = new Talk(simulator);
            talk.ok("/api/chat", empty(MODEL, "30m"));
            CompletableFuture<HttpResponse<String>> one = talk.postLater("/api/chat", Talk.chat(MODEL, "", "One"));
            CompletableFuture<HttpResponse<String>> two = talk.postLater("/api/chat", Talk.chat(MODEL, "", "Two"));
            one.join();
            two.join();
            SimulatorStatistics statistics = simulator.statistics();
            SimulatorStatistics.ModelActivity model = statistics.models().get(MODEL);
            assertThat(statistics.maxInFlight()).isBetween(1, 2);
            assertThat(statistics.serviceTime()).isGreaterThanOrEqualTo(Duration.ofMillis(60));
            assertThat(model.meanInFlight()).isBetween(0.1, 2.0);
            assertThat(statistics.wall()).isGreaterThanOrEqualTo(Duration.ofMillis(30));
            assertThat(statistics.meanInFlight(model.firstNanos(), model.lastNanos()))
                    .isCloseTo(model.meanInFlight(), Offset.offset(1e-9));
        }
    }

    @Test
    void evaluatesOnlyWhatIsNotInThePrefixCacheButCountsAll() throws Exception {
        SimulatorSettings settings = SimulatorSettings.defaults()
                .withServiceTime(ServiceTime.byTokens(0.01, 0.01))
                .withSlots(1);
        try (Simulator simulator = start(settings)) {
            Talk talk = new Talk(simulator);
            String prefix = "The same long beginning of all prompts. ".repeat(20);
            JsonNode cold = talk.ok("/api/chat", Talk.chat(MODEL, "", prefix + "One?"));
            JsonNode warm = talk.ok("/api/chat", Talk.chat(MODEL, "", prefix + "Two?"));
            assertThat(warm.path("prompt_eval_count")).isEqualTo(cold.path("prompt_eval_count"));
            assertThat(warm.path("prompt_eval_duration").asLong())
                    .isLessThan(cold.path("prompt_eval_duration").asLong() / 5);
            JsonNode foreign = talk.ok("/api/chat", Talk.chat(MODEL, "Another head.", prefix + "Two?"));
            assertThat(foreign.path("prompt_eval_duration").asLong())
                    .isGreaterThan(cold.path("prompt_eval_duration").asLong() / 2);
        }
    }

    @Test
    void countsInTokensWhatItsCacheSavesAndWhatOneWithoutLimitsWould() throws Exception {
        try (Simulator simulator = start(SimulatorSettings.defaults().withSlots(1))) {
            Talk talk = new Talk(simulator);
            String prefix = "The same long beginning of all prompts. ".repeat(20);
            talk.ok("/api/chat", Talk.chat(MODEL, "", prefix + "One?"));
            talk.ok("/api/chat", Talk.chat(MODEL, "Another head.", prefix + "Two?"));
            JsonNode last = talk.ok("/api/chat", Talk.chat(MODEL, "", prefix + "Three?"));

            SimulatorStatistics.PromptUse prompts =
                    simulator.statistics().models().get(MODEL).prompts();
            assertThat(prompts.tokens()).isGreaterThan(3L * 20 * 7);
            assertThat(prompts.reused())
                    .as("the one slot held the other head: its first turn's start is all that is left")
                    .isLessThan(20);
            long cached = prompts.reusable() - prompts.reused();
            assertThat(cached)
                    .as("without limits the third prompt had all but its end")
                    .isBetween(20L * 7, last.path("prompt_eval_count").asLong());
        }
    }

    @Test
    void findsAConversationThatGoesOnWithItsReply() throws Exception {
        try (Simulator simulator = start(SimulatorSettings.defaults().withSlots(1))) {
            Talk talk = new Talk(simulator);
            JsonNode first =
                    talk.ok("/api/chat", Talk.chat(MODEL, "", "What is it?").put("stream", false));
            ObjectNode more = Talk.chat(MODEL, "", "What is it?").put("stream", false);
            more.withArray("messages")
                    .addObject()
                    .put("role", "assistant")
                    .put("content", first.at("/message/content").asText());
            more.withArray("messages").addObject().put("role", "user").put("content", "So?");
            talk.ok("/api/chat", more);

            SimulatorStatistics.PromptUse continued =
                    simulator.statistics().models().get(MODEL).continuedPrompts();
            assertThat(continued.reused())
                    .isEqualTo(continued.reusable())
                    .isGreaterThan(first.path("prompt_eval_count").asLong());
            assertThat(continued.tokens() - continued.reused())
                    .as("only the new question is evaluated")
                    .isLessThan(15);
        }
    }

    @Test
    void requestsOfOneBatchSlowEachOtherDown() {
        assertThat(BatchSpeed.free().slowness(8)).isEqualTo(1);
        assertThat(BatchSpeed.parse("0.2").slowness(4)).isEqualTo(1.6);
        assertThat(BatchSpeed.parse("0.1, 0.02").slowness(4)).isEqualTo(1 + 0.3 + 0.24);
        for (String wrong : List.of("x", "2", "0.1,0.1,0.1", "-1", "0.1,")) {
            assertThatThrownBy(() -> BatchSpeed.parse(wrong)).hasMessageContaining("--batch-cost must be");
        }
    }

    @Test
    void keepAliveIsReadAsSecondsAndAsDurations() throws Exception {
        Map<String, Long> nanos = Map.of(
                "300", 300_000_000_000L,
                "\"10m\"", 600_000_000_000L,
                "\"1h30m\"", 5_400_000_000_000L,
                "\"150ms\"", 150_000_000L,
                "0", 0L,
                "\"0\"", 0L,
                "-1", Long.MAX_VALUE,
                "\"-1s\"", Long.MAX_VALUE);
        for (Map.Entry<String, Long> entry : nanos.entrySet()) {
            assertThat(KeepAlive.of(Talk.json(entry.getKey())).nanos())
                    .as(entry.getKey())
                    .isEqualTo(entry.getValue());
        }
    }

    @Test
    void aModelThatIsNoLongerKeptIsGoneAfterItsLastRequest() throws Exception {
        try (Simulator simulator = start(SimulatorSettings.defaults())) {
            Talk talk = new Talk(simulator);
            talk.ok("/api/chat", Talk.chat(MODEL, "", "Hi").put("keep_alive", 0));
            assertThat(loaded(talk)).isEmpty();
        }
    }

    private static Simulator start(SimulatorSettings settings) {
        return Simulator.start(settings, Map.of());
    }

    private static ObjectNode empty(String model, String keepAlive) {
        ObjectNode body = Talk.chat(model, "", "").put("keep_alive", keepAlive);
        body.putArray("messages");
        return body;
    }

    private static List<String> loaded(Talk talk) throws Exception {
        List<String> names = new ArrayList<>();
        Talk.json(talk.get("/api/ps").body())
                .path("models")
                .forEach(model -> names.add(model.path("name").asText()));
        return names;
    }
}
