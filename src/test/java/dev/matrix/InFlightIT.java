package dev.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.simulator.ServiceTime;
import dev.matrix.simulator.Simulator;
import dev.matrix.simulator.SimulatorSettings;
import dev.matrix.simulator.SimulatorStatistics;
import dev.matrix.simulator.SimulatorStatistics.ChatCall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How busy a run keeps its server, by the server's own clock: whole runs of the program over real HTTP, 200 ms a reply. Part of the integration tests, where
 * nothing slows the program down that users do not have, and by itself.
 */
@Isolated
class InFlightIT {

    private static final String MODEL = "qwen2.5:0.5b";
    private static final SimulatorSettings SLOW = EmbeddedProgram.quick()
            .withServiceTime(ServiceTime.fixed(Duration.ofMillis(200)))
            .withSlots(16);
    /** Of N requests, how many are in flight on average while there are so many to ask. */
    private static final double SHARE = 0.97;

    /** What a client that only asks has on a machine that is free for it. */
    private static final double QUIET = 0.99;
    /** The same as {@link #SHARE} on a machine that is not. */
    private static final double BUSY_SHARE = 0.8;

    private static final int ATTEMPTS = 3;
    /** Trials of a personality that choose the protocol, under two personalities at most; a barrier follows. */
    private static final int PROBE = 8;

    @TempDir
    static Path folder;

    /** The virtual machine compiles its code: what is measured is a run in its stride. */
    @BeforeAll
    static void warmUp() throws InterruptedException {
        run(EmbeddedProgram.quick().withSlots(16), 16, 12, 40, "warm-up");
        try (Simulator server = EmbeddedProgram.simulator()) {
            new PlainClient(server.address(), MODEL).ask(100, 4);
        }
    }

    /**
     * A share of .97 leaves 6 ms between the end of a reply and the arrival of the next question. Where it is missed, a client that does nothing but ask tells
     * whether the machine has other things to do: if even that loses more than 2 ms a question, .97 cannot be measured, and the program has to keep a share
     * that no missing worker and no barrier would leave.
     */
    @ParameterizedTest
    @CsvSource({"1, 1, 28", "2, 2, 28", "4, 4, 24", "16, 12, 40"})
    void keepsNInFlightWhileNAreLeft(int n, int combinations, int items) throws Exception {
        double share = 0;
        double needed = SHARE;
        for (int attempt = 0; attempt < ATTEMPTS && (attempt == 0 || share < needed); attempt++) {
            share = program(n, combinations, items, n + "-" + attempt);
            needed = share < SHARE && plain(n, combinations * items / 2) < QUIET ? BUSY_SHARE : SHARE;
        }
        assertThat(share)
                .as("of %d requests, the share in flight on average", n)
                .isGreaterThanOrEqualTo(needed);
    }

    private static double program(int n, int combinations, int items, String name) {
        SimulatorStatistics statistics = run(SLOW, n, combinations, items, name);
        // A server hears late of a call that was broken off; letters are too short for that.
        assertThat(statistics.abandoned()).isZero();
        assertThat(statistics.maxInFlight()).isLessThanOrEqualTo(n);
        return share(statistics, n, combinations * items - PROBE * Math.min(2, combinations));
    }

    private static SimulatorStatistics run(
            SimulatorSettings settings, int n, int combinations, int items, String name) {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--models=" + MODEL,
                "--benchmarks=arc_easy",
                "--personalities=baseline",
                "--limit=" + items,
                "--concurrency=" + n,
                "--run-id=" + name));
        for (int prompt = 1; prompt < combinations; prompt++) {
            arguments.add("--system=Tutor number " + prompt + " is who you are.");
        }
        try (Simulator server = EmbeddedProgram.simulator(settings)) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            EmbeddedProgram.Ended ended = program.run(arguments.toArray(String[]::new));
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(program.json("results/" + name + "/results.json")
                            .at("/execution/requests")
                            .asInt())
                    .isEqualTo(combinations * items);
            return server.statistics();
        }
    }

    private static double plain(int n, int times) throws InterruptedException {
        try (Simulator server = EmbeddedProgram.simulator(SLOW)) {
            new PlainClient(server.address(), MODEL).ask(times, n);
            return share(server.statistics(), n, times);
        }
    }

    /**
     * Time-weighted, from the arrival of the first of the last {@code trials} calls (what comes before them looks at the model or is a probe, and ends before they begin)
     * to the moment when fewer than N calls were left.
     */
    private static double share(SimulatorStatistics statistics, int n, int trials) {
        int before = statistics.calls().size() - trials;
        long from = statistics.calls().stream()
                .mapToLong(ChatCall::startNanos)
                .sorted()
                .skip(before)
                .findFirst()
                .orElseThrow();
        long to = statistics.calls().get(statistics.calls().size() - n).endNanos();
        assertThat(statistics.calls().stream().limit(before))
                .as("checks and probe are over when trials begin")
                .allSatisfy(call -> assertThat(call.endNanos()).isLessThanOrEqualTo(from));
        return statistics.meanInFlight(from, to) / n;
    }
}
