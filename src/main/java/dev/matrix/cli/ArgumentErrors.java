package dev.matrix.cli;

import dev.matrix.config.NearNames;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine;

/** The sentences about a command line that cannot be parsed; what was likely meant is said where something is near. */
final class ArgumentErrors {

    /** Of shorter names each is near to each. */
    private static final int LONG_NAME = 4;

    /** Without a dot at the end. */
    String sentence(CommandLine.ParameterException failure) {
        if (failure instanceof CommandLine.UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return unknown(unmatched.getCommandLine(), unmatched.getUnmatched().get(0));
        }
        if (failure instanceof CommandLine.OverwrittenOptionException twice
                && twice.getOverwritten() instanceof CommandLine.Model.OptionSpec option) {
            return option.longestName() + " is given twice; give it once";
        }
        return String.valueOf(failure.getMessage()).strip();
    }

    /** Of several words that fit nowhere the first is the reason: the others may be its values. */
    private static String unknown(CommandLine command, String word) {
        if (word.startsWith("-") && word.length() > 1) {
            return unknownOption(command, word.contains("=") ? word.substring(0, word.indexOf('=')) : word);
        }
        Collection<String> commands = command.getSubcommands().keySet();
        return commands.isEmpty()
                ? "'" + command.getCommandSpec().qualifiedName() + "' takes no argument '" + word + "' here"
                : "Unknown command '" + word + "'; " + NearNames.clause(word, commands);
    }

    private static String unknownOption(CommandLine command, String name) {
        List<String> names = command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> List.of(option.names()).stream())
                .filter(known -> known.length() >= LONG_NAME)
                .toList();
        String near = name.length() < LONG_NAME ? "" : NearNames.question(name, names);
        return "Unknown option '" + name + "'" + (near.isEmpty() ? "" : "; " + near);
    }
}
