package dev.matrix.domain;

import org.jspecify.annotations.Nullable;

/**
 * What is injected: nothing ({@code baseline}), a system prompt, a wrapper on the user turn (chain of thought), or both.
 *
 * @param name unique in a run, e.g. {@code technical_expert+cot}
 * @param system the system prompt; null when none is injected
 * @param wrapper text put after the item in the user turn, separated by a blank line; null when none
 */
public record Personality(
        String name, @Nullable String system, @Nullable String wrapper) {

    /** The name of the personality that injects nothing and that all others are compared with. */
    public static final String BASELINE = "baseline";

    public Personality {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a personality needs a name");
        }
        if (system != null && system.isBlank()) {
            throw new IllegalArgumentException("personality '" + name + "' has a blank system prompt");
        }
        if (wrapper != null && wrapper.isBlank()) {
            throw new IllegalArgumentException("personality '" + name + "' has a blank wrapper");
        }
    }

    /** The condition without any injection. */
    public static Personality baseline() {
        return new Personality(BASELINE, null, null);
    }

    public boolean isBaseline() {
        return name.equals(BASELINE);
    }

    /** True when the model is asked to reason before it answers: multiple choice is then read by {@link Protocol#REASON_THEN_READ}. */
    public boolean reasons() {
        return wrapper != null;
    }

    /** A turn of the user with the wrapper after it, if there is one. */
    public String wrapped(String turn) {
        return wrapper == null ? turn : turn + "\n\n" + wrapper;
    }

    /** This personality with the wrapper of {@code other} and the name {@code this+other}; {@code baseline+cot} is {@code cot}. */
    public Personality with(Personality other) {
        if (isBaseline()) {
            return other;
        }
        return new Personality(name + "+" + other.name, system, other.wrapper);
    }
}
