package dev.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.matrix.simulator.BatchSpeed;
import dev.matrix.simulator.Mode;
import dev.matrix.simulator.ServiceTime;
import dev.matrix.simulator.Simulator;
import dev.matrix.simulator.SimulatorSettings;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What {@code --concurrency auto} finds on servers of different kinds, over real HTTP. By itself, since other tests would take the time that it measures. */
@Isolated
class MeasuredConcurrencyIT {

    private static final int ATTEMPTS = 3;
    private static final SimulatorSettings FOUR = EmbeddedProgram.quick()
            .withServiceTime(ServiceTime.byTokens(0.05, 1))
            .withSlots(4);

    @TempDir
    static Path folder;

    @Test
    void findsTheSlotsOfAServer() {
        JsonNode found = found(FOUR.withBatchSpeed(new BatchSpeed(0.1, 0)), "four", 4);

        assertThat(found.at("/levels/2/tokens_per_second").asDouble())
                .isGreaterThan(2 * found.at("/levels/0/tokens_per_second").asDouble());
        assertThat(found.at("/levels/3/served").asDouble()).isBetween(3.0, 5.0);
    }

    @Test
    void recognisesAModelThatTheServerServesOneAtATime() {
        JsonNode found = found(FOUR.withModes(Set.of(Mode.ONE_SLOT)), "one", 1);

        assertThat(found.path("reason").asText()).contains("one request at a time");
    }

    @Test
    void goesNoFurtherThanWhereTheServerBecomesSlower() {
        found(FOUR.withSlots(16).withBatchSpeed(new BatchSpeed(0, 0.1)), "falling", 2, 4);
    }

    /** A machine that is busy with other things may disturb a measurement: then it is taken again. */
    private static JsonNode found(SimulatorSettings settings, String name, Integer... possible) {
        JsonNode found = run(settings, name + 0);
        for (int attempt = 1; attempt < ATTEMPTS && !Set.of(possible).contains(inFlight(found)); attempt++) {
            found = run(settings, name + attempt);
        }
        assertThat(inFlight(found)).as(found.toString()).isIn((Object[]) possible);
        return found;
    }

    private static int inFlight(JsonNode record) {
        return record.path("in_flight").asInt();
    }

    private static JsonNode run(SimulatorSettings settings, String id) {
        try (Simulator server = EmbeddedProgram.simulator(settings)) {
            EmbeddedProgram program = EmbeddedProgram.in(folder).on(server);
            EmbeddedProgram.Ended ended = program.run(RunArguments.small()
                    .with("--personalities", "baseline,cot,balanced,technical_expert,concise_analyst,high_context")
                    .with("--limit", 48)
                    .with("--concurrency", "auto")
                    .with("--run-id", id)
                    .words());
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(program.json("results/" + id + "/results.json")
                            .at("/execution/requests")
                            .asInt())
                    .as("the measurement is none of the trials")
                    .isEqualTo(288);
            return program.json("results/" + id + "/manifest.json").at("/concurrency/0");
        }
    }
}
