package dev.matrix.cli;

import dev.matrix.app.RunOverview;
import dev.matrix.config.SettingKeys;
import dev.matrix.config.Settings;
import dev.matrix.console.Screen;
import dev.matrix.console.TextTable;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "runs",
        description = "List the runs of the results directory, newest first.",
        footer = {"", "Example: matrix runs --results-dir results --json", "", ExitCode.HELP})
final class RunsCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private StorageOptions storage = new StorageOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    RunsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Screen screen = session.screen(common);
        Settings settings = session.settings(common, storage);
        List<RunOverview.Row> rows = new RunOverview(session.runs(settings)).rows();
        if (json) {
            screen.result(new Json()
                    .text(Map.of("runs", rows.stream().map(RunsCommand::entry).toList())));
        } else if (rows.isEmpty()) {
            screen.message("No runs in " + settings.value(SettingKeys.RESULTS_DIR) + " yet. 'matrix run' makes one.");
        } else {
            screen.result(table(rows).lines());
            rows.stream()
                    .filter(row -> row.error() != null)
                    .forEach(row -> screen.warning(String.valueOf(row.error())));
        }
        return ExitCode.OK;
    }

    private static Map<String, Object> entry(RunOverview.Row row) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", row.id());
        entry.put("state", row.state());
        entry.put("created_at", row.created() == null ? null : row.created().toString());
        entry.put("updated_at", row.updated() == null ? null : row.updated().toString());
        entry.put("completed", row.completed() < 0 ? null : row.completed());
        entry.put("planned", row.planned() < 0 ? null : row.planned());
        entry.put("simulated", row.simulated());
        entry.put("shard", row.shard());
        entry.put("error", row.error());
        return entry;
    }

    private static String marks(RunOverview.Row row) {
        String shard = row.shard() == null ? "" : "shard " + row.shard();
        String simulated = row.simulated() ? "simulated" : "";
        return shard.isEmpty() || simulated.isEmpty() ? shard + simulated : shard + ", " + simulated;
    }

    private static TextTable table(List<RunOverview.Row> rows) {
        DateTimeFormatter time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());
        TextTable table = new TextTable()
                .left("run")
                .left("state")
                .left("last change")
                .right("combinations")
                .left("matrix")
                .left("");
        for (RunOverview.Row row : rows) {
            table.row(
                    row.id(),
                    row.state(),
                    row.updated() == null ? "?" : time.format(row.updated()),
                    row.planned() < 0 ? "?" : row.completed() + "/" + row.planned(),
                    List.of(row.models(), row.personalities(), row.benchmarks()).stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(" x ")),
                    marks(row));
        }
        return table;
    }
}
