package dev.matrix.app;

import dev.matrix.domain.Personality;
import dev.matrix.domain.SamplingOptions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes a Modelfile for Ollama that makes a model behave as it was measured: {@code FROM}, {@code SYSTEM} and {@code PARAMETER}.
 *
 * <p>A value in three quotes ends at the first line end before which three quotes stand, and characters that are not printable are dropped when it is read
 * (Ollama's documentation of the Modelfile, and the behaviour of its reader). A text that would not come back exactly is refused: it would be another prompt.
 */
final class Modelfile {

    private static final String QUOTES = "\"\"\"";

    private final String model;
    private final Personality personality;
    private final SamplingOptions sampling;
    private final int contextTokens;

    /**
     * @param model that it builds on
     * @param sampling as it was measured
     * @param contextTokens num_ctx of the measurement; 0 when unknown
     */
    Modelfile(String model, Personality personality, SamplingOptions sampling, int contextTokens) {
        this.model = model;
        this.personality = personality;
        this.sampling = sampling;
        this.contextTokens = contextTokens;
    }

    /** Why it cannot be written, as a clause; empty when it can. */
    Optional<String> problem() {
        if (model.codePoints().anyMatch(point -> !isPrintable(point) || point == ' ')) {
            return Optional.of("the model's name holds a character that a Modelfile cannot");
        }
        String system = personality.system();
        return system == null ? Optional.empty() : problem(system);
    }

    private static Optional<String> problem(String system) {
        Optional<String> lost = system.codePoints()
                .filter(point -> !isPrintable(point) && !isKept(point))
                .mapToObj(point -> String.format("its system prompt holds U+%04X, which is dropped there", point))
                .findFirst();
        if (lost.isPresent()) {
            return lost;
        }
        String[] lines = system.split("[\\r\\n]", -1);
        for (int i = 0; i < lines.length - 1; i++) {
            if (lines[i].strip().endsWith(QUOTES)) {
                return Optional.of(
                        "line " + (i + 1) + " of its system prompt ends with three quotes, where the text would end");
            }
        }
        return Optional.empty();
    }

    /** Space and tab, line feed and carriage return. */
    private static boolean isKept(int point) {
        return point == ' ' || point == '\t' || point == '\n' || point == '\r';
    }

    /** Letters, marks, numbers, punctuation and symbols; of the blanks only the space. */
    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> point == ' ';
            default -> true;
        };
    }

    /**
     * The text.
     *
     * @throws IllegalStateException when there is a {@link #problem}
     */
    String text() {
        problem().ifPresent(clause -> {
            throw new IllegalStateException(clause);
        });
        List<String> lines = new ArrayList<>();
        lines.add("# " + model + " with the personality " + personality.name().replaceAll("[\\r\\n]", " ")
                + ", as it was measured.");
        notes().forEach(note -> lines.add("# " + note));
        lines.add("FROM " + model);
        String system = personality.system();
        if (system != null) {
            lines.add("SYSTEM " + QUOTES + system + QUOTES);
        }
        parameters().forEach(parameter -> lines.add("PARAMETER " + parameter));
        return String.join("\n", lines) + "\n";
    }

    /** What a Modelfile cannot hold; one line each. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        String wrapper = personality.wrapper();
        if (wrapper != null) {
            notes.add(
                    "Put this after each question yourself, behind a blank line; no Modelfile can, and TEMPLATE is left"
                            + " as it is:");
            wrapper.lines().forEach(line -> notes.add("  " + line));
        }
        if (personality.system() == null) {
            notes.add("No SYSTEM: it was measured with an empty system message. If the model has a SYSTEM of its own,"
                    + " send an empty one with each request.");
        }
        return notes;
    }

    private List<String> parameters() {
        List<String> parameters = new ArrayList<>();
        parameters.add("temperature " + plain(sampling.temperature()));
        add(parameters, "top_k", sampling.topK());
        parameters.add("top_p " + plain(sampling.topP()));
        add(parameters, "min_p", sampling.minP());
        add(parameters, "typical_p", sampling.typicalP());
        add(parameters, "repeat_penalty", sampling.repeatPenalty());
        add(parameters, "repeat_last_n", sampling.repeatLastN());
        add(parameters, "presence_penalty", sampling.presencePenalty());
        add(parameters, "frequency_penalty", sampling.frequencyPenalty());
        parameters.add("seed " + sampling.seed());
        if (contextTokens > 0) {
            parameters.add("num_ctx " + contextTokens);
        }
        return parameters;
    }

    private static void add(List<String> parameters, String name, @Nullable Number value) {
        if (value != null) {
            parameters.add(name + " " + plain(value.doubleValue()));
        }
    }

    private static String plain(double value) {
        BigDecimal decimal = BigDecimal.valueOf(value).stripTrailingZeros();
        return decimal.signum() == 0 ? "0" : decimal.toPlainString();
    }
}
