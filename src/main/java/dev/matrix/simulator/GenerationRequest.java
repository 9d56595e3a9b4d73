package dev.matrix.simulator;

import dev.matrix.domain.Message;
import java.util.List;
import java.util.Optional;

/**
 * What {@code /api/chat}, {@code /api/generate} or {@code /v1/chat/completions} is asked for.
 *
 * @param endpoint which of the three
 * @param model the name as it was sent
 * @param messages empty: load or unload
 * @param stream lines, or one document
 * @param options everything under {@code options}
 * @param shift load-time: whether generation goes on beyond the context
 * @param truncate false: a prompt that is too long is an error
 * @param keepAlive absent keeps what the runner has
 * @param logprobs log-probabilities of generated tokens
 * @param topLogprobs alternatives for each
 * @param think absent is true for models that can think
 * @param tools true when tools were sent
 * @param renderOnly only the rendered prompt is wanted
 */
record GenerationRequest(
        Endpoint endpoint,
        String model,
        List<Message> messages,
        boolean stream,
        Options options,
        boolean shift,
        boolean truncate,
        Optional<KeepAlive> keepAlive,
        boolean logprobs,
        int topLogprobs,
        Optional<Boolean> think,
        boolean tools,
        boolean renderOnly) {

    /** The endpoints that generate. */
    enum Endpoint {
        CHAT,
        GENERATE,
        /** {@code /v1/chat/completions}: a translation around the native chat. */
        OPENAI
    }

    boolean chat() {
        return endpoint != Endpoint.GENERATE;
    }

    boolean openAi() {
        return endpoint == Endpoint.OPENAI;
    }

    /** True when the conversation holds a reply already. */
    boolean continues() {
        return messages.stream().anyMatch(message -> message.role().equals("assistant"));
    }

    boolean unloads() {
        return messages.isEmpty() && keepAlive.filter(KeepAlive::unloads).isPresent();
    }

    /** Where a fault would strike before the first byte. */
    FaultStage stage() {
        if (!messages.isEmpty()) {
            return FaultStage.CHAT;
        }
        return unloads() ? FaultStage.UNLOAD : FaultStage.PRELOAD;
    }
}
