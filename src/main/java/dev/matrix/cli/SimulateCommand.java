package dev.matrix.cli;

import dev.matrix.app.BenchmarkItems;
import dev.matrix.app.EmbeddedSimulator;
import dev.matrix.app.Knowledge;
import dev.matrix.app.SimulatorLauncher;
import dev.matrix.config.Settings;
import dev.matrix.console.SafeText;
import dev.matrix.console.Screen;
import dev.matrix.domain.MatrixException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "simulate",
        description =
                "Serve simulated models over Ollama's protocols (native and /v1/chat/completions) until Ctrl-C, for scripts and CI.",
        footer = {
            "",
            "It knows the answers of the bundled samples; with --data auto those of the real sets.",
            "Prints its address on stdout. GET /simulator/statistics tells what it has served.",
            "Example: matrix simulate --port 11500 --service-ms 20 --faults chat:503@0.1",
            "         matrix run --host http://127.0.0.1:11500",
            "",
            ExitCode.HELP
        })
final class SimulateCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "11435",
            description = "Port; 0 takes a free one; default 11435.")
    private int port;

    @Option(
            names = "--slots",
            paramLabel = "N",
            defaultValue = "4",
            description = "Requests a model serves at a time; default 4.")
    private int slots;

    @Option(
            names = "--service-ms",
            paramLabel = "MS",
            defaultValue = "2",
            description =
                    "Fixed time of each reply; negative: by tokens, -1 at the speed of a small machine, -10 ten times as fast; default 2.")
    private double serviceMillis;

    @Option(
            names = "--load-ms",
            paramLabel = "MS",
            defaultValue = "20",
            description = "Time to load a model; default 20.")
    private long loadMillis;

    @Option(
            names = "--modes",
            paramLabel = "A,B",
            defaultValue = "",
            description =
                    "system-folded, system-dropped, default-system, refuses-empty-system, thinking, thinking-only, tokenizer-space, no-logprobs, low-letter-mass, one-slot, old-version, no-render, ignores-num-predict, busy-elsewhere.")
    private String modes = "";

    @Option(
            names = "--faults",
            paramLabel = "RULES",
            description =
                    "stage:fault@rate or stage:fault#request, e.g. chat:503@0.1,stream:reset#3; a wrong rule lists what is possible.")
    private @Nullable String faults;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Seed of faults by rate; default 42.")
    private long seed;

    @Option(
            names = "--context",
            paramLabel = "N",
            defaultValue = "4096",
            description =
                    "Context of a model that is loaded without num_ctx, as OLLAMA_CONTEXT_LENGTH sets it; default 4096.")
    private int context;

    @Option(
            names = "--batch-cost",
            paramLabel = "A,B",
            defaultValue = "",
            description =
                    "n requests served together each take 1 + A (n-1) + B n (n-1) times as long as one alone; default 0: they do not slow each other down.")
    private String batchCost = "";

    @Option(names = "--lenient", description = "Ignore what a real server ignores, instead of answering 400.")
    private boolean lenient;

    @Mixin
    private DataOptions data = new DataOptions();

    SimulateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        Screen screen = session.screen(common);
        require(port >= 0 && port <= 65_535, "--port must be from 0 to 65535, got " + port);
        require(slots >= 1, "--slots must be at least 1, got " + slots);
        require(context >= 4, "--context must be at least 4, got " + context);
        require(loadMillis >= 0, "--load-ms must be at least 0, got " + loadMillis);
        String rules = faults == null ? "" : faults;
        require(
                faults == null || !rules.replace(',', ' ').isBlank(),
                "--faults names no rule; write e.g. chat:503@0.1, or leave it out");
        Settings settings = session.settings(common, data);
        List<BenchmarkItems> known = session.benchmarks(settings, screen)
                .loadUsable(session.simulatedData(settings), sentence -> screen.warning(SafeText.line(sentence, 2000)));
        SimulatorLauncher.Request request = new SimulatorLauncher.Request(
                port, slots, serviceMillis, loadMillis, modes, rules, seed, !lenient, context, batchCost);
        session.cancellation().begin();
        try (EmbeddedSimulator.Running running = session.ports().launcher().start(request, Knowledge.of(known))) {
            screen.result(running.address());
            screen.message("Simulated models answer at " + running.address() + " until Ctrl-C; nothing here is real.");
            session.cancellation().awaitRequest();
        }
        return ExitCode.INTERRUPTED;
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw MatrixException.usage(sentence);
        }
    }
}
