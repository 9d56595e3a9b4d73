package dev.matrix.domain;

/**
 * How many tokens a model may generate.
 *
 * @param answer limit of a generated answer, in tokens
 * @param reasoning limit of a reply with reasoning (a wrapper), in tokens
 */
public record TokenLimits(int answer, int reasoning) {

    public TokenLimits {
        if (answer < 1 || reasoning < 1) {
            throw new IllegalArgumentException("token limits must be at least 1, got " + answer + " and " + reasoning);
        }
    }
}
