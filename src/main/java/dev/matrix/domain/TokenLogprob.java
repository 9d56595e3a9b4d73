package dev.matrix.domain;

import java.util.List;

/**
 * A generated token with the most probable alternatives at its place.
 *
 * @param token the token's text
 * @param logprob natural logarithm of its probability
 * @param top alternatives, most probable first, usually 20, the token itself included when it is among them
 */
public record TokenLogprob(String token, double logprob, List<Alternative> top) {

    public TokenLogprob {
        top = List.copyOf(top);
    }

    /**
     * One alternative.
     *
     * @param token its text, with any leading space as the tokenizer gives it
     * @param logprob natural logarithm of its probability
     */
    public record Alternative(String token, double logprob) {}
}
