package dev.matrix.execution;

import dev.matrix.domain.Fingerprint;
import dev.matrix.inference.ChatRequest;

/**
 * A request as it will be sent.
 *
 * @param messagesHash of its messages, as the journal keeps it
 * @param promptBytes what must get to the model, as {@link ModelWatch} expects it
 */
record Question(ChatRequest request, String messagesHash, int promptBytes) {

    static Question of(ChatRequest request, ModelWatch watch) {
        return new Question(request, Fingerprint.of(request.messages()), watch.expectedBytes(request.messages()));
    }
}
