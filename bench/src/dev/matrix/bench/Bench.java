package dev.matrix.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.matrix.bench.ProgramProcess.Cost;
import dev.matrix.bench.Report.Target;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** Carries out the measurements in turn, so that a busy moment of the machine does not fall on one of them alone. */
final class Bench {

    private static final int SMALL = 100;
    private static final int LARGE = 500;
    private static final List<Integer> IN_FLIGHT = List.of(4, 16);

    private final PrintStream progress;
    private final Path directory;
    private final ProgramProcess program;
    private final Report report = new Report();
    private int runs;

    private Bench(Path launcher, Path directory, PrintStream progress) {
        this.progress = progress;
        this.directory = directory;
        this.program = new ProgramProcess(launcher, directory);
    }

    /**
     * Measures and prints the table.
     *
     * @param arguments the launcher, a directory to work in, how often to repeat, and the parts to measure ({@code start}, {@code data},
     *     {@code pace}, {@code cost}, {@code report})
     */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        Path launcher = Path.of(arguments[0]);
        Path directory = Path.of(arguments[1]);
        int repeats = Integer.parseInt(arguments[2]);
        Set<String> parts = Set.copyOf(List.of(arguments).subList(3, arguments.length));
        String load = Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
        new Workload(LARGE).writeTo(directory);
        Bench bench = new Bench(launcher, directory, System.err);
        if (parts.contains("pace") || parts.contains("cost")) {
            try (SimulatorProcess server = SimulatorProcess.start(launcher, directory)) {
                bench.warmUp(server);
                if (parts.contains("pace")) {
                    bench.pace(server, repeats);
                }
                if (parts.contains("cost")) {
                    bench.cost(server, repeats);
                }
            }
        }
        if (parts.contains("data")) {
            bench.data(launcher, directory, repeats);
        }
        if (parts.contains("report")) {
            bench.report(launcher, directory, repeats);
        }
        if (parts.contains("start")) {
            bench.start(4 * repeats);
        }
        System.out.printf(
                "%d processors, load average %s at the start; %s, Java %s%n%n",
                Runtime.getRuntime().availableProcessors(),
                load,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.version"));
        bench.report.print(System.out);
        System.exit(bench.report.allBarsMet() ? 0 : 1);
    }

    /** The server's virtual machine compiles its code: the program is what is measured, and it always starts cold. */
    private void warmUp(SimulatorProcess server) throws IOException, InterruptedException, ExecutionException {
        progress.println("warming up the server");
        // The first run also leaves the messages that the null client sends.
        run(server, SMALL / 5, SimulatorProcess.SLOTS);
        nullClient(server).run(Workload.MODELS, SimulatorProcess.SLOTS);
    }

    private void pace(SimulatorProcess server, int repeats)
            throws IOException, InterruptedException, ExecutionException {
        List<List<Traffic>> ours = List.of(new ArrayList<>(), new ArrayList<>());
        List<List<Traffic>> least = List.of(new ArrayList<>(), new ArrayList<>());
        for (int i = 1; i <= repeats; i++) {
            for (int n = 0; n < IN_FLIGHT.size(); n++) {
                progress.printf("pace: %d of %d, N = %d%n", i, repeats, IN_FLIGHT.get(n));
                least.get(n).add(leastTraffic(server, IN_FLIGHT.get(n)));
                ours.get(n).add(run(server, SMALL, IN_FLIGHT.get(n)).traffic());
            }
        }
        List<Target> targets = List.of(new Target(1.05, 1.02), new Target(1.15, 1.05));
        for (int n = 0; n < IN_FLIGHT.size(); n++) {
            int inFlight = IN_FLIGHT.get(n);
            report.median("wall / ideal, N = " + inFlight, 3, overIdeal(ours.get(n), inFlight), targets.get(n));
            report.plain("  a client that does nothing else", 3, overIdeal(least.get(n), inFlight));
        }
        List<Traffic> all = ours.stream().flatMap(List::stream).toList();
        report.greatest("model loads a run", 0, figures(all, Traffic::loads), new Target(Workload.MODELS.size(), 3));
        report.plain("requests a run, checks included", 0, figures(all, Traffic::requests));
    }

    private Traffic leastTraffic(SimulatorProcess server, int inFlight)
            throws IOException, InterruptedException, ExecutionException {
        JsonNode before = server.statistics();
        nullClient(server).run(Workload.MODELS, inFlight);
        return Traffic.between(before, server.statistics());
    }

