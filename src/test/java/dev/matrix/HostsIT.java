package dev.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.matrix.app.Cancellation;
import dev.matrix.simulator.ServiceTime;
import dev.matrix.simulator.SimulatedModel;
import dev.matrix.simulator.Simulator;
import dev.matrix.simulator.SimulatorSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Runs on servers of different speed, over real HTTP and in real time, and on one that goes away. */
@Isolated
class HostsIT {

    private static final int[] MILLIS = {20, 40, 80};
    private static final int MODELS = 7;
    private static final int TRIALS = 3 * 40;
    /** Over the best that whole models allow; the measurement before the run is in it, and the look at how prompts reach each model. */
    private static final double NEAR = 1.3;

    private static final Duration SOON = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    private static List<SimulatedModel> models() {
        return IntStream.rangeClosed(1, MODELS)
                .mapToObj(number -> SimulatedModel.of("m" + number + ":1b", 1_000_000_000L, "1.0B", "toy"))
                .toList();
    }

    private static Simulator server(int millis) {
        SimulatorSettings settings = EmbeddedProgram.quick()
                .withModels(models())
                .withSlots(16)
                .withServiceTime(ServiceTime.fixed(Duration.ofMillis(millis)));
        return EmbeddedProgram.simulator(settings);
    }

    private static RunArguments arguments(String run) {
        return RunArguments.small()
                .with("--run-id", run)
                .with(
                        "--models",
                        String.join(
                                ",", models().stream().map(SimulatedModel::name).toList()))
                .with("--personalities", "baseline,concise_analyst,technical_expert")
                .with("--benchmarks", "gsm8k")
                .with("--limit", 40);
    }

    private static String[] words(RunArguments arguments, List<Simulator> servers) {
        List<String> hosts = new ArrayList<>();
        servers.forEach(server -> hosts.addAll(List.of("--host", server.address())));
        return arguments.words(hosts.toArray(String[]::new));
    }

    private double wall(String run) {
        return EmbeddedProgram.in(folder)
                .json("results/" + run + "/results.json")
                .at("/execution/wall_seconds")
                .asDouble();
    }

    private void ran(EmbeddedProgram.Ended ended) {
        assertThat(ended.code()).as(ended.err()).isZero();
    }

    @Test
    void isNearTheBestThatWholeModelsAllow() {
        List<Simulator> servers =
                Arrays.stream(MILLIS).mapToObj(HostsIT::server).toList();
        try {
            ran(EmbeddedProgram.in(folder).run(words(arguments("warm").with("--limit", 4), servers)));
            ran(EmbeddedProgram.in(folder).run(words(arguments("r"), servers)));
            double ratio = wall("r") / ideal();
            System.out.printf(
                    "three hosts of %s ms a reply, %d models of %d trials, 2 at once: wall %.2f s, ideal %.2f s, ratio %.3f%n",
                    Arrays.toString(MILLIS), MODELS, TRIALS, wall("r"), ideal(), ratio);
            assertThat(ratio).isLessThanOrEqualTo(NEAR);
            assertThat(modelsByHost("r")).containsExactly(4, 2, 1);
        } finally {
            servers.forEach(Simulator::close);
        }
    }

    /** In the order of the hosts. */
    private List<Integer> modelsByHost(String run) {
        List<Integer> counts = new ArrayList<>();
        EmbeddedProgram.in(folder)
                .json("results/" + run + "/results.json")
                .at("/metadata/hosts")
                .forEach(host -> counts.add(host.get("models").size()));
        return counts;
    }

    /** Seconds that the trials alone take, dealt out best: equal models, so that only how many each host takes counts. */
    private static double ideal() {
        double best = Double.POSITIVE_INFINITY;
        for (int first = 0; first <= MODELS; first++) {
            for (int second = 0; first + second <= MODELS; second++) {
                int[] models = {first, second, MODELS - first - second};
                best = Math.min(
                        best,
                        IntStream.range(0, models.length)
                                .mapToDouble(host -> models[host] * TRIALS * MILLIS[host] / 1000.0 / 2)
                                .max()
                                .orElseThrow());
            }
        }
        return best;
    }

    /** The server's socket is closed in the middle of a model: from then on connections are refused, and calls are tried again as ever. */
    @Test
    void hasTheSameResultsWhenAServerGoesAway() {
        // Long enough for the measurement to see the servers and not the machine: else the one that is to go might get
        // no model.
        try (Simulator one = server(40);
                Simulator two = server(20)) {
            RunArguments run = arguments("r").with("--concurrency", 8);
            ran(EmbeddedProgram.in(folder).run(words(run.with("--run-id", "single"), List.of(one))));
            AtomicInteger asked = new AtomicInteger();
            Runnable goesAway = two::close;
            DyingServer closing = new DyingServer(two.address(), request -> {
                if (request.maxTokens() > 24 && asked.incrementAndGet() == 30) {
                    goesAway.run();
                }
                return false;
            });
            EmbeddedProgram program = EmbeddedProgram.in(folder);
            EmbeddedProgram.Ended ended = program.connecting(
                            closing.behind(program.ports().connector()))
                    .run(words(run, List.of(one, two)));
            ran(ended);
            assertThat(ended.err()).contains("host " + two.address() + " is lost", "asked whole on another host");
            assertThat(scores("r")).isEqualTo(scores("single"));
            assertThat(modelsByHost("r")).containsExactly(MODELS, 0);
        }
    }

    private JsonNode scores(String run) {
        ObjectNode document = EmbeddedProgram.in(folder)
                .json("results/" + run + "/results.json")
                .deepCopy();
        document.findParents("execution_time").forEach(cell -> ((ObjectNode) cell).remove("execution_time"));
        return document.retain("results", "statistics", "combinations", "verdicts", "in_words");
    }

    @Test
    void stopsOnAllServersAtOnce() {
        try (Simulator one = server(600_000);
                Simulator two = server(600_000)) {
            Cancellation cancellation = new Cancellation();
            AtomicInteger asked = new AtomicInteger();
            AtomicLong since = new AtomicLong();
            EmbeddedProgram program = EmbeddedProgram.in(folder);
            DyingServer first = new DyingServer(one.address(), request -> stopAt(cancellation, asked, since));
            DyingServer second = new DyingServer(two.address(), request -> stopAt(cancellation, asked, since));
            EmbeddedProgram.Ended ended = program.connecting(
                            second.behind(first.behind(program.ports().connector())))
                    .run(cancellation, words(arguments("r"), List.of(one, two)));
            Duration took = Duration.ofNanos(System.nanoTime() - since.get());
            assertThat(ended.err()).contains("Stopped; everything answered so far is saved");
            assertThat(took).isLessThan(SOON);
        }
    }

    /** With four requests in flight, two on each server, a person presses Ctrl-C. */
    private static boolean stopAt(Cancellation cancellation, AtomicInteger asked, AtomicLong since) {
        if (asked.incrementAndGet() == 4) {
            since.set(System.nanoTime());
            cancellation.requestAndAwait(Duration.ZERO);
        }
        return false;
    }
}
