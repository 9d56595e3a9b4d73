package dev.matrix.cli;

import dev.matrix.app.DetectModels;
import dev.matrix.app.ServerConnection;
import dev.matrix.config.HostAddresses;
import dev.matrix.config.Settings;
import dev.matrix.console.Figures;
import dev.matrix.console.SafeText;
import dev.matrix.console.Screen;
import dev.matrix.console.TextTable;
import dev.matrix.domain.InstalledModel;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Model;
import dev.matrix.domain.SizeRange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "detect-models",
        description = "List the models in range, and why each other one is not.",
        footer = {"", "Example: matrix detect-models --max 4b --json", "", ExitCode.HELP})
final class DetectModelsCommand implements Callable<Integer> {

    private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)([bm])?");

    private final Session session;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(names = "--min", paramLabel = "SIZE", description = "Smallest nominal size; default 0.5b.")
    private String min = "0.5b";

    @Option(names = "--max", paramLabel = "SIZE", description = "Largest nominal size; default 3b.")
    private String max = "3b";

    @Option(names = "--all", description = "Any size is in range; only embedding and cloud models are left out.")
    private boolean all;

    @Option(names = "--json", description = "Print JSON: every model with in_range and reason.")
    private boolean json;

    DetectModelsCommand(Session session) {
        this.session = session;
    }

    /** The JSON of one model. */
    record Entry(
            String name,
            String digest,
            @Nullable Double nominalSize,
            @Nullable Long parameterCount,
            boolean inRange,
            String reason,
            String family,
            String quantization,
            List<String> aliases,
            List<String> warnings) {}

    @Override
    public Integer call() {
        Screen screen = session.screen(common);
        Settings settings = session.settings(common, server);
        SizeRange range = range();
        Map<String, List<InstalledModel>> byHost = new LinkedHashMap<>();
        for (String host : HostAddresses.of(settings)) {
            try (ServerConnection connection = session.connect(settings, host)) {
                connection.warnings().forEach(screen::warning);
                byHost.put(connection.address(), new DetectModels(connection).detect(range));
            }
        }
        if (json) {
            screen.result(new Json().text(json(byHost)));
        } else {
            byHost.forEach((address, models) -> {
                if (byHost.size() > 1) {
                    screen.result("host " + SafeText.line(address, 200));
                }
                show(screen, address, models);
            });
        }
        return ExitCode.OK;
    }

    private static Map<String, Object> json(Map<String, List<InstalledModel>> byHost) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(
                "models",
                byHost.values().stream()
                        .flatMap(List::stream)
                        .map(DetectModelsCommand::entry)
                        .distinct()
                        .toList());
        if (byHost.size() > 1) {
            document.put(
                    "hosts",
                    byHost.entrySet().stream()
                            .map(each -> Map.of(
                                    "host",
                                    each.getKey(),
                                    "models",
                                    each.getValue().stream()
                                            .map(DetectModelsCommand::entry)
                                            .toList()))
                            .toList());
        }
        return document;
    }

    private SizeRange range() {
        if (all) {
            return SizeRange.any();
        }
        try {
            return new SizeRange(size("--min", min), size("--max", max));
        } catch (IllegalArgumentException e) {
            throw MatrixException.usage("--min " + min + " is larger than --max " + max + ". Exchange them.");
        }
    }

    private static double size(String option, String text) {
        Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw MatrixException.usage(option + " '" + text + "' is not a size. Write it like 0.5b, 3b or 270m.");
        }
        return Double.parseDouble(matcher.group(1)) * ("m".equals(matcher.group(2)) ? 1e6 : 1e9);
    }

    private static Entry entry(InstalledModel installed) {
        Model model = installed.model();
        return new Entry(
                model.name(),
                model.digest(),
                model.nominalSize(),
                model.parameterCount(),
                installed.inRange(),
                installed.reason(),
                model.family(),
                model.quantization(),
                installed.aliases(),
                installed.warnings());
    }

    private void show(Screen screen, String address, List<InstalledModel> models) {
        TextTable table = new TextTable()
                .left("model")
                .right("size")
                .right("parameters")
                .left("quantization")
                .left("in range")
                .left("reason");
        models.stream().filter(InstalledModel::inRange).forEach(entry -> row(table, entry));
        models.stream().filter(entry -> !entry.inRange()).forEach(entry -> row(table, entry));
        if (models.isEmpty()) {
            screen.warning(
                    "No model is installed on " + address + ". Install one, e.g. with 'ollama pull qwen2.5:0.5b'.");
        } else {
            screen.result(table.lines());
        }
        if (!models.isEmpty() && models.stream().noneMatch(InstalledModel::inRange)) {
            screen.warning(
                    all
                            ? "No model on " + address + " can be asked; the last column says why."
                            : "No model on " + address + " is between " + min + " and " + max
                                    + ". Widen the range with --min and --max.");
        }
        models.stream()
                .filter(InstalledModel::inRange)
                .forEach(entry -> entry.warnings().forEach(screen::warning));
    }

    private static void row(TextTable table, InstalledModel entry) {
        Model model = entry.model();
        String name =
                model.name() + (entry.aliases().isEmpty() ? "" : " (also " + String.join(", ", entry.aliases()) + ")");
        table.row(
                name,
                model.nominalSize() == null ? "?" : Figures.parameters(model.nominalSize()),
                model.parameterCount() == null ? "?" : Figures.parameters(model.parameterCount()),
                model.quantization().isEmpty() ? "?" : model.quantization(),
                entry.inRange() ? "yes" : "no",
                entry.reason());
    }
}
