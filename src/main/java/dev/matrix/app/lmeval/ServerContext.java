package dev.matrix.app.lmeval;

import dev.matrix.domain.Conversation;
import dev.matrix.domain.FailureKind;
import dev.matrix.domain.Item;
import dev.matrix.domain.LoadedModel;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Model;
import dev.matrix.domain.SamplingOptions;
import dev.matrix.inference.ChatRequest;
import dev.matrix.inference.ChatResult;
import dev.matrix.inference.LoadOptions;
import dev.matrix.plan.ContextBudget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether all prompts of a combination and their replies fit into the context that requests over {@code /v1} get. They cannot name one: the server's own choice
 * holds, and it cuts what is too long without saying so, examples first. Bytes are an upper bound of tokens, but do not order them: every prompt whose bound
 * does not fit is counted by the server, or lies within the bound that a counted one with the same beginning gives.
 */
final class ServerContext {

    private static final Logger LOG = LoggerFactory.getLogger(ServerContext.class);

    private final LmEvalParts parts;
    private final Model model;
    private final int context;

    /** @param context of the loaded model; 0 when the server does not tell */
    ServerContext(LmEvalParts parts, Model model, int context) {
        this.parts = parts;
        this.model = model;
        this.context = context;
    }

    /**
     * What is known before anything is asked.
     *
     * @param refusal why the combination cannot be asked; null when it can
     * @param known true when every prompt fits; false when that cannot be told
     */
    record Fit(@Nullable String refusal, boolean known) {}

    int tokens() {
        return context;
    }

    Fit fit(CombinationTurns work) {
        if (context <= 0) {
            return new Fit(null, false);
        }
        List<CountedPrompts.Prompt> doubtful = new ArrayList<>();
        for (Item item : work.planned().items()) {
            CountedPrompts.Prompt prompt = CountedPrompts.Prompt.of(work.conversation(item));
            if (prompt.bound() > context) {
                doubtful.add(prompt);
            }
        }
        doubtful.sort(Comparator.comparingLong(CountedPrompts.Prompt::bound).reversed());
        return counted(doubtful);
    }

    private Fit counted(List<CountedPrompts.Prompt> doubtful) {
        CountedPrompts counted = new CountedPrompts();
        for (CountedPrompts.Prompt prompt : doubtful) {
            if (counted.bound(prompt) <= context) {
                continue;
            }
            ChatResult result = ask(prompt.conversation());
            if (result instanceof ChatResult.Reply reply && reply.metrics().promptTokens() > 0) {
                int tokens = reply.metrics().promptTokens();
                long needed = tokens + prompt.reply();
                if (needed > context) {
                    return new Fit(sentence("needs " + needed, needed), false);
                }
                counted.add(prompt, tokens);
            } else {
                return uncounted(result);
            }
        }
        return new Fit(null, true);
    }

    private Fit uncounted(ChatResult result) {
        boolean cut = result instanceof ChatResult.Failed failed
                && (failed.failure().kind() == FailureKind.OVERFLOW
                        || failed.failure().kind() == FailureKind.PROMPT_CUT);
        return new Fit(cut ? sentence("does not fit, and needs more than " + context, context + 1L) : null, false);
    }

    private ChatResult ask(Conversation conversation) {
        return parts.ports()
                .client()
                .chat(new ChatRequest(
                        model.name(),
                        conversation.messages(),
                        LoadOptions.automatic(),
                        SamplingOptions.ofLmEval(0, 0, List.of()),
                        1,
                        false,
                        false));
    }

    private String sentence(String needs, long needed) {
        return "the longest prompt with its reply " + needs + " tokens, but requests of lm-eval get a context of "
                + context + " on this server. Restart the server with OLLAMA_CONTEXT_LENGTH="
                + ContextBudget.rounded(needed)
                + " in its environment, then resume";
    }

    /** @param fits whether all prompts of the combination are known to fit */
    Seen seen(boolean fits) {
        return new Seen(fits ? context : -1);
    }

    /** What was seen of the context after each process of a combination. */
    final class Seen {

        private int least;

        private Seen(int least) {
            this.least = least;
        }

        /** Why the replies that have just come cannot be taken: another client had the model loaded with less. */
        Optional<String> look() {
            OptionalInt now = now();
            if (now.isEmpty()) {
                least = -1;
            }
            return now.isPresent() && context > 0 && now.getAsInt() < context
                    ? Optional.of(model.name() + " was loaded with a context of " + context
                            + " tokens, and its requests got " + now.getAsInt()
                            + ": another client uses it, and prompts may have been cut."
                            + " Stop the other client, then resume")
                    : Optional.empty();
        }

        /** The context that all prompts are known to have fitted into; null when that could not be seen. */
        @Nullable
        Integer tokens() {
            return least > 0 ? least : null;
        }
    }

    private OptionalInt now() {
        try {
            return parts.ports().server().loaded().stream()
                    .filter(each -> each.digest().equals(model.digest()))
                    .mapToInt(LoadedModel::contextTokens)
                    .filter(tokens -> tokens > 0)
                    .findFirst();
        } catch (MatrixException e) {
            LOG.warn("the loaded models could not be listed: {}", e.getMessage());
            return OptionalInt.empty();
        }
    }
}
