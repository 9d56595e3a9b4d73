package dev.matrix.cli;

import dev.matrix.console.SafeText;
import dev.matrix.console.Screen;
import dev.matrix.domain.MatrixException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.InvalidPathException;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
        return handle(failure, parsed.expandedArgs());
    }

    /** Says what happened and returns the exit code. */
    int handle(Throwable failure, List<String> arguments) {
        if (failure instanceof UnfinishedRun unfinished) {
            int code = handle(unfinished.failure(), arguments);
            screen.error(unfinished.wayOn());
            return code;
        }
        int code = explain(failure);
        if (arguments.contains("-v") || arguments.contains("--verbose")) {
            screen.error(SafeText.block(trace(failure)));
        }
        return code;
    }

    private int explain(Throwable failure) {
        if (failure instanceof MatrixException known) {
            screen.error(SafeText.line(ended(String.valueOf(known.getMessage())), SENTENCE));
            return known.kind().exitCode();
        }
        InvalidPathException path = impossiblePath(failure);
        if (path != null) {
            screen.error("'" + SafeText.line(path.getInput(), SENTENCE) + "' cannot be the name of a file here ("
                    + SafeText.line(path.getReason(), SENTENCE) + "). Choose another name, or set LC_ALL=C.UTF-8.");
            return ExitCode.USAGE;
        }
        if (failure instanceof OutOfMemoryError) {
            screen.error("The memory is used up (" + SafeText.line(String.valueOf(failure.getMessage()), SENTENCE)
                    + "). Give the program more with MATRIX_JAVA_OPTS=-Xmx1g.");
            return ExitCode.INTERNAL;
        }
        screen.error("This is a defect of matrix: " + SafeText.line(String.valueOf(failure), SENTENCE)
                + ". Run again with -v and report what it prints.");
        return ExitCode.INTERNAL;
    }

    /** Also as the reason why a class of Java's own cannot be used, as in a directory whose name the locale cannot tell. */
    private static @Nullable InvalidPathException impossiblePath(Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof InvalidPathException)) {
            cause = cause.getCause();
        }
        return (InvalidPathException) cause;
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Override
    public int handleParseException(CommandLine.ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        String sentence = ended(new ArgumentErrors().sentence(failure));
        screen.error(SafeText.line(sentence, SENTENCE) + " See '"
                + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    private static String ended(String sentence) {
        return sentence.endsWith(".") || sentence.endsWith("?") ? sentence : sentence + ".";
    }
}
