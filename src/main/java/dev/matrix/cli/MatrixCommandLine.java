package dev.matrix.cli;

import dev.matrix.console.Screen;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The whole command tree: the only class of this package that {@code Main} knows. */
public final class MatrixCommandLine {

    private final Session session;
    private final String version;

    public MatrixCommandLine(Session session, String version) {
        this.session = session;
        this.version = version;
    }

    @Command(
            name = "matrix",
            description = {
                "Which system prompt, on which small local model, for which kind of task, and is the difference real?",
                ""
            },
            footer = {"", "Start with: matrix run --demo", "", ExitCode.HELP})
    static final class Root implements Runnable {

        @Spec
        private @org.jspecify.annotations.Nullable CommandSpec spec;

        @CommandLine.Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help and exit.")
        boolean help;

        @CommandLine.Option(
                names = {"-V", "--version"},
                versionHelp = true,
                description = "Print the version and exit.")
        boolean version;

        @Override
        public void run() {
            if (spec != null) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(), "Say what to do, e.g. 'matrix run --demo'");
            }
        }
    }

    /** Runs one command and returns its exit code; never throws. */
    public int execute(String... args) {
        CommandLine root = new CommandLine(new Root());
        root.getCommandSpec().version("matrix " + version);
        add(root, "run", new RunCommand(session));
        add(root, "plan", new PlanCommand(session));
        add(root, "study", new StudyCommand(session));
        add(root, "detect-models", new DetectModelsCommand(session));
        add(root, "personalities", new PersonalitiesCommand(session));
        add(root, "benchmarks", new BenchmarksCommand(session));
        add(root, "datasets", DatasetsCommand.with(session));
        add(root, "show", new ShowCommand(session));
        add(root, "report", new ReportCommand(session));
        add(root, "rescore", new RescoreCommand(session));
        add(root, "runs", new RunsCommand(session));
        add(root, "merge", new MergeCommand(session));
        add(root, "compare", new CompareCommand(session));
        add(root, "recommend", new RecommendCommand(session));
        add(root, "recompute", new RecomputeCommand(session));
        add(root, "doctor", new DoctorCommand(session));
        add(root, "simulate", new SimulateCommand(session));
        add(root, "completion", new CompletionCommand(session));
        Failures failures = new Failures(new Screen(session.out(), session.err(), session.terminal(), false));
        root.setOut(session.out());
        root.setErr(session.err());
        root.setColorScheme(CommandLine.Help.defaultColorScheme(
                session.terminal().colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        root.setExecutionExceptionHandler(failures);
        root.setParameterExceptionHandler(failures);
        return told(execute(root, failures, args));
    }

    /** A result that nobody could get is none; what a command left on the disk stays. */
    private int told(int code) {
        if (!session.out().checkError()) {
            return code;
        }
        new Screen(session.out(), session.err(), session.terminal(), false)
                .error("Stdout could not be written, so what was asked for is not whole; files that were written stay."
                        + " Free space, or send the output elsewhere, and run again.");
        return code == ExitCode.OK || code == ExitCode.INCOMPLETE ? ExitCode.USAGE : code;
    }

    /** Picocli handles exceptions and lets errors pass. */
    private int execute(CommandLine root, Failures failures, String... args) {
        try {
            new ReadableText(List.of(args), session.environment()).require();
            return root.execute(args);
        } catch (Throwable failure) {
            return failures.handle(failure, List.of(args));
        }
    }

    private static void add(CommandLine root, String name, Object command) {
        root.addSubcommand(name, command);
    }
}
