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
 * @param sampling sampling options; a null one is left to the model
 * @param maxTokens limit of generated tokens, at least 1
 * @param logprobs true to get the top 20 log-probabilities of each generated token
 * @param think false switches thinking off where the model can
 * @param verbatim true to get the reply as it is: not ended when it loops, and with any thinking tags that are in its content
 */
public record ChatRequest(
        String model,
        List<Message> messages,
        LoadOptions load,
        SamplingOptions sampling,
        int maxTokens,
        boolean logprobs,
        boolean think,
        boolean verbatim) {

    /** A request whose reply is ended when it loops, with thinking and visible text apart. */
    public ChatRequest(
            String model,
            List<Message> messages,
            LoadOptions load,
            SamplingOptions sampling,
            int maxTokens,
            boolean logprobs,
            boolean think) {
        this(model, messages, load, sampling, maxTokens, logprobs, think, false);
    }

    public ChatRequest {
        messages = List.copyOf(messages);
        if (maxTokens < 1) {
            throw new IllegalArgumentException("maxTokens must be at least 1, got " + maxTokens);
        }
    }
}