    /** Sends what a run of the program sends, personality by personality, item by item. */
    private NullClient nullClient(SimulatorProcess server) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> items = Workload.items(json, directory.resolve("benchmarks"), SMALL);
        List<String> conversations = new ArrayList<>();
        for (PersonalityPrompt personality : PersonalityPrompt.of(json, directory.resolve("results/bench-1"))) {
            for (JsonNode item : items) {
                conversations.add(personality
                        .messages(json, item.path("question").textValue())
                        .toString());
            }
        }
        return new NullClient(server.address(), conversations);
    }

    private static List<Double> overIdeal(List<Traffic> runs, int inFlight) {
        return runs.stream().map(run -> run.overIdeal(inFlight)).toList();
    }

    private void cost(SimulatorProcess server, int repeats) throws IOException, InterruptedException {
        List<Cost> small = new ArrayList<>();
        List<Cost> large = new ArrayList<>();
        List<Double> each = new ArrayList<>();
        int more = Workload.trials(LARGE) - Workload.trials(SMALL);
        for (int i = 1; i <= repeats; i++) {
            progress.printf("cost: %d of %d%n", i, repeats);
            small.add(run(server, SMALL, SimulatorProcess.SLOTS).cost());
            large.add(run(server, LARGE, SimulatorProcess.SLOTS).cost());
            each.add(1000 * (large.get(i - 1).cpuSeconds() - small.get(i - 1).cpuSeconds()) / more);
        }
        report.median("client CPU a further request, ms", 3, each, new Target(1, 0.5));
        report.plain("client CPU of 2,100 requests, s", 2, figures(small, Cost::cpuSeconds));
        report.plain("client CPU of 10,500 requests, s", 2, figures(large, Cost::cpuSeconds));
        report.greatest(
                "peak memory of 2,100 requests, MB", 0, figures(small, Cost::peakMegabytes), new Target(250, 200));
        report.greatest(
                "peak memory of 10,500 requests, MB", 0, figures(large, Cost::peakMegabytes), new Target(250, 200));
    }

    /** All of MMLU from a cache of the hub, beside the same command over 48 bundled items. */
    private void data(Path launcher, Path directory, int repeats) throws IOException, InterruptedException {
        new MmluFile(launcher.toAbsolutePath().getParent()).writeTo(directory.resolve("huggingface"));
        // Receipts of this file must not lie where the user's own are.
        ProgramProcess reader = new ProgramProcess(
                launcher,
                directory,
                Map.of(
                        "HF_HOME",
                        directory.resolve("huggingface").toString(),
                        "XDG_CACHE_HOME",
                        directory.resolve("cache").toString()));
        List<String> show = List.of("benchmarks", "show", "mmlu", "--offline", "--data");
        List<Cost> real = new ArrayList<>();
        List<Cost> sample = new ArrayList<>();
        List<Double> more = new ArrayList<>();
        for (int i = 1; i <= repeats; i++) {
            progress.printf("data: %d of %d%n", i, repeats);
            sample.add(reader.cost(with(show, "bundled")));
            real.add(reader.cost(with(show, "auto")));
            more.add(real.get(i - 1).peakMegabytes() - sample.get(i - 1).peakMegabytes());
        }
        report.median("all of MMLU, start to end, s", 2, figures(real, Cost::wallSeconds), new Target(2, 1.5));
        report.plain("  its processor time, s", 2, figures(real, Cost::cpuSeconds));
        report.plain("  48 bundled items, start to end, s", 2, figures(sample, Cost::wallSeconds));
        report.greatest("more peak memory than 48 items, MB", 0, more, new Target(100, 75));
        report.plain("  peak memory, all of MMLU, MB", 0, figures(real, Cost::peakMegabytes));
    }

    /** The report of 105 combinations of 100 items, and a browser that opens it. */
    private void report(Path launcher, Path directory, int repeats) throws IOException, InterruptedException {
        Path place = Files.createDirectories(directory.resolve("reported"));
        new ReportWorkload(launcher.toAbsolutePath().getParent()).writeTo(place);
        ProgramProcess reporter = new ProgramProcess(launcher, place);
        progress.println("report: the run");
        reporter.cost(List.of("run", "--demo", "--limit=" + ReportWorkload.ITEMS, "--run-id=r", "--yes"));
        Path page = place.resolve("results/r/report.html");
        List<Cost> costs = new ArrayList<>();
        List<Double> opened = new ArrayList<>();
        Optional<BrowserProcess> browser = BrowserProcess.find(directory);
        for (int i = 1; i <= repeats; i++) {
            progress.printf("report: %d of %d%n", i, repeats);
            costs.add(reporter.cost(List.of("report", "r")));
            if (browser.isPresent()) {
                opened.add(browser.get().seconds(page));
            }
        }
        report.median("report of 105 x 100, start to end, s", 2, figures(costs, Cost::wallSeconds), new Target(2, 1.5));
        report.plain("  its processor time, s", 2, figures(costs, Cost::cpuSeconds));
        report.plain("  its peak memory, MB", 0, figures(costs, Cost::peakMegabytes));
        report.plain("  the file, MB", 2, List.of(Files.size(page) / 1e6));
        if (browser.isPresent()) {
            report.median("  a browser opens it, s", 2, opened, new Target(1, 0.5));
        } else {
            progress.println("report: no Chromium is on the PATH, so nobody opened the page");
        }
    }

    private static List<String> with(List<String> arguments, String last) {
        List<String> all = new ArrayList<>(arguments);
        all.add(last);
        return all;
    }

    private void start(int repeats) throws IOException, InterruptedException {
        progress.println("start-up");
        report.median("--version, s", 3, starts(List.of("--version"), repeats), new Target(0.35, 0.25));
        report.plain("--help, s", 3, starts(List.of("--help"), repeats));
        report.plain("run --help, s", 3, starts(List.of("run", "--help"), repeats));
    }

    private List<Double> starts(List<String> arguments, int repeats) throws IOException, InterruptedException {
        // The first one may build, and make the class-data archive.
        program.seconds(arguments);
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < repeats; i++) {
            seconds.add(program.seconds(arguments));
        }
        return seconds;
    }

    private record Run(Traffic traffic, Cost cost) {}

    private Run run(SimulatorProcess server, int limit, int inFlight) throws IOException, InterruptedException {
        JsonNode before = server.statistics();
        Cost cost = program.cost(List.of(
                "run",
                "--host=" + server.address(),
                "--models=" + String.join(",", Workload.MODELS),
                "--personalities=" + String.join(",", Workload.PERSONALITIES),
                "--benchmarks=" + Workload.BENCHMARK,
                "--limit=" + limit,
                "--scoring=generate",
                "--concurrency=" + inFlight,
                "--run-id=bench-" + ++runs,
                "--yes"));
        return new Run(Traffic.between(before, server.statistics()), cost);
    }

    private interface Figure<T> {
        double of(T measured);
    }

    private static <T> List<Double> figures(List<T> measured, Figure<T> figure) {
        return measured.stream().map(figure::of).toList();
    }
}
