package dev.matrix.app;

import dev.matrix.domain.Conversation;
import dev.matrix.domain.FailureKind;
import dev.matrix.domain.Item;
import dev.matrix.domain.Model;
import dev.matrix.domain.SamplingOptions;
import dev.matrix.inference.ChatRequest;
import dev.matrix.inference.ChatResult;
import dev.matrix.inference.LoadOptions;
import dev.matrix.plan.ContextBudget;
import java.util.List;
import java.util.Optional;

/**
 * Whether the longest prompt of a combination and its reply fit into the context that requests over {@code /v1} get. They cannot name one: the server's own
 * choice holds, and it cuts what is too long without saying so, examples first. Bytes are an upper bound of tokens; only where that does not fit is the
 * server asked to count.
 */
final class LmEvalContext {

    /** What a template puts around a conversation, at most. */
    private static final int TEMPLATE = 64;

    private static final int STEP = 2048;

    private final LmEvalParts parts;
    private final Model model;
    private final int context;

    /** @param context of the loaded model; 0 when the server does not tell */
    LmEvalContext(LmEvalParts parts, Model model, int context) {
        this.parts = parts;
        this.model = model;
        this.context = context;
    }

    /** Why the combination cannot be asked; empty when it can. */
    Optional<String> tooSmall(LmEvalWork work) {
        Conversation longest = null;
        long most = -1;
        for (Item item : work.planned().items()) {
            Conversation conversation = work.conversation(item);
            long needed = bytes(conversation) + ContextBudget.replyBound(conversation);
            if (needed > most) {
                most = needed;
                longest = conversation;
            }
        }
        return longest == null || context <= 0 || most <= context ? Optional.empty() : counted(longest);
    }

    private static long bytes(Conversation conversation) {
        return ContextBudget.promptBytes(conversation.messages())
                + 8L * conversation.messages().size()
                + TEMPLATE;
    }

    private Optional<String> counted(Conversation longest) {
        ChatResult result = parts.connection()
                .client()
                .chat(new ChatRequest(
                        model.name(),
                        longest.messages(),
                        LoadOptions.automatic(),
                        SamplingOptions.ofLmEval(0, 0, List.of()),
                        1,
                        false,
                        false));
        if (result instanceof ChatResult.Reply reply) {
            int prompt = reply.metrics().promptTokens();
            long needed = prompt + ContextBudget.replyBound(longest);
            return prompt >= 0 && needed > context
                    ? Optional.of(sentence("needs " + needed, needed))
                    : Optional.empty();
        }
        FailureKind kind = ((ChatResult.Failed) result).failure().kind();
        return kind == FailureKind.OVERFLOW || kind == FailureKind.PROMPT_CUT
                ? Optional.of(sentence("does not fit, and needs more than " + context, context + 1L))
                : Optional.empty();
    }

    private String sentence(String needs, long needed) {
        long enough = STEP;
        while (enough < needed) {
            enough *= 2;
        }
        return "the longest prompt with its reply " + needs + " tokens, but requests of lm-eval get a context of "
                + context + " on this server. Restart the server with OLLAMA_CONTEXT_LENGTH=" + enough
                + " in its environment, then resume";
    }
}
