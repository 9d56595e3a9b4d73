package dev.matrix.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.matrix.bench.ProgramProcess.Cost;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * This program and promptfoo on the same questions against the same server, in turn: what a person who has either waits for and pays. promptfoo is run twice,
 * as it comes (its order of requests does not know that models must be loaded) and one model after the other, as a careful user would call it.
 */
final class SideBySide {

    private static final int IN_FLIGHT = 4;
    private static final String ROW = "%-30s %9s %8s %9s %7s %8s %7s %9s%n";

    private final Path home;
    private final Path directory;
    private final Path modules;
    private final int limit;
    private final ObjectMapper json = new ObjectMapper();
    private int runs;

    private SideBySide(Path home, Path directory, Path modules, int limit) {
        this.home = home;
        this.directory = directory;
        this.modules = modules;
        this.limit = limit;
    }

    /**
     * Measures and prints the table; exit code 1 when a claim of ours does not hold.
     *
     * @param arguments the program's directory, a directory to work in, promptfoo's node_modules, items a combination, how often to repeat
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        SideBySide measurement = new SideBySide(
                Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]), Integer.parseInt(arguments[3]));
        System.exit(measurement.run(Integer.parseInt(arguments[4]), System.out) ? 0 : 1);
    }

    /** What one client needed for everything. */
    private record Bill(Cost cost, Totals totals) {}

    private boolean run(int repeats, PrintStream out) throws IOException, InterruptedException {
        new Workload(limit).writeTo(directory);
        List<Bill> ours = new ArrayList<>();
        List<Bill> asItComes = new ArrayList<>();
        List<Bill> byModel = new ArrayList<>();
        try (SimulatorProcess server = SimulatorProcess.start(home.resolve("matrix"), directory)) {
            ask(server);
            PromptfooFiles files = new PromptfooFiles(json, directory.resolve("promptfoo"));
            files.write(PersonalityPrompt.of(json, directory.resolve("results/side-1")), limit, IN_FLIGHT);
            for (int i = 1; i <= repeats; i++) {
                System.err.printf("side by side: %d of %d%n", i, repeats);
                ours.add(ask(server));
                byModel.add(promptfoo(server, files, Workload.MODELS));
                asItComes.add(promptfoo(server, files, List.of(".*")));
            }
        }
        out.printf(
                "%,d requests, %d in flight, 20 ms each, a server with room for one model; medians of %d%n%n",
                Workload.trials(limit), IN_FLIGHT, repeats);
        out.printf(ROW, "", "wall, s", "/ ideal", "requests", "loads", "CPU, s", "RSS, MB", "size, MB");
        print(out, "matrix", ours, size(home.resolve("target/lib")));
        print(out, "promptfoo, model after model", byModel, size(modules));
        print(out, "promptfoo, as it comes", asItComes, size(modules));
        out.printf(
                "%nwall: the whole command, start-up included; / ideal: over the sum of service times / %d;",
                IN_FLIGHT);
        out.printf(" size: as installed, without Java or Node.js%n");
        return holds(ours, byModel, out);
    }

    private static boolean holds(List<Bill> ours, List<Bill> theirs, PrintStream out) {
        boolean loads = ours.stream().allMatch(bill -> bill.totals().loads() == Workload.MODELS.size());
        boolean cost = median(ours, bill -> bill.cost().cpuSeconds())
                <= median(theirs, bill -> bill.cost().cpuSeconds());
        if (!loads) {
            out.println("MISSED: matrix loads each model once");
        }
        if (!cost) {
            out.println("MISSED: matrix needs no more processor time than promptfoo");
        }
        return loads && cost;
    }

    private Bill ask(SimulatorProcess server) throws IOException, InterruptedException {
        JsonNode before = server.statistics();
        Cost cost = new ProgramProcess(home.resolve("matrix"), directory)
                .cost(List.of(
                        "run",
                        "--host=" + server.address(),
                        "--models=" + String.join(",", Workload.MODELS),
                        "--personalities=" + String.join(",", Workload.PERSONALITIES),
                        "--benchmarks=" + Workload.BENCHMARK,
                        "--limit=" + limit,
                        "--scoring=generate",
                        "--concurrency=" + IN_FLIGHT,
                        "--run-id=side-" + ++runs,
                        "--yes"));
        return new Bill(cost, Totals.between(before, server.statistics()));
    }

    /** One command for each filter of models; its bill is for all of them. */
    private Bill promptfoo(SimulatorProcess server, PromptfooFiles files, List<String> filters)
            throws IOException, InterruptedException {
        Path place = files.directory();
        ProgramProcess program = new ProgramProcess(
                modules.resolve(".bin/promptfoo"),
                place,
                Map.of(
                        "OLLAMA_BASE_URL",
                        server.address().toString(),
                        "PROMPTFOO_CONFIG_DIR",
                        place.resolve("home").toString(),
                        "PROMPTFOO_DISABLE_TELEMETRY",
                        "1",
                        "PROMPTFOO_DISABLE_UPDATE",
                        "1",
                        // A wrong answer is no failure of the command.
                        "PROMPTFOO_FAILED_TEST_EXIT_CODE",
                        "0"));
        JsonNode before = server.statistics();
        double wall = 0;
        double cpu = 0;
        double peak = 0;
        for (String filter : filters) {
            Cost cost = program.cost(List.of(
                    "eval",
                    "-c",
                    PromptfooFiles.CONFIGURATION,
                    "--filter-providers",
                    filter,
                    "--no-cache",
                    "--no-progress-bar",
                    "--no-table",
                    "-o",
                    "out-" + ++runs + ".json"));
            wall += cost.wallSeconds();
            cpu += cost.cpuSeconds();
            peak = Math.max(peak, cost.peakMegabytes());
        }
        return new Bill(new Cost(wall, cpu, peak), Totals.between(before, server.statistics()));
    }

    private static void print(PrintStream out, String name, List<Bill> bills, double megabytes) {
        out.printf(
                Locale.ROOT,
                ROW,
                name,
                figure(2, median(bills, bill -> bill.cost().wallSeconds())),
                figure(2, median(bills, SideBySide::overIdeal)),
                figure(0, median(bills, bill -> bill.totals().requests())),
                figure(0, median(bills, bill -> bill.totals().loads())),
                figure(2, median(bills, bill -> bill.cost().cpuSeconds())),
                figure(0, median(bills, bill -> bill.cost().peakMegabytes())),
                figure(0, megabytes));
    }

    private static double overIdeal(Bill bill) {
        return bill.cost().wallSeconds() / (bill.totals().serviceSeconds() / IN_FLIGHT);
    }

    private static String figure(int decimals, double value) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private interface Figure {
        double of(Bill bill);
    }

    private static double median(List<Bill> bills, Figure figure) {
        return Spread.of(bills.stream().map(figure::of).toList()).median();
    }

    private static double size(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            long bytes = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
            return bytes / 1e6;
        }
    }
}
