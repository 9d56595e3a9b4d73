package dev.matrix.plan;

import dev.matrix.domain.Conversation;
import dev.matrix.domain.Conversation.ReasonThenRead;
import dev.matrix.domain.Message;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many context tokens the conversations of a model need at most. Each is looked at once and only the largest is kept. Byte-level and byte-fallback
 * tokenizers never make more tokens than UTF-8 bytes, so bytes are an upper bound of a text's tokens; what a chat template puts around the turns is allowed
 * for by {@value #TOKENS_PER_MESSAGE} tokens a message and {@value #TOKENS_PER_PROMPT} a prompt. Not thread-safe.
 */
public final class ContextBudget {

    /** The smallest context that is asked for; larger ones are this times a power of two, so that few sizes exist. */
    public static final int STEP = 2048;

    /** What a chat template puts around a turn, at most. */
    public static final int TOKENS_PER_MESSAGE = 8;
    /** What it puts around a prompt, at most. */
    public static final int TOKENS_PER_PROMPT = 64;

    private long most;
    private @Nullable Conversation largest;

    /** Takes a conversation into account. */
    public void add(Conversation conversation) {
        long needed = promptBound(conversation.messages()) + replyBound(conversation);
        if (largest == null || needed > most) {
            most = needed;
            largest = conversation;
        }
    }

    /** The conversation that needs the most context; empty when there was none. */
    public Optional<Conversation> largest() {
        return Optional.ofNullable(largest);
    }

    /**
     * The context to load a model with: the bound rounded up to {@value #STEP} x 2^k, but never more than the model was trained for.
     *
     * @param trained the model's trained context in tokens; null when unknown
     */
    public int contextTokens(@Nullable Integer trained) {
        return clamp(rounded(most), trained);
    }

    /** So many tokens rounded up to {@value #STEP} x 2^k. */
    public static long rounded(long tokens) {
        long context = STEP;
        while (context < tokens && context < Integer.MAX_VALUE / 2) {
            context *= 2;
        }
        return context;
    }

    /** Twice the context, but never more than the model was trained for. */
    public static int doubled(int contextTokens, @Nullable Integer trained) {
        return clamp(Math.min(2L * contextTokens, Integer.MAX_VALUE / 2), trained);
    }

    /** What a conversation needs at most besides its first prompt: the first reply and, if there is one, the second call. */
    public static long replyBound(Conversation conversation) {
        long needed = conversation.maxTokens();
        if (conversation instanceof ReasonThenRead reasoned) {
            needed += bytes(reasoned.closingQuestion()) + 2L * TOKENS_PER_MESSAGE + reasoned.answerTokens();
        }
        return needed;
    }

    /** The UTF-8 bytes of all contents. */
    public static int promptBytes(List<Message> messages) {
        return messages.stream().mapToInt(message -> bytes(message.content())).sum();
    }

    private static long promptBound(List<Message> messages) {
        return (long) promptBytes(messages) + (long) TOKENS_PER_MESSAGE * messages.size() + TOKENS_PER_PROMPT;
    }

    /** The context, but never more than the model was trained for. */
    public static int clamp(long context, @Nullable Integer trained) {
        return (int) (trained == null || trained < 1 ? context : Math.min(context, trained));
    }

    /** Counted without encoding, since each prompt of a run passes here. */
    private static int bytes(String text) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                count++;
            } else if (c < 0x800 || Character.isSurrogate(c)) {
                // Two surrogates make one character of four bytes.
                count += 2;
            } else {
                count += 3;
            }
        }
        return count;
    }
}
