package dev.matrix.cli;

import dev.matrix.app.AnalyzeStudy;
import dev.matrix.app.AnalyzedStudy;
import dev.matrix.app.RunStudy;
import dev.matrix.app.ServerConnection;
import dev.matrix.app.SkippedModel;
import dev.matrix.app.StudyPart;
import dev.matrix.app.StudyPlan;
import dev.matrix.config.HostAddresses;
import dev.matrix.config.SettingKeys;
import dev.matrix.config.Settings;
import dev.matrix.config.SettingsFile;
import dev.matrix.config.StudyFile;
import dev.matrix.console.Screen;
import dev.matrix.console.StudyView;
import dev.matrix.domain.MatrixException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "study",
        description = "Run a study over several models, phase by phase, and say what holds over the models.",
        footer = {
            "",
            "FILE is a path, or the name of a file in config/studies. Called again it goes on where it stopped.",
            "Examples: matrix study multi-model",
            "          matrix study multi-model --dry-run",
            "          matrix study my-study.yaml --limit 50 --concurrency 4 --yes",
            "          matrix study --from RUN RUN RUN",
            "",
            ExitCode.HELP
        })
final class StudyCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private StudyOptions options = new StudyOptions();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "The study file; with --from only its families and domains are used.")
    private @Nullable String name;

    @Option(
            names = "--from",
            arity = "1..*",
            paramLabel = "RUN",
            description = "Run nothing: analyse these finished runs together.")
    private List<String> from = new ArrayList<>();

    @Option(names = "--dry-run", description = "Print the phases with their estimates and stop.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print only JSON on stdout.")
    private boolean json;

    StudyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Screen screen = session.screen(common);
        if (common.verbose) {
            session.verboseLog().accept(screen::log);
        }
        if (!from.isEmpty()) {
            return analyze(screen);
        }
        if (name == null) {
            throw MatrixException.usage(
                    "Say which study: 'matrix study FILE', e.g. 'matrix study multi-model', or 'matrix study --from RUN"
                            + " RUN' for runs that are there.");
        }
        return run(screen, StudyFile.find(session.files(), name));
    }

    private int analyze(Screen screen) {
        Settings settings = session.settings(common, options.storage);
        AnalyzeStudy.Groups groups = name == null
                ? AnalyzeStudy.Groups.none()
                : AnalyzeStudy.Groups.of(StudyFile.find(session.files(), name));
        AnalyzedStudy analyzed = analysis(settings).analyze(from, groups);
        if (json) {
            screen.result(new Json().labelled(document(null, List.of(), analyzed)));
        } else {
            new StudyView(screen).show(analyzed.report());
        }
        return ExitCode.OK;
    }

    private int run(Screen screen, StudyFile file) {
        SettingsFile below = SettingsFile.find(session.files(), common.config);
        Map<String, String> given = options.given();
        Settings settings = session.settings(common, given, file.settings());
        String id = options.id == null ? file.name() : options.id;
        List<String> chosen =
                given.containsKey("models") ? settings.value(SettingKeys.MODELS).orElse(List.of()) : List.of();
        List<StudyPart> parts = parts(settings, new StudyPlan(file, id, chosen));
        StudyConduct conduct =
                new StudyConduct(session, screen, options, options.resumeCommand(file(name), common, settings), below);
        RunStudy study = new RunStudy(conduct, session.cancellation());
        StudyPhasesView phases = new StudyPhasesView(screen);
        if (dryRun) {
            List<RunStudy.Expected> expected = study.expected(parts);
            if (json) {
                screen.result(new Json().labelled(Map.of("study", id, "phases", StudyPhasesView.expected(expected))));
            } else {
                phases.plan(expected);
            }
            return ExitCode.OK;
        }
        if (parts.stream().allMatch(part -> part.models().isEmpty())) {
            screen.warning("None of the study's models is installed on "
                    + HostText.withoutCredentials(HostAddresses.of(settings)) + ", so there is nothing to run.");
        }
        Optional<RunStudy.Outcome> outcome = study.run(parts);
        return outcome.map(ended -> report(screen, phases, file, id, settings, ended))
                .orElse(ExitCode.OK);
    }

    private AnalyzeStudy analysis(Settings settings) {
        return new AnalyzeStudy(session.runs(settings), session.ports().programVersion());
    }

    private static String file(@Nullable String name) {
        return name == null ? "" : name;
    }

    private List<StudyPart> parts(Settings settings, StudyPlan plan) {
        List<ServerConnection> connections = new ArrayList<>();
        try {
            HostAddresses.of(settings).forEach(host -> connections.add(session.connect(settings, host)));
            return plan.parts(connections);
        } finally {
            connections.forEach(ServerConnection::close);
        }
    }

    private int report(
            Screen screen,
            StudyPhasesView phases,
            StudyFile file,
            String id,
            Settings settings,
            RunStudy.Outcome outcome) {
        boolean stopped = outcome.cancelled() || outcome.serverLost();
        AnalyzedStudy analyzed = stopped || outcome.runs().isEmpty()
                ? null
                : analysis(settings).analyzeSoFar(outcome.runs(), AnalyzeStudy.Groups.of(file));
        if (json) {
            screen.result(new Json().labelled(document(id, outcome.parts(), analyzed)));
        } else {
            phases.ended(outcome.parts());
            if (analyzed != null) {
                new StudyView(screen).show(analyzed.report());
            }
        }
        if (outcome.cancelled()) {
            return ExitCode.INTERRUPTED;
        }
        if (outcome.serverLost()) {
            return ExitCode.SERVER;
        }
        return outcome.failed() > 0 ? ExitCode.INCOMPLETE : ExitCode.OK;
    }

    private static Map<String, Object> document(
            @Nullable String id, List<RunStudy.PartOutcome> parts, @Nullable AnalyzedStudy analyzed) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("format_version", 1);
        document.put("study", id);
        document.put("phases", StudyPhasesView.outcomes(parts));
        document.put(
                "skipped",
                parts.stream()
                        .flatMap(part -> part.part().skipped().stream())
                        .map(SkippedModel::model)
                        .distinct()
                        .toList());
        document.put("report", analyzed == null ? null : analyzed.report());
        return document;
    }
}
