package dev.matrix.cli;

import dev.matrix.app.Recommend;
import dev.matrix.config.Settings;
import dev.matrix.console.Screen;
import dev.matrix.domain.MatrixException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "recommend",
        description =
                "Say which model and personality of a run to use, with its interval and with ties as ties, and print the Modelfile for it.",
        footer = {
            "",
            "Examples: matrix recommend --max-memory 2GB --min-speed 20",
            "          matrix recommend RUN --benchmark gsm8k,mmlu --out Modelfile",
            "          ollama create mine -f Modelfile",
            "",
            ExitCode.HELP
        })
final class RecommendCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private StorageOptions storage = new StorageOptions();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "RUN",
            description = "A run's name or path; default: the newest one that ended.")
    private @Nullable String run;

    @Option(
            names = "--max-memory",
            paramLabel = "SIZE",
            description = "Only models that took no more when they were loaded, e.g. 2GB or 1.5GiB.")
    private @Nullable String maxMemory;

    @Option(
            names = "--min-speed",
            paramLabel = "TOKENS",
            description = "Only models that generated at least so many tokens a second.")
    private @Nullable String minSpeed;

    @Option(
            names = "--benchmark",
            paramLabel = "A,B",
            description = "Judge by these benchmarks alone, each with the same weight; default: all of the run.")
    private @Nullable String benchmarks;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the Modelfile to a new file.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    RecommendCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Screen screen = session.screen(common);
        Recommend.Limits limits = new Recommend.Limits(
                maxMemory == null ? null : Long.valueOf(ByteSize.parse("--max-memory", maxMemory)),
                minSpeed == null ? null : Double.valueOf(speed(minSpeed)),
                names());
        Settings settings = session.settings(common, storage);
        Recommend.Recommended recommended =
                new Recommend(session.ports(), session.runs(settings)).recommend(run, limits);
        RecommendView view = new RecommendView(screen);
        if (json) {
            screen.result(new Json().text(recommended));
        } else {
            view.show(recommended);
        }
        if (recommended.candidates().isEmpty()) {
            view.none(recommended);
            return ExitCode.INCOMPLETE;
        }
        if (out != null) {
            Recommend.write(recommended, session.workingDirectory().resolve(out));
            screen.message("Modelfile written to " + out + "; make the model with: ollama create NAME -f " + out);
        }
        return ExitCode.OK;
    }

    private static double speed(String text) {
        try {
            double speed = Double.parseDouble(text);
            if (speed >= 0 && Double.isFinite(speed)) {
                return speed;
            }
        } catch (NumberFormatException e) {
            // The sentence below says what is asked for.
        }
        throw MatrixException.usage(
                "--min-speed: '" + text + "' is no number of tokens a second; write for example 20.");
    }

    private List<String> names() {
        return benchmarks == null
                ? List.of()
                : Arrays.stream(benchmarks.split(",", -1)).map(String::strip).toList();
    }
}
