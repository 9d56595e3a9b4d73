package dev.matrix.cli;

import dev.matrix.app.PruneCache;
import dev.matrix.console.Figures;
import dev.matrix.console.Screen;
import dev.matrix.domain.MatrixException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "prune",
        description = {
            "Remove answers from the cache across runs. Runs are not changed: their directories hold what they need.",
            "Say what shall go: older answers, those of a model, the oldest ones until the rest is small enough, or all."
        },
        footer = {
            "",
            "Examples: matrix cache prune --older-than 30d",
            "          matrix cache prune --model qwen2.5:0.5b --dry-run",
            "          matrix cache prune --max-size 1GB",
            "",
            ExitCode.HELP
        })
final class CachePruneCommand implements Callable<Integer> {

    private static final Pattern AGE = Pattern.compile("(\\d{1,5})([mhdw])");

    private final Session session;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private CacheDirOption place = new CacheDirOption();

    @Option(names = "--older-than", paramLabel = "AGE", description = "Answers of more than that age: 30d, 12h, 2w.")
    private @Nullable String olderThan;

    @Option(names = "--model", paramLabel = "NAME", description = "Answers of this model only; its name or digest.")
    private @Nullable String model;

    @Option(
            names = "--max-size",
            paramLabel = "SIZE",
            description = "The oldest answers, until no more than this is left: 1GB, 500MB.")
    private @Nullable String maxSize;

    @Option(names = "--all", description = "All answers.")
    private boolean all;

    @Option(names = "--dry-run", description = "Only say what would go.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    CachePruneCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Screen screen = session.screen(common);
        PruneCache.Rule rule = rule();
        PruneCache.Result result = new PruneCache(
                        session.cachePlace(session.settings(common, place)).directory(),
                        session.ports().clock())
                .prune(rule, dryRun);
        if (json) {
            screen.result(new Json().text(result));
        } else {
            screen.result((dryRun ? "Would remove " : "Removed ") + Figures.count(result.entries(), "answer") + " ("
                    + CacheStatsCommand.size(result.bytes()) + ") from " + result.directory() + "; "
                    + Figures.count(result.entriesLeft()) + " (" + CacheStatsCommand.size(result.bytesLeft())
                    + ") stay.");
        }
        if (result.inUse() > 0) {
            screen.warning(Figures.count(result.inUse(), "file") + (result.inUse() == 1 ? " is" : " are")
                    + " being written by a run and left alone; prune again when it has ended.");
        }
        return ExitCode.OK;
    }

    private PruneCache.Rule rule() {
        boolean chosen = olderThan != null || model != null || maxSize != null;
        if (!chosen && !all) {
            throw MatrixException.usage(
                    "Say what to remove: --older-than 30d, --model NAME, --max-size 1GB, or --all for everything.");
        }
        if (chosen && all) {
            throw MatrixException.usage(
                    "--all removes everything. Leave it out, or leave out --older-than, --model and" + " --max-size.");
        }
        return new PruneCache.Rule(
                model,
                olderThan == null ? null : age(olderThan),
                maxSize == null ? null : ByteSize.parse("--max-size", maxSize));
    }

    private static Duration age(String text) {
        Matcher matcher = AGE.matcher(text.strip());
        if (!matcher.matches()) {
            throw MatrixException.usage("--older-than: '" + text + "' is no age; write for example 30d, 12h or 2w.");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> Duration.ofDays(7 * count);
        };
    }
}
