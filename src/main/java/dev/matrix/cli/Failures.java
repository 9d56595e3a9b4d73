package dev.matrix.cli;

import dev.matrix.console.SafeText;
import dev.matrix.console.Screen;
import dev.matrix.domain.MatrixException;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** The one place that turns exceptions into a sentence and an exit code; a stack trace is shown only with {@code -v}. */
final class Failures implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {

    private static final int SENTENCE = 2000;

    private final Screen screen;

    Failures(Screen screen) {
        this.screen = screen;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        boolean verbose =
                parsed.expandedArgs().contains("-v") || parsed.expandedArgs().contains("--verbose");
        int code = explain(failure);
        if (verbose) {
            screen.error(SafeText.block(trace(failure)));
        }
        return code;
    }

    private int explain(Exception failure) {
        if (failure instanceof MatrixException known) {
            screen.error(SafeText.line(String.valueOf(known.getMessage()), SENTENCE));
            return known.kind().exitCode();
        }
        screen.error("This is a defect of matrix: " + SafeText.line(String.valueOf(failure), SENTENCE)
                + ". Run again with -v and report what it prints.");
        return ExitCode.INTERNAL;
    }

    private static String trace(Exception failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Override
    public int handleParseException(CommandLine.ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        screen.error(SafeText.line(sentence(failure), SENTENCE) + " See 'matrix" + path(command) + " --help'.");
        return ExitCode.USAGE;
    }

    private static String sentence(CommandLine.ParameterException failure) {
        String message = String.valueOf(failure.getMessage()).strip();
        String text = failure instanceof CommandLine.UnmatchedArgumentException unmatched
                ? message + suggestions(unmatched)
                : message;
        return text.endsWith(".") ? text : text + ".";
    }

    private static String suggestions(CommandLine.UnmatchedArgumentException unmatched) {
        return unmatched.getSuggestions().isEmpty()
                ? ""
                : "; did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
    }

    private static String path(CommandLine command) {
        return command.getParent() == null ? "" : path(command.getParent()) + " " + command.getCommandName();
    }
}
