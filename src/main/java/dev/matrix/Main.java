package dev.matrix;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Starts the program: the only class that touches the standard streams and the process's exit. */
@Command(name = "matrix", mixinStandardHelpOptions = true)
public final class Main {

    private Main() {}

    /** Parses the arguments, runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        CommandLine command = new CommandLine(new Main());
        command.getCommandSpec().version("matrix " + Version.read());
        System.exit(command.execute(args));
    }
}
