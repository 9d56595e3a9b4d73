package dev.matrix.execution;

import dev.matrix.domain.Combination;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Conversation.ReasonThenRead;
import dev.matrix.domain.Fingerprint;
import dev.matrix.domain.Protocol;
import dev.matrix.inference.LoadOptions;
import dev.matrix.inference.ModelClient;
import dev.matrix.plan.TrialKeys;
import java.util.List;

/**
 * The exact requests of a trial but for their messages. Messages, wrapper and closing question stand in the trial's key; what is left is the same for all
 * items of a combination, so that a frame and a key together say to the letter what was sent. Thread-safe, as the client is.
 */
public final class RequestFrames {

    /** Which one does not matter: a request's identity leaves it out. */
    private static final LoadOptions ANY = new LoadOptions(2048);

    private final ModelClient client;
    private final TrialRequests requests;

    public RequestFrames(ModelClient client, TrialKeys keys) {
        this.client = client;
        this.requests = new TrialRequests(keys);
    }

    /**
     * The hash of all calls without their messages.
     *
     * @param conversation of any item of the combination
     * @param repeat 0-based
     */
    public String of(Combination combination, Conversation conversation, int repeat) {
        Fingerprint print =
                new Fingerprint().add(frame(combination, repeat, conversation.firstCall(), conversation.maxTokens()));
        if (conversation instanceof ReasonThenRead reasoned) {
            print.add(frame(combination, repeat, reasoned.readBy(), reasoned.answerTokens()));
        }
        return print.hex();
    }

    private String frame(Combination combination, int repeat, Protocol protocol, int maxTokens) {
        return client.identity(requests.request(combination, repeat, List.of(), protocol, maxTokens, ANY));
    }
}
