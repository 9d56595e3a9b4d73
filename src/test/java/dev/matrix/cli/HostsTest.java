package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.matrix.DyingServer;
import dev.matrix.EmbeddedProgram;
import dev.matrix.RunArguments;
import dev.matrix.app.Cancellation;
import dev.matrix.inference.ChatRequest;
import dev.matrix.simulator.FaultPlan;
import dev.matrix.simulator.ServiceTime;
import dev.matrix.simulator.SimulatedModel;
import dev.matrix.simulator.Simulator;
import dev.matrix.simulator.SimulatorSettings;
import dev.matrix.store.ResultsSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run on several servers: every model on one of them, and the results of a run on one. */
class HostsTest {

    private static final String SMALL = "m1:1b";
    private static final String MIDDLE = "m2:1b";
    private static final String LARGE = "m3:1b";
    /** Of one size, so that whatever the machine has to do besides, a host that is measured five times slower than the other still gets one. */
    private static final List<SimulatedModel> MODELS = IntStream.rangeClosed(1, 6)
            .mapToObj(number -> SimulatedModel.of("m" + number + ":1b", 1_000_000_000L, "1.0B", "toy"))
            .toList();

    private static final RunArguments RUN = RunArguments.small()
            .with("--models", MODELS.stream().map(SimulatedModel::name).collect(Collectors.joining(",")))
            .with("--personalities", "baseline,concise_analyst,cot")
            .with("--benchmarks", "arc_easy,gsm8k")
            .with("--limit", "6");

    @TempDir
    Path folder;

    private Simulator one;
    private Simulator two;

    @BeforeEach
    void start() {
        one = EmbeddedProgram.simulator(settings());
        two = EmbeddedProgram.simulator(settings());
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    private static SimulatorSettings settings() {
        return EmbeddedProgram.quick().withModels(MODELS).withServiceTime(ServiceTime.fixed(Duration.ofMillis(10)));
    }

    private EmbeddedProgram program() {
        return EmbeddedProgram.in(folder);
    }

    private String[] both(RunArguments arguments, String... last) {
        return on(arguments, List.of(one.address(), two.address()), last);
    }

    private static String[] on(RunArguments arguments, List<String> hosts, String... last) {
        List<String> words = new ArrayList<>(List.of(last));
        hosts.forEach(host -> words.addAll(List.of("--host", host)));
        return arguments.words(words.toArray(String[]::new));
    }

    private static String[] resume(List<String> hosts) {
        List<String> words = new ArrayList<>(List.of("run", "--resume", "r"));
        hosts.forEach(host -> words.addAll(List.of("--host", host)));
        return words.toArray(String[]::new);
    }

    private JsonNode manifest(String run) {
        return program().json("results/" + run + "/manifest.json");
    }

    private JsonNode results(String run) {
        return program().json("results/" + run + "/results.json");
    }

    private List<JsonNode> journal(String run) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        JsonMapper mapper = JsonMapper.builder().build();
        for (String line :
                Files.readAllLines(folder.resolve("results/" + run + "/trials.jsonl"), StandardCharsets.UTF_8)) {
            lines.add(mapper.readTree(line));
        }
        return lines;
    }

    /** Everything but times, the run's name, its hosts and what it took. */
    private JsonNode comparable(String run) {
        ObjectNode document = results(run).deepCopy();
        document.remove("execution");
        document.findParents("execution_time").forEach(cell -> ((ObjectNode) cell).remove("execution_time"));
        ((ObjectNode) document.get("metadata")).remove(List.of("run_id", "timestamp", "hosts", "warnings"));
        ((ObjectNode) document.get("metadata")).set("protocols", sorted(document.at("/metadata/protocols")));
        ((ObjectNode) document.get("metadata")).set("reach", sorted(document.at("/metadata/reach")));
        return document;
    }

