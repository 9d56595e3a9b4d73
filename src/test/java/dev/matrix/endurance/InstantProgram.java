package dev.matrix.endurance;

import dev.matrix.app.Cancellation;
import dev.matrix.app.Ports;
import dev.matrix.app.RunLog;
import dev.matrix.cli.MatrixCommandLine;
import dev.matrix.cli.Session;
import dev.matrix.console.Terminal;
import dev.matrix.execution.Sleeper;
import dev.matrix.lmeval.LmEvalFinder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/**
 * The program with a server inside that answers at once: all of its classes but the adapter to Ollama, started with the options of its launcher. Writes what
 * it measures of itself to a file.
 */
final class InstantProgram {

    private InstantProgram() {}

    /**
     * Runs one command.
     *
     * @param arguments the file for the measurements, the number of questions that a mark is made after, the number of questions that the run is stopped
     *     after (0: never), then the program's own arguments
     */
    public static void main(String[] arguments) throws IOException {
        Cancellation cancellation = new Cancellation();
        int stopAfter = Integer.parseInt(arguments[2]);
        try (SelfMeasurement measured = new SelfMeasurement(Path.of(arguments[0]), Integer.parseInt(arguments[1]))) {
            InstantServer server = new InstantServer(ScaleWorkload.MODELS, number -> {
                measured.question(number);
                if (number == stopAfter) {
                    new Thread(() -> cancellation.requestAndAwait(Duration.ofMinutes(1))).start();
                }
            });
            String[] own = Arrays.copyOfRange(arguments, 3, arguments.length);
            int code = new MatrixCommandLine(session(server, cancellation), "scale").execute(own);
            cancellation.ended();
            measured.end();
            System.exit(code);
        }
    }

    private static Session session(InstantServer server, Cancellation cancellation) {
        Ports ports = new Ports(
                (host, timeouts, concurrency) -> server,
                knowledge -> {
                    throw new IllegalStateException("the server is inside already");
                },
                (request, knowledge) -> {
                    throw new IllegalStateException("the server is inside already");
                },
                InstantProgram::log,
                Clock.systemUTC(),
                System::nanoTime,
                "scale",
                new LmEvalFinder(Map.of(), System::nanoTime),
                Sleeper.system());
        return new Session(
                ports,
                Path.of(""),
                null,
                Map.of(),
                new BufferedReader(new StringReader("")),
                new PrintWriter(System.out, false, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                new Terminal(false, true, false, 120),
                cancellation,
                lines -> {});
    }

    /** Without the logger behind it, which has nothing to say of a server that never fails. */
    private static RunLog.Open log(Path file) {
        return new RunLog.Open() {
            @Override
            public void line(String text) {
                try {
                    Files.writeString(file, text + "\n");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void close() {
                // Written line by line.
            }
        };
    }
}
