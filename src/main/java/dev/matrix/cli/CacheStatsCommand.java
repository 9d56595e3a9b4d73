package dev.matrix.cli;

import dev.matrix.app.InspectCache;
import dev.matrix.console.Figures;
import dev.matrix.console.SafeText;
import dev.matrix.console.Screen;
import dev.matrix.console.TextTable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "stats",
        description = "Say how many answers the cache holds, of which models, from when to when, and how large it is.",
        footer = {"", "Example: matrix cache stats --json", "", ExitCode.HELP})
final class CacheStatsCommand implements Callable<Integer> {

    private static final int NAME = 60;
    private static final int DIGEST = 12;
    private static final int MINUTES = 16;

    private final Session session;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private CacheDirOption place = new CacheDirOption();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    CacheStatsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Screen screen = session.screen(common);
        InspectCache.Contents found = new InspectCache(
                        session.cachePlace(session.settings(common, place)).directory(),
                        session.ports().clock())
                .contents();
        if (json) {
            screen.result(new Json().text(found));
        } else if (found.entries() == 0) {
            screen.message("No answers are kept in " + found.directory() + ". 'matrix run' puts them there.");
        } else {
            screen.result(table(found).lines());
            screen.message(Figures.count(found.entries(), "answer") + ", " + size(found.bytes()) + " in "
                    + found.directory() + ".");
        }
        return ExitCode.OK;
    }

    private static TextTable table(InspectCache.Contents found) {
        TextTable table = new TextTable()
                .left("model")
                .left("digest")
                .right("answers")
                .right("size")
                .left("oldest (UTC)")
                .left("newest (UTC)");
        for (InspectCache.Row row : found.models()) {
            table.row(
                    SafeText.line(row.model(), NAME),
                    SafeText.line(row.digest(), DIGEST),
                    Figures.count(row.entries()),
                    size(row.bytes()),
                    minutes(row.oldest()),
                    minutes(row.newest()));
        }
        return table;
    }

    private static String minutes(String time) {
        return time.substring(0, Math.min(time.length(), MINUTES)).replace('T', ' ');
    }

    static String size(long bytes) {
        return String.format(java.util.Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
