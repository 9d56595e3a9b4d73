package dev.matrix.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The eight traits that a personality can be made of. Their order is fixed: it breaks ties of strength. */
public enum Trait {
    EMPATHY,
    TECHNICAL_KNOWLEDGE,
    CREATIVITY,
    CONCISENESS,
    CONTEXT_AWARENESS,
    ADAPTABILITY,
    ENGAGEMENT,
    PERSONABILITY;

    /** The name in files, e.g. {@code technical_knowledge}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The trait with that name in files. */
    public static Optional<Trait> of(String label) {
        return Arrays.stream(values())
                .filter(trait -> trait.label().equals(label))
                .findFirst();
    }

    /** All names in files, in order. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(Trait::label).toList();
    }
}
