package dev.matrix.endurance;

import dev.matrix.EmbeddedProgram;
import dev.matrix.RunArguments;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Fingerprint;
import dev.matrix.domain.ItemSet;
import dev.matrix.simulator.FaultPlan;
import dev.matrix.simulator.SimulatedModel;
import dev.matrix.simulator.Simulator;
import dev.matrix.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Where the harness's runs take place: one folder each, the whole program in each, all over the same small matrix with both protocols. */
final class Workplace {

    static final String RUN = "r";
    static final int MODELS = 2;
    static final int WIDTH = 4;

    private static final List<String> NAMES = List.of("qwen2.5:0.5b", "llama3.2:1b");

    private final Path folder;
    private final Map<Benchmark, ItemSet> knowledge = EmbeddedProgram.samples();

    Workplace(Path folder) {
        this.folder = folder;
    }

    /** A folder of its own for one run. */
    Path folder(int number) throws IOException {
        return Files.createDirectories(folder.resolve("case" + number));
    }

    EmbeddedProgram program(Path place, Clock clock) {
        return EmbeddedProgram.in(place).dated(clock);
    }

    RunFiles files(Path place) {
        return new RunFiles(place.resolve("results").resolve(RUN));
    }

    Simulator server(FaultPlan faults, long seed, boolean renewed) {
        SimulatorSettings settings = EmbeddedProgram.quick().withFaults(faults).withSeed(seed);
        return Simulator.start(renewed ? settings.withModels(renewed(settings.models())) : settings, knowledge);
    }

    /** As the simulator's fault leaves them. */
    private static List<SimulatedModel> renewed(List<SimulatedModel> models) {
        return models.stream()
                .map(model -> NAMES.contains(model.name())
                        ? model.withDigest(new Fingerprint()
                                .add("pulled anew")
                                .add(model.digest())
                                .hex())
                        : model)
                .toList();
    }

    static String[] start(Simulator server) {
        return RunArguments.small()
                .with("--run-id", RUN)
                .with("--host", server.address())
                .with("--models", String.join(",", NAMES))
                .with("--personalities", "baseline,concise_analyst,cot")
                .with("--benchmarks", "arc_easy,gsm8k")
                .with("--limit", 5)
                .with("--concurrency", WIDTH)
                .words("--yes");
    }

    static String[] resume(Simulator server) {
        return new String[] {"run", "--resume", RUN, "--host", server.address(), "--yes"};
    }
}
