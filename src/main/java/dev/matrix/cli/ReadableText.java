package dev.matrix.cli;

import dev.matrix.domain.MatrixException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Refuses text that lost characters on its way into the program: where the locale is not UTF-8, Java reads what it cannot decode as U+FFFD, and a prompt
 * would reach a model without them.
 *
 * @param arguments of the command line
 * @param environment variables of the environment
 */
record ReadableText(List<String> arguments, Map<String, String> environment) {

    private static final String LOST = "\uFFFD";

    /** Of other programs' variables nothing is used. */
    private static final List<String> OWN = List.of("MATRIX_", "OLLAMA_", "HF_");

    /** @throws MatrixException of kind USAGE that names the argument or the variable */
    void require() {
        for (String argument : arguments) {
            if (argument.contains(LOST)) {
                throw refusal("The argument '" + argument + "'");
            }
        }
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            String name = variable.getKey();
            if (variable.getValue().contains(LOST) && OWN.stream().anyMatch(name::startsWith)) {
                throw refusal("The variable " + name + " ('" + variable.getValue() + "')");
            }
        }
    }

    private static MatrixException refusal(String what) {
        return MatrixException.usage(what + " holds characters that could not be read in this locale: it must be UTF-8"
                + " text; set LC_ALL=C.UTF-8 and run again.");
    }
}
