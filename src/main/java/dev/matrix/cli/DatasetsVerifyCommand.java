package dev.matrix.cli;

import dev.matrix.app.VerifyDatasets;
import dev.matrix.config.Settings;
import dev.matrix.console.Figures;
import dev.matrix.console.SafeText;
import dev.matrix.console.Screen;
import dev.matrix.console.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        description =
                "Compare the cached data sets with what is known of them: hash of the file, rows, columns, and the rows themselves with those of the publisher's own file.",
        footer = {
            "",
            "Example: matrix datasets verify gsm8k",
            "",
            "Exit code 1 when a file is damaged or different, when the items of a named set are not in the cache, or when nothing",
            "is in the cache to verify; an unverified file, or few-shot examples that are not in the cache, give 0.",
            ExitCode.HELP
        })
final class DatasetsVerifyCommand implements Callable<Integer> {

    private static final int SENTENCE = 1000;
    private static final int SHORT_HASH = 12;

    private final Session session;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "NAME", description = "Data sets, e.g. gsm8k; default: those in the cache.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    DatasetsVerifyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Screen screen = session.screen(common);
        Settings settings = session.settings(common);
        VerifyDatasets.Findings findings =
                new VerifyDatasets(session.realSets(settings, screen), session.catalogue()).verify(names);
        if (json) {
            screen.result(new Json().text(findings));
        } else {
            show(screen, findings, !names.isEmpty());
        }
        return findings.missed() ? ExitCode.INCOMPLETE : ExitCode.OK;
    }

    private static void show(Screen screen, VerifyDatasets.Findings findings, boolean named) {
        TextTable table = new TextTable()
                .left("data set")
                .left("file")
                .left("verdict")
                .left("sha256")
                .right("rows")
                .left("rows against the publisher's");
        List<String> notes = new ArrayList<>();
        for (VerifyDatasets.Finding finding : findings.datasets()) {
            for (VerifyDatasets.FileFinding file : finding.files()) {
                table.row(
                        finding.name(),
                        file.path(),
                        file.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        hash(file),
                        file.rows() == null ? "" : Figures.count(file.rows()),
                        file.contents().equals("unknown") ? "" : file.contents());
                boolean absent = file.verdict() == VerifyDatasets.Verdict.NOT_FETCHED;
                if (!file.note().isEmpty() && (named || !absent)) {
                    notes.add(finding.name() + " " + file.path() + ": " + SafeText.line(file.note(), SENTENCE) + ".");
                }
            }
        }
        screen.result(table.lines());
        notes.forEach(screen::message);
        if (!named && findings.nothingThere()) {
            screen.warning(
                    "Nothing is in the cache, so that nothing was verified. 'matrix datasets fetch' fetches it.");
        }
    }

    private static String hash(VerifyDatasets.FileFinding file) {
        if (file.sha256() == null || file.sha256().length() < SHORT_HASH) {
            return "";
        }
        String known = file.pinnedSha256() == null
                ? "none known"
                : file.sha256().equals(file.pinnedSha256()) ? "as pinned" : "not as pinned";
        return file.sha256().substring(0, SHORT_HASH) + " (" + known + ")";
    }
}
