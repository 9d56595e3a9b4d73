package dev.matrix.execution;

import dev.matrix.domain.Combination;
import dev.matrix.domain.Message;
import dev.matrix.domain.Protocol;
import dev.matrix.inference.ChatRequest;
import dev.matrix.inference.LoadOptions;
import dev.matrix.plan.TrialKeys;
import java.util.List;

/**
 * Makes the requests of trials.
 *
 * @param keys knows the sampling options
 */
record TrialRequests(TrialKeys keys) {

    /**
     * One call of a trial.
     *
     * @param protocol how it is asked
     * @param maxTokens limit of its reply where it is generated
     */
    ChatRequest request(
            Combination combination,
            int repeat,
            List<Message> messages,
            Protocol protocol,
            int maxTokens,
            LoadOptions load) {
        boolean logprobs = protocol == Protocol.LOGPROB;
        return new ChatRequest(
                combination.model().name(),
                messages,
                load,
                keys.sampling(combination, repeat),
                logprobs ? 1 : maxTokens,
                logprobs,
                combination.setting().think(),
                combination.benchmark().lmEval() != null);
    }
}
