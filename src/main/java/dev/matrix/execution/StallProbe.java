package dev.matrix.execution;

import dev.matrix.domain.FailureKind;
import dev.matrix.domain.LoadedModel;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Message;
import dev.matrix.inference.ChatRequest;
import dev.matrix.inference.ChatResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tells a slow model from a server that is stuck: one that still says its version and lists its models, but answers no request, for which only a new start
 * helps. Only the least request that a model can be asked proves it (ollama/ollama issue 17408). Thread-safe.
 */
final class StallProbe {

    private final RunParts parts;

    StallProbe(RunParts parts) {
        this.parts = parts;
    }

    /** Looks once calls in a row have brought no byte in all their attempts. */
    void look(ChatRequest silent) {
        if (!parts.health().suspectsStall()) {
            return;
        }
        Optional<ChatResult> result =
                parts.cancellation().interruptibly(() -> parts.ports().client().chat(least(silent)));
        if (result.isEmpty() || parts.cancellation().isCancelled()) {
            return;
        }
        boolean stuck = result.get() instanceof ChatResult.Failed failed
                && failed.failure().kind() == FailureKind.FIRST_BYTE_TIMEOUT
                && parts.health().answers();
        if (stuck) {
            parts.health().stalled(sentence(silent.model()));
        } else {
            parts.health().goesOnAnswering();
        }
    }

    /** With the same load options: others would be a reason to wait of their own. */
    private static ChatRequest least(ChatRequest silent) {
        return new ChatRequest(
                silent.model(),
                List.of(Message.user("Hi")),
                silent.load(),
                silent.sampling(),
                1,
                false,
                silent.think());
    }

    private String sentence(String model) {
        return "the server at " + parts.server().address() + " says its version, but " + model
                + " brings not one token even of the shortest reply" + inMemory()
                + ": the server is stuck. Stop other programs that use it, stop the server and start it anew, then resume";
    }

    private String inMemory() {
        try {
            String names = parts.cancellation().interruptibly(parts.ports().server()::loaded).orElse(List.of()).stream()
                    .map(LoadedModel::name)
                    .collect(Collectors.joining(", "));
            return names.isEmpty() ? "" : " (in memory: " + names + ")";
        } catch (MatrixException e) {
            // What is in memory is a hint, no more.
            return "";
        }
    }
}
