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
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Runs on servers over real HTTP and in real time, one of which goes away, and a stop of all of them. */
@Isolated
class HostsIT {

    private static final int MODELS = 7;

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

    private void ran(EmbeddedProgram.Ended ended) {
        assertThat(ended.code()).as(ended.err()).isZero();
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

    /** Its replies would take ten minutes: that it ends is what is seen. */
    @Test
    @Timeout(60)
    void stopsOnAllServersAtOnce() {
        try (Simulator one = server(600_000);
                Simulator two = server(600_000)) {
            Cancellation cancellation = new Cancellation();
            AtomicInteger asked = new AtomicInteger();
            EmbeddedProgram program = EmbeddedProgram.in(folder);
            DyingServer first = new DyingServer(one.address(), request -> stopAt(cancellation, asked));
            DyingServer second = new DyingServer(two.address(), request -> stopAt(cancellation, asked));
            EmbeddedProgram.Ended ended = program.connecting(
                            second.behind(first.behind(program.ports().connector())))
                    .run(cancellation, words(arguments("r"), List.of(one, two)));
            assertThat(ended.err()).contains("Stopped; everything answered so far is saved");
        }
    }

    /** With four requests in flight, two on each server, a person presses Ctrl-C. */
    private static boolean stopAt(Cancellation cancellation, AtomicInteger asked) {
        if (asked.incrementAndGet() == 4) {
            cancellation.requestAndAwait(Duration.ZERO);
        }
        return false;
    }
}
