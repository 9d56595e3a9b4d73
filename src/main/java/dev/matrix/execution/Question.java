package dev.matrix.execution;

import dev.matrix.domain.Fingerprint;
import dev.matrix.inference.ChatRequest;

/**
 * A request as it will be sent.
 *
 * @param messagesHash of its messages, as the journal keeps it
 */
record Question(ChatRequest request, String messagesHash) {

    static Question of(ChatRequest request) {
        return new Question(request, Fingerprint.of(request.messages()));
    }
}
