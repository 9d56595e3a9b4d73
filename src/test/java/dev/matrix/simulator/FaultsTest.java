package dev.matrix.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.matrix.domain.MatrixException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FaultsTest {

    private static final String MODEL = "qwen2.5:0.5b";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    chat:503#1   | 503 | server busy, please try again.  maximum pending requests exceeded
                    chat:429#1   | 429 | too many requests
                    chat:500#1   | 500 | an internal error occurred
                    chat:404#1   | 404 | model not found
                    chat:502#1   | 502 | upstream is unreachable
                    chat:408#1   | 408 | request timeout
                    chat:401#1   | 401 | unauthorized
                    chat:crash#1 | 500 | model runner has unexpectedly stopped
                    chat:oom#1   | 500 | out of memory
                    chat:repeat#1 | 500 | token repeat limit reached
                    chat:html#1  | 200 | <html>
                    """)
    void answersTheFirstRequestWithTheFaultAndTheSecondWell(String plan, int status, String body) throws Exception {
        try (Simulator simulator = start(plan)) {
            Talk talk = new Talk(simulator);
            HttpResponse<String> struck = talk.post("/api/chat", chat());
            assertThat(struck.statusCode()).isEqualTo(status);
            assertThat(struck.body()).contains(body);
            assertThat(talk.post("/api/chat", chat()).statusCode()).isEqualTo(200);
            assertThat(simulator.statistics().faults()).isEqualTo(1);
        }
    }

    @Test
    void sendsRetryAfterAndEmptyBodiesWhereARealServerDoes() throws Exception {
        try (Simulator simulator = start("chat:429#1,chat:403#2,chat:panic#3")) {
            Talk talk = new Talk(simulator);
            assertThat(talk.post("/api/chat", chat()).headers().firstValue("retry-after"))
                    .hasValue("1");
            HttpResponse<String> forbidden = talk.post("/api/chat", chat());
            assertThat(forbidden.statusCode()).isEqualTo(403);
            assertThat(forbidden.body()).isEmpty();
            HttpResponse<String> panic = talk.post("/api/chat", chat());
            assertThat(panic.statusCode()).isEqualTo(500);
            assertThat(panic.body()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat:reset@1", "chat:truncated@1", "stream:reset@1"})
    void breaksTheConnection(String plan) {
        try (Simulator simulator = start(plan)) {
            Talk talk = new Talk(simulator);
            assertThatThrownBy(() -> talk.post("/api/chat", chat().put("stream", true)))
                    .isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat:hang@1", "stream:hang@1"})
    void saysNothingMoreUntilTheClientLeaves(String plan) {
        Simulator simulator = start(plan);
        CompletableFuture<HttpResponse<String>> reply =
                new Talk(simulator).postLater("/api/chat", chat().put("stream", true));
        while (simulator.statistics().faults() == 0) {
            Thread.onSpinWait();
        }
        assertThat(reply).isNotDone();
        simulator.close();
        assertThat(reply).failsWithin(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    stream:nodone@1    | "done":false
                    stream:errorline@1 | {"error":"an error was encountered while running the model
                    stream:crash@1     | {"error":"model runner has unexpectedly stopped
                    stream:repeat@1    | {"error":"prediction aborted, token repeat limit reached"}
                    stream:truncated@1 | {"model":"m","created_at":"20
                    stream:html@1      | <html>
                    """)
    void endsAStreamCleanlyButTooEarly(String plan, String lastLine) throws Exception {
        try (Simulator simulator = start(plan)) {
            HttpResponse<String> reply = new Talk(simulator).post("/api/chat", chat().put("stream", true));
            assertThat(reply.statusCode()).isEqualTo(200);
            String[] lines = reply.body().split("\n");
            assertThat(lines[0]).contains("\"done\":false");
            assertThat(lines[lines.length - 1]).contains(lastLine);
            assertThat(reply.body()).doesNotContain("\"done\":true");
        }
    }

    @Test
    void strikesAStreamThatHasNoTokens() throws Exception {
        try (Simulator simulator = start("stream:errorline@1")) {
            ObjectNode body = chat().put("stream", true);
            Talk.options(body).putArray("stop").add("I am");
            HttpResponse<String> reply = new Talk(simulator).post("/api/chat", body);
            assertThat(reply.body()).startsWith("{\"error\":");
        }
    }

    @Test
    void aCrashUnloadsTheModel() throws Exception {
        try (Simulator simulator = start("chat:crash#2")) {
            Talk talk = new Talk(simulator);
            talk.post("/api/chat", chat());
            talk.post("/api/chat", chat());
            talk.post("/api/chat", chat());
            assertThat(simulator.statistics().loads()).isEqualTo(Map.of(MODEL, 2));
        }
    }

    @Test
    void strikesTheStagesThatAreNamedAndNoOther() throws Exception {
        try (Simulator simulator = start("tags:500#1,show:404#1,preload:oom#1,unload:503#1")) {
            Talk talk = new Talk(simulator);
            assertThat(talk.get("/api/tags").statusCode()).isEqualTo(500);
            assertThat(talk.get("/api/tags").statusCode()).isEqualTo(200);
            assertThat(talk.post("/api/show", "{\"model\":\"" + MODEL + "\"}").statusCode())
                    .isEqualTo(404);
            assertThat(talk.post("/api/chat", "{\"model\":\"" + MODEL + "\"}").statusCode())
                    .isEqualTo(500);
            assertThat(talk.post("/api/chat", "{\"model\":\"" + MODEL + "\",\"keep_alive\":0}")
                            .statusCode())
                    .isEqualTo(503);
            assertThat(talk.post("/api/chat", chat()).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    version:503#1   | /api/version | 503
                    ps:500#1        | /api/ps      | 500
                    tags:errorline#1 | /api/tags   | 200
                    tags:cutjson#1  | /api/tags    | 200
                    """)
    void strikesQuestionsAboutTheServer(String plan, String path, int status) throws Exception {
        try (Simulator simulator = start(plan)) {
            Talk talk = new Talk(simulator);
            HttpResponse<String> struck = talk.get(path);
            assertThat(struck.statusCode()).isEqualTo(status);
            assertThat(struck.body()).isNotEqualTo(talk.get(path).body());
        }
    }

    @Test
    void sendsMoreThanItPromised() throws Exception {
        try (Simulator simulator = start("tags:overlong#1")) {
            URI address = URI.create(simulator.address());
            try (Socket socket = new Socket(address.getHost(), address.getPort())) {
                socket.getOutputStream()
                        .write("GET /api/tags HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                int promised = Integer.parseInt(all.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
                assertThat(all.substring(all.indexOf("\r\n\r\n") + 4)).hasSizeGreaterThan(promised);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream:loop@1", "stream:endless@1"})
    void talksWithoutEnd(String plan) throws Exception {
        try (Simulator simulator = start(plan)) {
            ObjectNode body = chat().put("stream", true);
            Talk.options(body).put("num_predict", 5);
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(new Talk(simulator).open("/api/chat", body), StandardCharsets.UTF_8))) {
                for (int line = 0; line < 100; line++) {
                    assertThat(lines.readLine()).contains("\"done\":false");
                }
            }
        }
    }

    @Test
    void comesBackAfterARestartWithoutItsModels() throws Exception {
        try (Simulator simulator = start("chat:restart#2")) {
            Talk talk = new Talk(simulator);
            talk.post("/api/chat", chat());
            assertThatThrownBy(() -> talk.post("/api/chat", chat())).isInstanceOf(IOException.class);
            HttpResponse<String> again = null;
            while (again == null) {
                try {
                    again = talk.post("/api/chat", chat());
                } catch (IOException e) {
                    // It does not listen yet.
                }
            }
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(simulator.statistics().loads()).isEqualTo(Map.of(MODEL, 2));
        }
    }

    @Test
    void refusesConnectionsOnceItIsDown() {
        try (Simulator simulator = start("chat:down#1")) {
            Talk talk = new Talk(simulator);
            assertThatThrownBy(() -> talk.post("/api/chat", chat())).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> talk.get("/api/tags")).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void losesAModelThatIsDeleted() throws Exception {
        try (Simulator simulator = start("chat:deleted#2")) {
            Talk talk = new Talk(simulator);
            assertThat(talk.post("/api/chat", chat()).statusCode()).isEqualTo(200);
            assertThat(talk.post("/api/chat", chat()).body()).contains("model '" + MODEL + "' not found");
            assertThat(talk.get("/api/tags").body())
                    .doesNotContain("\"" + MODEL + "\"")
                    .contains("llama3.2:1b");
        }
    }

    @Test
    void answersWithOtherWeightsOnceAModelIsPulledAnew() throws Exception {
        try (Simulator simulator = start("chat:repulled#2-3")) {
            Talk talk = new Talk(simulator);
            String before = digest(talk);
            talk.post("/api/chat", chat());
            assertThat(digest(talk)).isEqualTo(before);
            assertThat(talk.post("/api/chat", chat()).statusCode()).isEqualTo(200);
            String after = digest(talk);
            talk.post("/api/chat", chat());
            assertThat(after).isNotEqualTo(before);
            assertThat(digest(talk)).as("the same once more").isEqualTo(after);
            assertThat(simulator.statistics().loads()).isEqualTo(Map.of(MODEL, 2));
        }
    }

    private static String digest(Talk talk) throws Exception {
        for (JsonNode model : Talk.json(talk.get("/api/tags").body()).path("models")) {
            if (model.path("name").asText().equals(MODEL)) {
                return model.path("digest").asText();
            }
        }
        throw new AssertionError("no " + MODEL);
    }

    @Test
    void strikesOneModelOnly() throws Exception {
        try (Simulator simulator = start("chat:crash@1~gemma2:2b")) {
            Talk talk = new Talk(simulator);
            assertThat(talk.post("/api/chat", Talk.chat("gemma2:2b", "", "Hi")).statusCode())
                    .isEqualTo(500);
            assertThat(talk.post("/api/chat", chat()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void strikesAtTheRateAndTheSameRequestsForTheSameSeed() {
        FaultPlan plan = FaultPlan.parse("chat:503@0.1");
        FaultInjector first = new FaultInjector(plan, 1);
        FaultInjector same = new FaultInjector(plan, 1);
        FaultInjector other = new FaultInjector(plan, 2);
        int differences = 0;
        for (int i = 0; i < 5_000; i++) {
            boolean strikes = first.next(FaultStage.CHAT, MODEL).isPresent();
            assertThat(same.next(FaultStage.CHAT, MODEL).isPresent()).isEqualTo(strikes);
            differences += other.next(FaultStage.CHAT, MODEL).isPresent() == strikes ? 0 : 1;
        }
        assertThat(first.strikes()).isBetween(400, 600);
        assertThat(differences).isPositive();
    }

    @Test
    void strikesIndependentlyOfTheRequestsBefore() {
        for (long seed : new long[] {0, 1, 42, -1, 1L << 40}) {
            boolean[] strikes = strikes(seed, 200_000);
            for (int distance = 1; distance <= 12; distance++) {
                assertThat(chance(strikes, distance, 2))
                        .as("pairs %d apart", distance)
                        .isBetween(.009, .011);
                assertThat(chance(strikes, distance, 4))
                        .as("fours %d apart", distance)
                        .isBetween(2e-5, 3e-4);
            }
        }
    }

    @Test
    void strikesTheShortRunsOfManySeedsIndependently() {
        int seeds = 20_000;
        int fours = 0;
        int neighbours = 0;
        boolean[] before = strikes(-1, 4);
        for (int seed = 0; seed < seeds; seed++) {
            boolean[] strikes = strikes(seed, 4);
            fours += chance(strikes, 1, 4) == 1 ? 1 : 0;
            neighbours += strikes[0] && before[0] ? 1 : 0;
            before = strikes;
        }
        assertThat((double) fours / seeds).isLessThan(3e-4);
        assertThat((double) neighbours / seeds).isBetween(.008, .012);
    }

    private static boolean[] strikes(long seed, int requests) {
        FaultInjector injector = new FaultInjector(FaultPlan.parse("chat:503@0.1"), seed);
        boolean[] strikes = new boolean[requests];
        for (int i = 0; i < requests; i++) {
            strikes[i] = injector.next(FaultStage.CHAT, MODEL).isPresent();
        }
        return strikes;
    }

    /** The share of places where a request and those at multiples of a distance behind it are all struck. */
    private static double chance(boolean[] strikes, int distance, int length) {
        int places = strikes.length - distance * (length - 1);
        int all = 0;
        for (int place = 0; place < places; place++) {
            boolean each = true;
            for (int i = 0; i < length; i++) {
                each &= strikes[place + i * distance];
            }
            all += each ? 1 : 0;
        }
        return (double) all / places;
    }

    @Test
    void readsRangesAndAlternatives() {
        FaultPlan plan = FaultPlan.parse(" chat:503@.25 , stream:reset#3-5~llama3.2:1b ");
        assertThat(plan.rules())
                .containsExactly(
                        new FaultRule(
                                FaultStage.CHAT, new Fault(Fault.Kind.STATUS, 503), 0.25, 1, Integer.MAX_VALUE, null),
                        new FaultRule(FaultStage.STREAM, new Fault(Fault.Kind.RESET, 0), 1, 3, 5, "llama3.2:1b"));
        assertThat(FaultPlan.parse("")).isEqualTo(FaultPlan.none());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    chat             | 'chat' is not of the form
                    chat:503         | is not of the form
                    lunch:503@1      | stages are version, tags, ps, show
                    chat:boom@1      | faults are reset, hang
                    chat:418@1       | those are 400, 401
                    tags:deleted@1   | cannot strike at stage tags
                    chat:nodone@1    | cannot strike at stage chat
                    stream:503@1     | cannot strike at stage stream
                    chat:503@1.5     | a rate from 0 to 1
                    chat:503#0       | counted from 1
                    chat:503#5-3     | write #3-5
                    """)
    void saysWhatIsWrongWithARule(String text, String clause) {
        assertThatThrownBy(() -> FaultPlan.parse(text))
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining(clause);
    }

    private static Simulator start(String plan) {
        return Simulator.start(settings(plan), Map.of());
    }

    private static SimulatorSettings settings(String plan) {
        return SimulatorSettings.defaults()
                .withLoadTime(Duration.ZERO)
                .withServiceTime(ServiceTime.fixed(Duration.ZERO))
                .withFaults(FaultPlan.parse(plan));
    }

    private static ObjectNode chat() {
        return Talk.chat(MODEL, "", "Hi");
    }
}
