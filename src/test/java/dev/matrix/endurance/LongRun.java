package dev.matrix.endurance;

import dev.matrix.endurance.MeasuredProcess.Cost;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A run of a million trials, its resumption, its results and its report. */
final class LongRun {

    private static final String RUN = "long";
    /** Of one questions: it is there once the question is out. */
    private static final int STOP_AT_ONCE = 1;

    private final ProgramCommands program;
    private final Path directory;
    private final ScaleWorkload workload;
    private final FigureTable table;
    private final MeasuredProcess process;

    /** Bars that grow with the number of trials are those of a million; a short run must stay far below them. */
    private final boolean full;

    LongRun(Path launcher, Path directory, boolean full, FigureTable table) {
        this.program = new ProgramCommands(launcher, directory);
        this.directory = directory;
        this.workload = new ScaleWorkload(full ? ScaleWorkload.FULL_ITEMS : ScaleWorkload.FULL_ITEMS / 20);
        this.table = table;
        this.process = new MeasuredProcess(directory);
        this.full = full;
    }

    void measure() throws IOException, InterruptedException {
        workload.writeTo(directory);
        run();
        results();
        resumeFinished();
        resumeHalf();
    }

    private void run() throws IOException, InterruptedException {
        int trials = workload.trials();
        table.heading("a run of %,d trials, the server inside the process".formatted(trials));
        Cost cost = process.run(program.instant(trials / 10, 0, asked("--run-id=" + RUN)), 0);
        Marks marks = Marks.read(directory);
        Path run = directory.resolve("results").resolve(RUN);
        long bytes = Files.size(run.resolve("trials.jsonl"));
        table.plain("bytes of a line of the journal", (double) bytes / trials, "");
        for (int tenth : List.of(1, 5, 10)) {
            table.atMost(
                    "peak memory after %,d trials".formatted(trials / 10 * tenth),
                    marks.at(trials / 10 * tenth).peakMegabytes(),
                    300,
                    "MB");
        }
        table.atMost("peak memory, results included", cost.peakMegabytes(), 300, "MB");
        double first = marks.cpuBetween(trials / 10, trials / 10 * 2) / (trials / 10.0) * 1e6;
        double last = marks.cpuBetween(trials / 10 * 9, trials) / (trials / 10.0) * 1e6;
        table.plain("processor time a trial, second tenth", first, "us");
        table.plain("processor time a trial, last tenth", last, "us");
        table.atMost("last tenth over second tenth", last / first, 1.2, "");
        table.atMost("from the last reply to the end of the run", marks.toEnd(), full ? 20 : 10, "s");
        table.atMost("live display, of one processor", 100 * cost.displaySeconds() / cost.wallSeconds(), 1, "%");
        table.plain("the run", cost.wallSeconds(), "s");
        for (String file : List.of("trials.jsonl", "items.jsonl", "manifest.json", "results.json")) {
            table.plain(file, Files.size(run.resolve(file)) / 1e6, "MB");
        }
        table.plain("checkpoint", Files.size(directory.resolve("checkpoints/" + RUN + ".json")) / 1e6, "MB");
    }

    private void results() throws IOException, InterruptedException {
        table.heading("results and report of it, by the packaged program");
        Cost rescored = process.run(program.packaged("rescore", RUN), 0);
        table.atMost("rescore", rescored.wallSeconds(), full ? 20 : 10, "s");
        table.atMost("  its peak memory", rescored.peakMegabytes(), 300, "MB");
        Cost reported = process.run(program.packaged("report", RUN, "--out", "report.html"), 0);
        table.plain("report", reported.wallSeconds(), "s");
        table.atMost("  its peak memory", reported.peakMegabytes(), 300, "MB");
        table.atMost("  its file", Files.size(directory.resolve("report.html")) / 1e6, 10, "MB");
    }

    private void resumeFinished() throws IOException, InterruptedException {
        table.heading("a finished run, resumed");
        Cost cost = process.run(program.instant(1, 0, asked("--resume=" + RUN)), 0);
        table.plain("start to end, with nothing to ask", cost.wallSeconds(), "s");
        table.atMost("  its peak memory", cost.peakMegabytes(), 300, "MB");
        cost = process.run(
                program.instant(
                        1,
                        STOP_AT_ONCE,
                        asked(
                                "--resume=" + RUN,
                                "--personalities=" + String.join(",", ScaleWorkload.PERSONALITIES) + ",high_context")),
                130,
                0);
        table.atMost(
                "start to first question, one more personality",
                Marks.read(directory).first(),
                10,
                "s");
        table.atMost("  its peak memory", cost.peakMegabytes(), 300, "MB");
    }

    /** As after a kill: the journal ends in the middle of a line. */
    private void resumeHalf() throws IOException, InterruptedException {
        table.heading("the same run cut in the middle of its journal, resumed");
        Path from = directory.resolve("results").resolve(RUN);
        Path half = Files.createDirectories(directory.resolve("halves").resolve(RUN));
        for (String file : List.of("manifest.json", "items.jsonl", "trials.jsonl")) {
            Files.move(from.resolve(file), half.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        try (RandomAccessFile journal =
                new RandomAccessFile(half.resolve("trials.jsonl").toFile(), "rw")) {
            journal.setLength(journal.length() / 2 + 100);
        }
        Cost cost =
                process.run(program.instant(1, STOP_AT_ONCE, asked("--resume=" + RUN, "--results-dir=halves")), 130, 0);
        table.atMost("start to first question", Marks.read(directory).first(), 10, "s");
        table.atMost("  its peak memory", cost.peakMegabytes(), 300, "MB");
    }

    private List<String> asked(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--benchmarks=" + String.join(",", ScaleWorkload.BENCHMARKS),
                "--limit=" + workload.items(),
                "--scoring=generate",
                "--concurrency=8",
                "--yes"));
        arguments.addAll(List.of(more));
        if (Stream.of(more).noneMatch(each -> each.startsWith("--personalities"))) {
            arguments.add("--personalities=" + String.join(",", ScaleWorkload.PERSONALITIES));
        }
        return arguments;
    }
}
