package dev.matrix;

import dev.matrix.app.Cancellation;
import dev.matrix.app.Ports;
import dev.matrix.cli.MatrixCommandLine;
import dev.matrix.cli.Session;
import dev.matrix.console.Terminal;
import dev.matrix.execution.Sleeper;
import dev.matrix.lmeval.LmEvalFinder;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Starts the program: wires the parts by hand, and is the only class that touches the standard streams and the process's exit.
 */
public final class Main {

    /** A stop must be visible within two seconds; what is not saved by then is still whole in the journal. */
    private static final Duration PATIENCE = Duration.ofMillis(1900);

    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        Cancellation cancellation = new Cancellation();
        Thread hook = new Thread(() -> cancellation.requestAndAwait(PATIENCE), "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        int code;
        try {
            code = new MatrixCommandLine(session(cancellation), Version.read()).execute(args);
        } finally {
            System.out.flush();
            System.err.flush();
            // Only now: a signal's hook that stops waiting ends the process, and the command to resume with would not
            // be seen.
            cancellation.ended();
        }
        // During a shutdown by signal this blocks until the hook is done, and the signal's own code wins.
        System.exit(code);
    }

    private static Session session(Cancellation cancellation) {
        Logging logging = new Logging();
        Ports ports = new Ports(
                new OllamaConnector(System.getenv()),
                knowledge -> new Simulators().demo(knowledge),
                (request, knowledge) -> new Simulators().server(request, knowledge),
                logging::toFile,
                Clock.systemUTC(),
                System::nanoTime,
                Version.read(),
                new LmEvalFinder(System.getenv(), System::nanoTime),
                Sleeper.system());
        return new Session(
                ports,
                Path.of(""),
                Optional.ofNullable(System.getProperty("matrix.home"))
                        .map(Path::of)
                        .orElse(null),
                System.getenv(),
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                new PrintWriter(
                        new StandardOutput(new FileOutputStream(FileDescriptor.out)), false, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                terminal(),
                cancellation,
                logging::verbose);
    }

    /** The launcher says which of the standard streams (0, 1, 2) are terminals: Java 17 cannot ask for each of them. */
    private static Terminal terminal() {
        String terminals = System.getProperty("matrix.terminals", "");
        return Terminal.detect(
                System.getenv(), terminals.contains("0") && terminals.contains("2"), terminals.contains("2"));
    }
}
