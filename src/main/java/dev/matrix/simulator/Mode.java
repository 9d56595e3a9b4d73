package dev.matrix.simulator;

import dev.matrix.domain.MatrixException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A peculiarity that real servers and models have; names on the command line are lower case with hyphens. */
public enum Mode {
    /** The template has no system role: its text stands at the head of the first user turn. */
    SYSTEM_FOLDED("the system text stands in the first user turn"),
    /** The template has no system role: its text does not get to the model. */
    SYSTEM_DROPPED("the system text does not get to the model"),
    /** The template adds a system text of its own where none, or an empty one, was sent. */
    DEFAULT_SYSTEM("a system text is added where none, or an empty one, was sent"),
    /** The template refuses an empty system message with 400. */
    REFUSES_EMPTY_SYSTEM("an empty system message is refused with 400"),
    /** The model thinks unless told not to. */
    THINKING("the model thinks unless think is false"),
    /** The model always thinks and shows no text besides. */
    THINKING_ONLY("the model only thinks, whatever it is told"),
    /** Letters are tokens with a leading space. */
    TOKENIZER_SPACE("letters are tokens with a leading space"),
    /** Log-probabilities are never sent. */
    NO_LOGPROBS("log-probabilities are never sent"),
    /** The first token is rarely a letter. */
    LOW_LETTER_MASS("the first token is rarely a letter"),
    /** One slot, whatever is configured. */
    ONE_SLOT("one slot, whatever is configured"),
    /** A server of version 0.11.0: no log-probabilities, no truncate, no rendering, no capabilities. */
    OLD_VERSION("a server of version 0.11.0"),
    /** The prompt is never rendered without running. */
    NO_RENDER("prompts are not rendered on request"),
    /** The token limit is not kept. */
    IGNORES_NUM_PREDICT("the token limit is not kept"),
    /** Another client keeps the server's largest model busy for ever: no other model can be loaded, and the server says so nowhere. */
    BUSY_ELSEWHERE("another client keeps the largest model busy, so that no other one is ever loaded");

    private final String description;

    Mode(String description) {
        this.description = description;
    }

    /** The name on the command line, e.g. {@code system-folded}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it does, as a clause for a help text. */
    public String description() {
        return description;
    }

    /**
     * Reads names separated by commas; empty text is no mode.
     *
     * @throws MatrixException of kind USAGE that names the unknown word and all known ones
     */
    public static Set<Mode> parse(String names) {
        return Arrays.stream(names.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(Mode::named)
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(() -> EnumSet.noneOf(Mode.class)), Collections::unmodifiableSet));
    }

    private static Mode named(String name) {
        return Arrays.stream(values())
                .filter(mode -> mode.label().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> MatrixException.usage("There is no simulator mode '" + name + "'; choose from "
                        + Arrays.stream(values()).map(Mode::label).collect(Collectors.joining(", ")) + "."));
    }
}
