package dev.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.matrix.app.BenchmarkSelection;
import dev.matrix.app.Cancellation;
import dev.matrix.app.Catalogues;
import dev.matrix.app.Knowledge;
import dev.matrix.app.Ports;
import dev.matrix.app.RealSets;
import dev.matrix.app.ServerConnector;
import dev.matrix.cli.MatrixCommandLine;
import dev.matrix.cli.Session;
import dev.matrix.config.Catalogue;
import dev.matrix.config.CatalogueFiles;
import dev.matrix.console.Terminal;
import dev.matrix.lmeval.LmEvalFinder;
import dev.matrix.simulator.ServiceTime;
import dev.matrix.simulator.Simulator;
import dev.matrix.simulator.SimulatorSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The whole program inside a test: the real command tree and the real adapter, in a working directory of the test's own, with both streams caught. Servers
 * are simulators that answer at once.
 */
public final class EmbeddedProgram {

    private final Path folder;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private Terminal terminal = Terminal.none();
    private String input = "";
    private LongSupplier nanoTime = System::nanoTime;
    private Clock clock = Clock.systemUTC();
    private @Nullable ServerConnector connector;
    private @Nullable PrintWriter printed;

    private EmbeddedProgram(Path folder) {
        this.folder = folder;
        // A test that says nothing of data must not reach for the network, nor for the cache of whoever runs it.
        environment.put("MATRIX_DATA", "bundled");
        environment.put("HOME", folder.resolve("home").toString());
    }

    /** A program whose relative paths start in the folder. */
    public static EmbeddedProgram in(Path folder) {
        return new EmbeddedProgram(folder);
    }

    /** With a variable of the environment. */
    public EmbeddedProgram with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** With the server that is asked unless {@code --host} names another. */
    public EmbeddedProgram on(Simulator server) {
        return with("OLLAMA_HOST", server.address());
    }

    /** With another way to a server. */
    public EmbeddedProgram connecting(ServerConnector other) {
        connector = other;
        return this;
    }

    /** With another clock for what is measured. */
    public EmbeddedProgram timed(LongSupplier nanos) {
        nanoTime = nanos;
        return this;
    }

    /** With another time of day. */
    public EmbeddedProgram dated(Clock other) {
        clock = other;
        return this;
    }

    /** With a person at a terminal who types this. */
    public EmbeddedProgram answering(String typed) {
        terminal = new Terminal(true, false, false, 80);
        input = typed;
        return this;
    }

    /** With another stdout than the one that is caught. */
    public EmbeddedProgram printingTo(PrintWriter writer) {
        printed = writer;
        return this;
    }

    /**
     * What is left of a command.
     *
     * @param code exit code
     * @param out stdout
     * @param err stderr
     */
    public record Ended(int code, String out, String err) {}

    /** Runs one command. */
    public Ended run(String... arguments) {
        return run(new Cancellation(), arguments);
    }

    /** Runs one command that the test can stop. */
    public Ended run(Cancellation cancellation, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Session session = new Session(
                ports(),
                folder,
                null,
                environment,
                new BufferedReader(new StringReader(input)),
                printed == null ? new PrintWriter(out) : printed,
                new PrintWriter(err),
                terminal,
                cancellation,
                lines -> {});
        int code = new MatrixCommandLine(session, "1.2.3").execute(arguments);
        return new Ended(code, out.toString(), err.toString());
    }

    /** A JSON file below the folder. */
    public JsonNode json(String file) {
        try {
            return JsonMapper.builder().build().readTree(folder.resolve(file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The outside world of the program, with this environment. */
    public Ports ports() {
        return new Ports(
                connector == null ? new OllamaConnector(environment) : connector,
                knowledge -> new Simulators().demo(knowledge),
                (request, knowledge) -> new Simulators().server(request, knowledge),
                new Logging()::toFile,
                clock,
                nanoTime,
                "1.2.3",
                new LmEvalFinder(environment, System::nanoTime));
    }

    /** Settings of a simulator that wastes no time. */
    public static SimulatorSettings quick() {
        return SimulatorSettings.defaults()
                .withServiceTime(ServiceTime.fixed(Duration.ZERO))
                .withLoadTime(Duration.ZERO);
    }

    /** A server with the standard models that knows the bundled samples. */
    public static Simulator simulator() {
        return simulator(quick());
    }

    /** A server that knows the bundled samples. */
    public static Simulator simulator(SimulatorSettings settings) {
        Catalogue catalogue = Catalogues.of(new CatalogueFiles(Path.of("no such folder"), null));
        return Simulator.start(
                settings,
                Knowledge.of(new BenchmarkSelection(catalogue, noRealSets())
                        .loadKnown(Catalogue.STANDARD_BENCHMARKS, "bundled")));
    }

    /** For those who use samples or directories only. */
    public static RealSets noRealSets() {
        return new RealSets(Map.of(), true, new HeardTransfers(), Clock.systemUTC());
    }
}
