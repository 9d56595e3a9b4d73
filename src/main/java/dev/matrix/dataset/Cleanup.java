package dev.matrix.dataset;

import dev.matrix.domain.MatrixException;
import dev.matrix.domain.PythonText;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Clean-ups that a benchmark file asks for by name. */
enum Cleanup {
    /** Removes GSM8K's calculator annotations, {@code <<48/2=24>>}. */
    GSM8K_CALCULATOR("gsm8k_calculator") {
        @Override
        String clean(String text) {
            return text.replaceAll("<<[^<>]*>>", "");
        }
    },
    /** See {@link HellaSwagText}. */
    HELLASWAG("hellaswag") {
        @Override
        String clean(String text) {
            return HellaSwagText.clean(text);
        }

        @Override
        String cleanQuestion(DataRecord item, String question) {
            return HellaSwagText.query(item, question);
        }
    },
    /** Removes what Python takes for white space around the question, and nothing else. */
    STRIP_QUESTION("strip_question") {
        @Override
        String clean(String text) {
            return text;
        }

        @Override
        String cleanQuestion(DataRecord item, String question) {
            return PythonText.strip(question);
        }
    };

    private final String label;

    Cleanup(String label) {
        this.label = label;
    }

    /** Cleans an option or another text of an item. */
    abstract String clean(String text);

    /** Cleans the question, for which other fields of the record may count. */
    String cleanQuestion(DataRecord item, String question) {
        return clean(question);
    }

    /** The clean-ups of these names, in order. */
    static List<Cleanup> named(String benchmark, List<String> names) {
        return names.stream().map(name -> named(benchmark, name)).toList();
    }

    private static Cleanup named(String benchmark, String name) {
        return Arrays.stream(values())
                .filter(cleanup -> cleanup.label.equals(name))
                .findFirst()
                .orElseThrow(() -> MatrixException.usage("Benchmark '" + benchmark + "': there is no clean-up '" + name
                        + "'; known are "
                        + Arrays.stream(values()).map(known -> known.label).collect(Collectors.joining(", ")) + "."));
    }
}
