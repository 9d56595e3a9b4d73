package dev.matrix.endurance;

import dev.matrix.endurance.MeasuredProcess.Cost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A run of the packaged program whose replies have nearly a million characters each, over HTTP, eight in flight. */
final class LongReplies {

    private static final String RUN = "replies";

    private final ProgramCommands program;
    private final Path directory;
    private final MeasuredProcess process;
    private final FigureTable table;
    private final int items;

    LongReplies(Path launcher, Path directory, boolean full, FigureTable table) {
        this.program = new ProgramCommands(launcher, directory);
        this.directory = directory;
        this.process = new MeasuredProcess(directory);
        this.table = table;
        this.items = full ? 200 : 20;
    }

    void measure() throws IOException, InterruptedException {
        new ScaleWorkload(items).writeTo(directory);
        // Else a reply of that length is taken for that of a server that ignores its limit.
        Files.writeString(
                directory.resolve("benchmarks/sums.yaml"), "limits: {answer: 32768}\n", StandardOpenOption.APPEND);
        table.heading("%d replies of %,d characters, 8 in flight, the packaged program"
                .formatted(2 * items, LongReplyServer.CHARACTERS));
        try (LongReplyServer server = new LongReplyServer()) {
            Cost cost = process.run(
                    program.packaged(
                            "run",
                            "--host=" + server.address(),
                            "--benchmarks=sums",
                            "--personalities=baseline,balanced",
                            "--limit=" + items,
                            "--concurrency=8",
                            "--run-id=" + RUN,
                            // A second measurement would find the first one's answers, in the user's own place.
                            "--no-cache",
                            "--yes"),
                    0);
            table.atMost("peak memory of the run", cost.peakMegabytes(), 300, "MB");
            table.plain("the run", cost.wallSeconds(), "s");
        }
        double journal = Files.size(directory.resolve("results").resolve(RUN).resolve("trials.jsonl")) / 1e6;
        table.holds("every reply is in the journal, whole", journal > 2.0 * items * LongReplyServer.CHARACTERS / 1e6);
        table.atMost(
                "peak memory of rescore",
                process.run(program.packaged("rescore", RUN), 0).peakMegabytes(),
                300,
                "MB");
        table.atMost(
                "peak memory of report",
                process.run(program.packaged("report", RUN), 0).peakMegabytes(),
                300,
                "MB");
    }
}