    private static JsonNode sorted(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.toString()));
        texts.sort(String::compareTo);
        return JsonMapper.builder().build().valueToTree(texts);
    }

    private Map<String, String> placements(String run) {
        Map<String, String> placements = new HashMap<>();
        manifest(run)
                .at("/hosts/placements")
                .forEach(each -> placements.put(
                        each.get("model").asText(), each.get("host").asText()));
        return placements;
    }

    private void ranOnOne(String run) {
        EmbeddedProgram.Ended ended = program().run(on(RUN.with("--run-id", run), List.of(one.address())));
        assertThat(ended.code()).as(ended.err()).isZero();
    }

    @Test
    void hasTheResultsOfOneHostWithEachModelOnOne() throws IOException {
        ranOnOne("single");
        EmbeddedProgram.Ended ended = program().run(both(RUN));
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(comparable("r")).isEqualTo(comparable("single"));
        new ResultsSchema().check(results("r"));
        assertThat(results("single").at("/metadata/hosts")).isEmpty();
        Map<String, String> placements = placements("r");
        assertThat(placements).hasSize(MODELS.size());
        assertThat(new HashSet<>(placements.values())).containsExactlyInAnyOrder(one.address(), two.address());
        for (JsonNode line : journal("r")) {
            String model = line.get("combination").asText().split("/")[0];
            assertThat(line.get("host").asText()).isEqualTo(placements.get(model));
        }
        assertThat(journal("single")).noneMatch(line -> line.has("host"));
        assertThat(manifest("r").at("/hosts/servers")).hasSize(2).allSatisfy(server -> {
            assertThat(server.get("speed").asDouble()).isPositive();
            assertThat(server.get("evidence").asText()).contains("short replies of " + SMALL);
        });
        assertThat(ended.err()).contains("goes to " + one.address(), "goes to " + two.address());
    }

    @Test
    void rebuildsTheSameResults() {
        assertThat(program().run(both(RUN)).code()).isZero();
        JsonNode before = comparable("r");
        assertThat(program().run("rescore", "r").code()).isZero();
        assertThat(comparable("r")).isEqualTo(before);
    }

    /** Dies with the fifth trial of a model that is begun there. */
    private DyingServer dying(String address, AtomicInteger asked) {
        return new DyingServer(address, request -> counts(request) && asked.incrementAndGet() == 5);
    }

    @Test
    void asksTheModelOfALostHostWholeOnAnother() throws IOException {
        ranOnOne("single");
        DyingServer second = dying(two.address(), new AtomicInteger());
        EmbeddedProgram program = program();
        EmbeddedProgram.Ended ended =
                program.connecting(second.behind(program.ports().connector())).run(both(RUN));
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.err()).contains("host " + two.address() + " is lost", "is asked whole on another host");
        assertThat(comparable("r")).isEqualTo(comparable("single"));
        assertThat(placements("r").values()).containsOnly(one.address());
        JsonNode moved = null;
        for (JsonNode placement : manifest("r").at("/hosts/placements")) {
            moved = placement.get("before").isNull() ? moved : placement;
        }
        assertThat(moved).isNotNull();
        assertThat(moved.get("before").asText()).isEqualTo(two.address());
        String model = moved.get("model").asText();
        assertThat(journal("r").stream()
                        .filter(line -> line.get("combination").asText().startsWith(model + "/"))
                        .map(line -> line.get("host").asText())
                        .distinct())
                .containsExactlyInAnyOrder(one.address(), two.address());
        assertThat(journal("r").stream()
                        .filter(line -> line.get("combination").asText().startsWith(model + "/")
                                && line.get("host").asText().equals(one.address())))
                .hasSize(36);
        assertThat(results("r").at("/metadata/warnings").toString()).contains("is lost");
        JsonNode before = comparable("r");
        assertThat(program().run("rescore", "r").code()).isZero();
        assertThat(comparable("r")).isEqualTo(before);
    }

    @Test
    void givesASickHostNothingThatAHealthyOneCanAsk() {
        ranOnOne("single");
        try (Simulator sick = EmbeddedProgram.simulator(settings().withFaults(FaultPlan.parse("preload:oom@1")))) {
            EmbeddedProgram.Ended ended = program().run(on(RUN, List.of(sick.address(), one.address())));
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(comparable("r")).isEqualTo(comparable("single"));
            assertThat(placements("r").values()).containsOnly(one.address());
        }
    }

    @Test
    void asksOnAnotherHostWhatFailedWithoutAReply() {
        ranOnOne("single");
        // The measurement and its loads go well; then every question fails while the server is there.
        try (Simulator sick = EmbeddedProgram.simulator(settings().withFaults(FaultPlan.parse("chat:400#7-999999")))) {
            EmbeddedProgram.Ended ended = program().run(on(RUN, List.of(sick.address(), one.address())));
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.err()).contains("host " + sick.address() + " gave no reply of", "on another host");
            assertThat(comparable("r")).isEqualTo(comparable("single"));
            assertThat(placements("r").values()).containsOnly(one.address());
            assertThat(results("r").at("/metadata/warnings").toString()).contains("gave no reply of");
        }
    }

    private static Simulator having(Predicate<String> models) {
        return EmbeddedProgram.simulator(settings()
                .withModels(MODELS.stream()
                        .filter(model -> models.test(model.name()))
                        .toList()));
    }

    @Test
    void leavesToAResumeWhatOnlyTheLostHostHas() {
        // No model that both have, so that nothing depends on how fast they are found to be.
        try (Simulator small = having(SMALL::equals);
                Simulator others = having(name -> !name.equals(SMALL))) {
            DyingServer second = dying(others.address(), new AtomicInteger());
            EmbeddedProgram program = program();
            EmbeddedProgram.Ended ended = program.connecting(
                            second.behind(program.ports().connector()))
                    .run(on(RUN, List.of(small.address(), others.address())));
            assertThat(ended.code()).as(ended.err()).isEqualTo(3);
            assertThat(ended.err()).contains("no other host has", "matrix run --resume r --host " + small.address());
            EmbeddedProgram.Ended resumed = program().run(resume(List.of(small.address(), others.address())));
            assertThat(resumed.code()).as(resumed.err()).isZero();
            assertThat(resumed.err()).doesNotContain("asked anew");
            ranOnOne("single");
            assertThat(comparable("r")).isEqualTo(comparable("single"));
        }
    }

    @Test
    void savesItsStateWhenAllHostsAreLost() {
        AtomicInteger asked = new AtomicInteger();
        DyingServer first = dying(one.address(), asked);
        DyingServer second = new DyingServer(two.address(), request -> asked.get() >= 5);
        EmbeddedProgram program = program();
        EmbeddedProgram.Ended ended = program.connecting(
                        second.behind(first.behind(program.ports().connector())))
                .run(both(RUN));
        assertThat(ended.code()).as(ended.err()).isEqualTo(3);
        assertThat(ended.err())
                .contains("The server is lost; everything answered so far is saved")
                .contains("--host " + one.address() + " --host " + two.address());
        assertThat(manifest("r").get("state").asText()).isEqualTo("interrupted");
        EmbeddedProgram.Ended resumed = program().run(resume(List.of(two.address(), one.address())));
        assertThat(resumed.code()).as(resumed.err()).isZero();
        ranOnOne("single");
        assertThat(comparable("r")).isEqualTo(comparable("single"));
    }

    private EmbeddedProgram.Ended stoppedAfter(int requests) {
        AtomicInteger asked = new AtomicInteger();
        Cancellation cancellation = new Cancellation();
        EmbeddedProgram program = program();
        DyingServer counting = new DyingServer(two.address(), request -> {
            if (counts(request) && asked.incrementAndGet() == requests) {
                cancellation.requestAndAwait(Duration.ZERO);
            }
            return false;
        });
        return program.connecting(counting.behind(program.ports().connector())).run(cancellation, both(RUN));
    }

    private static boolean counts(ChatRequest request) {
        return request.maxTokens() > 1
                && request.messages().stream()
                        .noneMatch(message -> message.content().contains("Task "));
    }

    @Test
    void keepsModelsOnTheirHostsWhenResumed() throws IOException {
        EmbeddedProgram.Ended stopped = stoppedAfter(5);
        assertThat(stopped.err()).contains("saved. Go on with: matrix run --resume r");
        Map<String, String> before = placements("r");
        int lines = journal("r").size();
        EmbeddedProgram.Ended resumed = program().run(resume(List.of(one.address(), two.address())));
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.err()).contains("as an earlier invocation measured it");
        assertThat(placements("r")).containsAllEntriesOf(before);
        assertThat(journal("r").size()).isLessThanOrEqualTo(Math.max(lines, 216) + 4);
        ranOnOne("single");
        assertThat(comparable("r")).isEqualTo(comparable("single"));
    }

    @Test
    void asksAnewOnAResumeWithoutTheHost() throws IOException {
        stoppedAfter(5);
        EmbeddedProgram.Ended resumed = program().run(resume(List.of(one.address())));
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.err()).contains("came from " + two.address(), "all of it is asked anew");
        Set<String> left = new HashSet<>(placements("r").values());
        ranOnOne("single");
        assertThat(comparable("r")).isEqualTo(comparable("single"));
        // A model that the other host had finished stays its own.
        assertThat(left).contains(one.address());
        for (Map.Entry<String, String> placement : placements("r").entrySet()) {
            assertThat(journal("r").stream()
                            .filter(line -> line.get("combination").asText().startsWith(placement.getKey() + "/")
                                    && line.get("host").asText().equals(placement.getValue())))
                    .hasSize(36);
        }
    }

    @Test
    void leavesNoAnswersBehindUnasked() throws IOException {
        stoppedAfter(5);
        int lines = journal("r").size();
        EmbeddedProgram.Ended resumed =
                program().with("OLLAMA_HOST", one.address()).run("run", "--resume", "r");
        assertThat(resumed.code()).isEqualTo(2);
        assertThat(resumed.err()).contains("came from " + two.address(), "--host");
        assertThat(journal("r")).hasSize(lines);
    }

    @Test
    void keepsWhatAHostHadFinishedThatIsNotThereAnyMore() throws IOException {
        assertThat(program().run(both(RUN)).code()).isZero();
        Map<String, String> before = placements("r");
        int lines = journal("r").size();
        try (Simulator third = EmbeddedProgram.simulator(settings())) {
            EmbeddedProgram.Ended resumed = program().run(resume(List.of(one.address(), third.address())));
            assertThat(resumed.code()).as(resumed.err()).isZero();
            assertThat(resumed.err()).contains("Nothing is left to ask.").doesNotContain("measuring the speed");
        }
        assertThat(placements("r")).isEqualTo(before);
        assertThat(journal("r")).hasSize(lines);
        ranOnOne("single");
        assertThat(comparable("r").get("results"))
                .isEqualTo(comparable("single").get("results"));
    }

    @Test
    void goesOnWithARunOfOneHostOnSeveral() throws IOException {
        EmbeddedProgram.Ended first = program().run(on(RUN.with("--models", SMALL), List.of(one.address())));
        assertThat(first.code()).as(first.err()).isZero();
        List<String> words = new ArrayList<>(Arrays.asList(resume(List.of(two.address(), one.address()))));
        words.addAll(List.of("--models", MIDDLE + "," + LARGE, "--limit", "8"));
        EmbeddedProgram.Ended more = program().run(words.toArray(String[]::new));
        assertThat(more.code()).as(more.err()).isZero();
        assertThat(placements("r")).containsEntry(SMALL, one.address());
        assertThat(journal("r").stream()
                        .filter(line -> line.get("combination").asText().startsWith(SMALL)))
                .hasSize(48);
        EmbeddedProgram.Ended single = program()
                .run(on(
                        RUN.with("--run-id", "single")
                                .with("--models", SMALL + "," + MIDDLE + "," + LARGE)
                                .with("--limit", "8"),
                        List.of(one.address())));
        assertThat(single.code()).isZero();
        assertThat(comparable("r").get("results"))
                .isEqualTo(comparable("single").get("results"));
        assertThat(comparable("r").get("combinations"))
                .isEqualTo(comparable("single").get("combinations"));
    }

    @Test
    void refusesAModelThatIsNotTheSame() {
        List<SimulatedModel> other = MODELS.stream()
                .map(model -> model.name().equals(MIDDLE)
                        ? new SimulatedModel(
                                model.name(),
                                "f".repeat(64),
                                model.parameterCount(),
                                model.parameterSize(),
                                model.family(),
                                "Q8_0",
                                model.capabilities(),
                                model.contextLength(),
                                model.ownSystem(),
                                model.skill(),
                                model.letterMass(),
                                model.modes())
                        : model)
                .toList();
        try (Simulator third = EmbeddedProgram.simulator(settings().withModels(other))) {
            EmbeddedProgram.Ended ended = program().run(on(RUN, List.of(one.address(), third.address())));
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err())
                    .contains(
                            "Model '" + MIDDLE + "' is not the same on all hosts",
                            "digest ffff",
                            "(Q8_0) on " + third.address(),
                            "on " + one.address(),
                            "ollama pull " + MIDDLE);
            assertThat(folder.resolve("results")).doesNotExist();
            EmbeddedProgram.Ended without =
                    program().run(on(RUN.with("--models", SMALL), List.of(one.address(), third.address())));
            assertThat(without.code()).as(without.err()).isZero();
        }
    }

    @Test
    void labelsVersionsThatDiffer() {
        try (Simulator old = EmbeddedProgram.simulator(settings().withVersion("0.31.0"))) {
            EmbeddedProgram.Ended ended = program().run(on(RUN, List.of(one.address(), old.address())));
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.err()).contains("the hosts run different versions of the server");
            assertThat(manifest("r").get("warnings").toString()).contains("different versions");
            assertThat(manifest("r").at("/server/version").asText()).contains("0.31.0", "0.32.15");
            assertThat(results("r").at("/metadata/versions/server").asText()).contains("0.31.0", "0.32.15");
            assertThat(Stream.of(0, 1)
                            .map(host -> results("r")
                                    .at("/metadata/hosts/" + host + "/version")
                                    .asText()))
                    .containsExactlyInAnyOrder("0.31.0", "0.32.15");
            EmbeddedProgram.Ended report = program().run("report", "r", "--format", "html", "--out", "page.html");
            assertThat(report.code()).as(report.err()).isZero();
            assertThat(folder.resolve("page.html")).content().contains("models asked there", "0.31.0");
        }
    }

    @Test
    void namesAHostThatDoesNotAnswerAtTheStart() {
        String silent = "http://127.0.0.1:9";
        EmbeddedProgram.Ended refused = program().run(on(RUN, List.of(one.address(), silent)));
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).contains(silent, "--skip-missing");
        EmbeddedProgram.Ended ended = program().run(on(RUN, List.of(one.address(), silent), "--skip-missing"));
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.err()).contains("host " + silent + " is left out");
        assertThat(manifest("r").get("hosts").isNull()).isTrue();
    }

    @Test
    void givesAShardOneHost() {
        EmbeddedProgram.Ended ended = program().run(both(RUN, "--shard", "1/2"));
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("--shard asks one server", "leave out --shard");
        assertThat(folder.resolve("results")).doesNotExist();
    }

    @Test
    void plansNoRunOfLmEvalOnSeveral() {
        String[] words = both(RUN, "--engine", "lm-eval");
        words[0] = "plan";
        EmbeddedProgram.Ended ended = program().run(words);
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("--engine lm-eval asks one server, and --host names 2");
    }

    @Test
    void goesOnWithAMergedRunOnOneHostOnly() {
        for (String shard : List.of("1/2", "2/2")) {
            String id = "s" + shard.charAt(0);
            EmbeddedProgram.Ended asked =
                    program().run(on(RUN.with("--run-id", id).with("--shard", shard), List.of(one.address())));
            assertThat(asked.code()).as(asked.err()).isZero();
        }
        assertThat(program().run("merge", "s1", "s2", "--run-id", "r").code()).isZero();
        EmbeddedProgram.Ended refused = program().run(resume(List.of(one.address(), two.address())));
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("Run r was merged from shards", "Name one with --host");
        EmbeddedProgram.Ended resumed = program().run(resume(List.of(two.address())));
        assertThat(resumed.code()).as(resumed.err()).isZero();
    }

    @Test
    void showsEachHostInDoctorAndModels() throws IOException {
        String hosts = one.address() + "," + two.address();
        EmbeddedProgram.Ended doctor = program().with("MATRIX_HOST", hosts).run("doctor");
        assertThat(doctor.out()).contains("host " + one.address(), "host " + two.address(), "this machine");
        EmbeddedProgram.Ended models = program().with("MATRIX_HOST", hosts).run("detect-models", "--json");
        JsonNode document = JsonMapper.builder().build().readTree(models.out());
        assertThat(document.get("hosts")).hasSize(2);
        assertThat(document.get("models")).isEqualTo(document.at("/hosts/0/models"));
        EmbeddedProgram.Ended single = program().with("OLLAMA_HOST", hosts).run("detect-models");
        assertThat(single.code()).isNotZero();
    }

    @Test
    void plansLessTimeForSeveral() throws IOException {
        JsonMapper mapper = JsonMapper.builder().build();
        List<String> words = new ArrayList<>(List.of(RUN.words("--json", "--host", one.address())));
        words.set(0, "plan");
        double alone = mapper.readTree(
                        program().run(words.toArray(String[]::new)).out())
                .get("seconds")
                .asDouble();
        words.addAll(List.of("--host", two.address()));
        double together = mapper.readTree(
                        program().run(words.toArray(String[]::new)).out())
                .get("seconds")
                .asDouble();
        assertThat(together).isBetween(alone / 2, alone * 0.99);
    }
}
