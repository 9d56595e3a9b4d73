package dev.matrix.endurance;

import dev.matrix.endurance.MeasuredProcess.Cost;
import dev.matrix.simulator.ServiceTime;
import dev.matrix.simulator.SimulatedModel;
import dev.matrix.simulator.Simulator;
import dev.matrix.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** 200 models and 50 personalities: planned with five benchmarks, and run with one of one item, by the packaged program against the simulator. */
final class WideMatrix {

    private static final int MODELS = 200;
    private static final int PERSONALITIES = 50;
    private static final String RUN = "wide";

    private final ProgramCommands program;
    private final Path directory;
    private final MeasuredProcess process;
    private final FigureTable table;
    private final int models;

    WideMatrix(Path launcher, Path directory, boolean full, FigureTable table) {
        this.program = new ProgramCommands(launcher, directory);
        this.directory = directory;
        this.process = new MeasuredProcess(directory);
        this.table = table;
        this.models = full ? MODELS : MODELS / 10;
    }

    void plan() throws IOException, InterruptedException {
        prepare();
        try (Simulator simulator = simulator(MODELS)) {
            List<String> command = program.packaged(
                    "plan", "--host=" + simulator.address(), "--personalities=" + personalities(), "--data=bundled");
            table.heading("plan of %d models x %d personalities x 5 benchmarks".formatted(MODELS, PERSONALITIES));
            process.run(command, 0);
            Cost cost = process.run(command, 0);
            table.atMost("start to end", cost.wallSeconds(), 2, "s");
            table.plain("  its processor time", cost.cpuSeconds(), "s");
            table.atMost("  its peak memory", cost.peakMegabytes(), 300, "MB");
        }
    }

    void run() throws IOException, InterruptedException {
        prepare();
        try (Simulator simulator = simulator(models)) {
            table.heading("run of %d models x %d personalities, one item".formatted(models, PERSONALITIES));
            Cost cost = process.run(
                    program.packaged(
                            "run",
                            "--host=" + simulator.address(),
                            "--personalities=" + personalities(),
                            "--benchmarks=gsm8k",
                            "--data=bundled",
                            "--limit=1",
                            "--concurrency=8",
                            "--run-id=" + RUN,
                            "--yes"),
                    0);
            int trials = models * PERSONALITIES;
            Path run = directory.resolve("results").resolve(RUN);
            table.plain("the run", cost.wallSeconds(), "s");
            table.plain("processor time a trial, checks included", 1e3 * cost.cpuSeconds() / trials, "ms");
            table.atMost("peak memory", cost.peakMegabytes(), 300, "MB");
            double journal = Files.size(run.resolve("trials.jsonl")) / 1e6;
            table.atMost(
                    "written a trial, requests and journal included", 1e3 * cost.writtenMegabytes() / trials, 30, "kB");
            table.plain("trials.jsonl", journal, "MB");
            table.plain("manifest.json", Files.size(run.resolve("manifest.json")) / 1e6, "MB");
            table.plain("results.json", Files.size(run.resolve("results.json")) / 1e6, "MB");
            table.plain("checkpoint", Files.size(directory.resolve("checkpoints/" + RUN + ".json")) / 1e6, "MB");
            Cost rescored = process.run(program.packaged("rescore", RUN), 0);
            table.atMost("rescore", rescored.wallSeconds(), 20, "s");
            table.atMost("  its peak memory", rescored.peakMegabytes(), 300, "MB");
            Cost reported = process.run(program.packaged("report", RUN), 0);
            table.plain("report", reported.wallSeconds(), "s");
            table.atMost("  its peak memory", reported.peakMegabytes(), 300, "MB");
        }
    }

    private void prepare() throws IOException {
        Path files = Files.createDirectories(directory.resolve("personalities"));
        for (int i = 1; i < PERSONALITIES; i++) {
            Files.writeString(
                    files.resolve("persona-%02d.yaml".formatted(i)),
                    "name: persona-%02d%nsystem: You are helper number %d of a large office, and you answer in its manner.%n"
                            .formatted(i, i));
        }
    }

    private static String personalities() {
        return "baseline,"
                + IntStream.range(1, PERSONALITIES)
                        .mapToObj("persona-%02d"::formatted)
                        .collect(Collectors.joining(","));
    }

    private static Simulator simulator(int models) {
        List<SimulatedModel> all = IntStream.range(0, models)
                .mapToObj(i -> SimulatedModel.of("made-up-%03d:1b".formatted(i), 1_000_000_000L + i, "1B", "llama"))
                .toList();
        return Simulator.start(
                SimulatorSettings.defaults()
                        .withModels(all)
                        .withSlots(8)
                        .withLoadTime(Duration.ZERO)
                        .withServiceTime(ServiceTime.fixed(Duration.ZERO)),
                Map.of());
    }
}
