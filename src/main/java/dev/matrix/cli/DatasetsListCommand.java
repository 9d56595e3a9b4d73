package dev.matrix.cli;

import dev.matrix.app.ListDatasets;
import dev.matrix.config.Settings;
import dev.matrix.console.Figures;
import dev.matrix.console.Screen;
import dev.matrix.console.TextTable;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description =
                "List the real data sets: where they come from, under which licence, and what of them is in the cache.",
        footer = {"", "Example: matrix datasets list --json", "", ExitCode.HELP})
final class DatasetsListCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    DatasetsListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Screen screen = session.screen(common);
        Settings settings = session.settings(common);
        ListDatasets.Listing listing = new ListDatasets(session.realSets(settings, screen)).list();
        if (json) {
            screen.result(new Json().text(listing));
            return ExitCode.OK;
        }
        TextTable table = new TextTable()
                .left("data set")
                .left("on the hub")
                .left("commit")
                .left("licence")
                .right("items")
                .left("cached");
        for (ListDatasets.Row row : listing.datasets()) {
            table.row(
                    row.name(),
                    row.repository(),
                    row.revision().value().toString().substring(0, 12),
                    row.licence().value().toString(),
                    items(row),
                    cached(row));
        }
        screen.result(table.lines());
        screen.message("From " + listing.endpoint() + " into " + listing.cache()
                + (listing.offline() ? "; offline, nothing is fetched" : "") + ".");
        return ExitCode.OK;
    }

    private static String items(ListDatasets.Row row) {
        return row.files().stream()
                .filter(file -> file.role().equals("items"))
                .map(file -> Figures.count(((Number) file.rows().value()).longValue()))
                .collect(Collectors.joining());
    }

    private static String cached(ListDatasets.Row row) {
        String size = String.format(Locale.ROOT, "%.1f MB", row.bytes() / 1e6);
        boolean all = row.files().stream().allMatch(file -> file.file() != null);
        return row.isCached() ? size + (all ? "" : ", without few-shot examples") : row.bytes() > 0 ? "in part" : "no";
    }
}
