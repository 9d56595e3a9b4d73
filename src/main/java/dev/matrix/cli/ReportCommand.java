package dev.matrix.cli;

import dev.matrix.app.ReportFormat;
import dev.matrix.app.ReportRun;
import dev.matrix.app.WriteReport;
import dev.matrix.config.Settings;
import dev.matrix.console.Screen;
import dev.matrix.domain.MatrixException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "report",
        description = {
            "Write what a run found: one HTML file with charts, or Markdown, CSV, JUnit XML, JSON.",
            "HTML goes to report.html beside the run's results; another format alone goes to stdout."
        },
        footer = {
            "",
            "Example: matrix report",
            "         matrix report RUN --format html,csv,junit --out reports",
            "         matrix report RUN --into README.md",
            "",
            ExitCode.HELP
        })
final class ReportCommand implements Callable<Integer> {

    private static final String STDOUT = "-";

    private final Session session;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private StorageOptions storage = new StorageOptions();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "RUN",
            description = "A run's name or path; default the newest run.")
    private @Nullable String run;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            split = ",",
            description = "html, markdown, csv, junit or json; several with commas; default html.")
    private @Nullable List<String> formats;

    @Option(
            names = "--out",
            paramLabel = "PATH",
            description = "Where to: a file, a directory for several formats, or - for stdout.")
    private @Nullable String out;

    @Option(
            names = "--into",
            paramLabel = "FILE",
            description = "Put the Markdown into this file, between the lines <!-- matrix:NAME:begin --> and"
                    + " <!-- matrix:NAME:end -->; all else in it stays.")
    private @Nullable Path into;

    @Option(names = "--marker", paramLabel = "NAME", description = "The NAME of these lines; default report.")
    private @Nullable String marker;

    @Option(names = "--json", description = "Print the study as JSON.")
    private boolean json;

    ReportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Screen screen = session.screen(common);
        Set<ReportFormat> wanted = wanted();
        refuseContradictions(wanted);
        Settings settings = session.settings(common, storage);
        ReportRun reports = new ReportRun(session.ports(), session.runs(settings));
        ReportRun.Reported reported = reports.report(run == null ? reports.newest() : run);
        reported.warning().ifPresent(screen::warning);
        if (json || (wanted.size() == 1 && toStdout(wanted))) {
            ReportFormat format = json ? ReportFormat.JSON : wanted.iterator().next();
            print(screen, format.render(reported.report()));
        } else if (into != null) {
            Path file = session.workingDirectory().resolve(into);
            new WriteReport(reported.report()).into(file, marker == null ? "report" : marker);
            screen.result("report: " + file);
        } else {
            write(screen, reported, wanted);
        }
        return ExitCode.OK;
    }

    private boolean toStdout(Set<ReportFormat> wanted) {
        return into == null && (out == null ? !wanted.contains(ReportFormat.HTML) : out.equals(STDOUT));
    }

    private void write(Screen screen, ReportRun.Reported reported, Set<ReportFormat> wanted) {
        WriteReport writer = new WriteReport(reported.report());
        Path place =
                out == null ? reported.directory() : session.workingDirectory().resolve(out);
        if (wanted.size() > 1 && Files.isRegularFile(place)) {
            throw MatrixException.usage(
                    "--out " + out + " is a file, and several formats go into a directory; name a directory.");
        }
        boolean directory = wanted.size() > 1 || out == null || Files.isDirectory(place);
        Map<ReportFormat, Path> files = new LinkedHashMap<>();
        wanted.forEach(format -> files.put(format, directory ? place.resolve(format.fileName()) : place));
        if (out != null) {
            files.values().forEach(WriteReport::requireFree);
        }
        files.forEach((format, file) -> {
            writer.write(format, file);
            screen.result("report: " + file);
        });
    }

    /** The line end that the screen adds is the file's own last one. */
    private static void print(Screen screen, byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        screen.result(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
    }

    private Set<ReportFormat> wanted() {
        List<String> names = formats == null ? List.of(ReportFormat.HTML.label()) : formats;
        Set<ReportFormat> wanted = new LinkedHashSet<>();
        for (String name : names) {
            wanted.add(Arrays.stream(ReportFormat.values())
                    .filter(format -> format.label().equals(name.strip().toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(
                            () -> MatrixException.usage("--format: there is no format '" + name + "'; it is one of "
                                    + Arrays.stream(ReportFormat.values())
                                            .map(ReportFormat::label)
                                            .collect(Collectors.joining(", "))
                                    + ".")));
        }
        return wanted;
    }

    private void refuseContradictions(Set<ReportFormat> wanted) {
        if (into != null
                && (out != null || json || (formats != null && !wanted.equals(Set.of(ReportFormat.MARKDOWN))))) {
            throw MatrixException.usage("--into writes Markdown into a file of yours: leave out --out, --json and other"
                    + " formats, or ask for them in a command of their own.");
        }
        if (marker != null && into == null) {
            throw MatrixException.usage("--marker names the lines that --into FILE writes between: name the file too.");
        }
        if (json && (formats != null || out != null)) {
            throw MatrixException.usage(
                    "--json prints the study: leave out --format and --out, or use --format json --out FILE.");
        }
        if (STDOUT.equals(out) && wanted.size() > 1) {
            throw MatrixException.usage("--out -: stdout takes one format; name a directory for several.");
        }
    }
}
