package dev.matrix.inference;

import dev.matrix.domain.Message;
import dev.matrix.domain.SamplingOptions;
import java.util.List;

/**
 * One request for a reply.
 *
 * @param model the model's name
 * @param messages the whole conversation, as it shall reach the model
 * @param load load-time options
 * @param sampling sampling options, all explicit
 * @param maxTokens limit of generated tokens, at least 1
 * @param logprobs true to get the top 20 log-probabilities of each generated token
 * @param think false switches thinking off where the model can
 */
public record ChatRequest(
        String model,
        List<Message> messages,
        LoadOptions load,
        SamplingOptions sampling,
        int maxTokens,
        boolean logprobs,
        boolean think) {

    public ChatRequest {
        messages = List.copyOf(messages);
        if (maxTokens < 1) {
            throw new IllegalArgumentException("maxTokens must be at least 1, got " + maxTokens);
        }
    }
}
