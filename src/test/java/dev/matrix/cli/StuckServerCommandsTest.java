package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.EmbeddedProgram;
import dev.matrix.RunArguments;
import dev.matrix.simulator.FaultPlan;
import dev.matrix.simulator.Mode;
import dev.matrix.simulator.ServiceTime;
import dev.matrix.simulator.Simulator;
import dev.matrix.simulator.SimulatorSettings;
import dev.matrix.simulator.SimulatorStatistics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands say to a server that is stuck, and that a run brings none into that state. */
class StuckServerCommandsTest {

    private static final SimulatorSettings BUSY = EmbeddedProgram.quick().withModes(Set.of(Mode.BUSY_ELSEWHERE));
    private static final SimulatorSettings SILENT = EmbeddedProgram.quick().withFaults(FaultPlan.parse("chat:hang@1"));

    @TempDir
    Path folder;

    private static EmbeddedProgram.Ended run(EmbeddedProgram program, SimulatorSettings settings, String... arguments) {
        try (Simulator server = EmbeddedProgram.simulator(settings)) {
            return program.on(server).run(arguments);
        }
    }

    private EmbeddedProgram patient() {
        return EmbeddedProgram.in(folder);
    }

    /** Where nothing comes, however long one waits. */
    private EmbeddedProgram hasty() {
        return patient()
                .with("MATRIX_TIMEOUTS_LOAD", "0.3")
                .with("MATRIX_TIMEOUTS_FIRST_BYTE", "0.2")
                .pausing(pause -> {});
    }

    private static String[] small() {
        return RunArguments.small().with("--models", "qwen2.5:0.5b,llama3.2:1b").words();
    }

    @Test
    void aRunThatAnotherClientKeepsOutEndsWith3AndIsResumedOnceItMayGoIn() {
        EmbeddedProgram.Ended ended = run(hasty(), BUSY, small());

        assertThat(ended.code()).as(ended.err()).isEqualTo(3);
        assertThat(ended.err())
                .contains("qwen2.5:0.5b was not loaded within 0.3 s", "keeps phi3:mini in memory")
                .contains("Stop the programs that use phi3:mini, or stop the server and start it anew")
                .contains("The server is lost; everything answered so far is saved. Go on with: matrix run --resume");

        EmbeddedProgram.Ended resumed = run(patient(), EmbeddedProgram.quick(), "run", "--resume", "r");
        assertThat(resumed.code()).as(resumed.err()).isZero();
    }

    @Test
    void aRunOnAServerThatAnswersNothingEndsWith3() {
        EmbeddedProgram.Ended ended = run(hasty(), SILENT, small());

        assertThat(ended.code()).as(ended.err()).isEqualTo(3);
        assertThat(ended.err()).contains("brings not one token", "the server is stuck", "start it anew, then resume");
    }

    @Test
    void doctorTriesToLoadBesideAModelThatIsInUse() {
        EmbeddedProgram.Ended ended = run(hasty(), BUSY, "doctor", "--data", "bundled");

        assertThat(ended.code()).as(ended.out()).isEqualTo(3);
        assertThat(ended.out())
                .contains("problem  server", "phi3:mini is in use by another client, and no other model gets in")
                .contains("Stop the programs that use phi3:mini, or stop the server and start it anew.");
    }

    @Test
    void doctorIsContentWhereThereIsRoomForBoth() {
        EmbeddedProgram.Ended ended = run(patient(), BUSY.withMaxLoadedModels(2), "doctor", "--data", "bundled");

        assertThat(ended.code()).as(ended.out()).isZero();
        assertThat(ended.out()).contains("phi3:mini is in use by another client; qwen2.5:0.5b could be loaded");
    }

    @Test
    void doctorFindsAServerThatAnswersNothing() {
        EmbeddedProgram.Ended ended = run(hasty(), SILENT, "doctor", "--data", "bundled");

        assertThat(ended.code()).as(ended.out()).isEqualTo(3);
        assertThat(ended.out())
                .contains("problem  server", "qwen2.5:0.5b was loaded, but brings not one token")
                .contains("Stop the server and start it anew.");
    }

    @Test
    void aRunNeverAsksForOneModelWhileAnotherIsBusyOrWaits() {
        SimulatorSettings settings = EmbeddedProgram.quick()
                .withServiceTime(ServiceTime.fixed(Duration.ofMillis(3)))
                .withSlots(2);
        String[] arguments = RunArguments.small()
                .with("--models", "qwen2.5:0.5b,llama3.2:1b,gemma2:2b")
                .with("--personalities", "baseline,concise_analyst,cot")
                .with("--benchmarks", "arc_easy,gsm8k")
                .with("--limit", 6)
                .with("--concurrency", 8)
                .words();
        try (Simulator server = EmbeddedProgram.simulator(settings)) {
            EmbeddedProgram.Ended ended = patient().on(server).run(arguments);
            SimulatorStatistics statistics = server.statistics();

            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(statistics.maxInFlight()).isGreaterThan(4);
            assertThat(statistics.overtakings()).isZero();
            assertThat(statistics.loads()).isEqualTo(Map.of("qwen2.5:0.5b", 1, "llama3.2:1b", 1, "gemma2:2b", 1));
            List<SimulatorStatistics.ModelActivity> models =
                    new ArrayList<>(statistics.models().values());
            models.sort(Comparator.comparingLong(SimulatorStatistics.ModelActivity::firstNanos));
            for (int i = 1; i < models.size(); i++) {
                assertThat(models.get(i).firstNanos())
                        .isGreaterThan(models.get(i - 1).lastNanos());
            }
        }
    }
}
