package dev.matrix.execution;

import dev.matrix.domain.Call;
import dev.matrix.domain.Failure;
import dev.matrix.domain.FailureKind;
import dev.matrix.inference.ChatRequest;
import dev.matrix.inference.ChatResult;
import java.util.Optional;

/** A reply without the log-probabilities that were asked for: nothing can be read from it, and asking again brings none either. Pure; thread-safe. */
final class MissingLogprobs {

    private static final Failure FAILURE =
            new Failure(FailureKind.MALFORMED, "the reply has no log-probabilities although they were asked for", 0);

    private MissingLogprobs() {}

    static Optional<Failure> in(ChatRequest request, ChatResult.Reply reply) {
        // What the server ended as a loop is an outcome, and says nothing of what it could have sent.
        boolean missing = request.logprobs()
                && reply.logprobs().isEmpty()
                && !reply.doneReason().equals(Call.REPETITION);
        return missing ? Optional.of(FAILURE) : Optional.empty();
    }

    static boolean is(Failure failure) {
        return failure.equals(FAILURE);
    }
}
