package dev.matrix.execution;

import dev.matrix.domain.Call;
import dev.matrix.domain.Failure;
import dev.matrix.domain.FailureKind;
import dev.matrix.domain.Message;
import dev.matrix.execution.ReachJudge.Seen;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of one personality's prompt.
 *
 * @param messages as they were sent
 * @param reply the answer to it; null when the run was cancelled
 * @param own the prompt itself
 * @param folded its variant with the system text in the user turn
 * @param oneWord its variant with a system text of one word
 */
record PromptLook(List<Message> messages, @Nullable Call reply, Seen own, Seen folded, Seen oneWord) {

    boolean answered() {
        return reply != null && reply.failure() == null;
    }

    /** True when the server answered that the request itself is wrong. */
    boolean refused() {
        return failure()
                .filter(failure -> failure.kind() == FailureKind.BAD_REQUEST)
                .isPresent();
    }

    String error() {
        return failure().map(Failure::message).orElse("");
    }

    private Optional<Failure> failure() {
        return reply == null ? Optional.empty() : Optional.ofNullable(reply.failure());
    }
}
