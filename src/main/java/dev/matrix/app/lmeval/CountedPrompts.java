package dev.matrix.app.lmeval;

import dev.matrix.domain.Conversation;
import dev.matrix.domain.Message;
import dev.matrix.plan.ContextBudget;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Prompts that the server has counted, as a bound for others: questions with the same examples before them differ in their last lines only, and those have at
 * most as many tokens as bytes. Without it each of thousands of questions would be sent twice. Not thread-safe.
 */
final class CountedPrompts {

    /** Also what tokens that reach over the place where two prompts part can make of a difference. */
    private static final int TEMPLATE = ContextBudget.TOKENS_PER_PROMPT;

    private static final String AROUND_MESSAGE = " ".repeat(ContextBudget.TOKENS_PER_MESSAGE);

    private final List<Counted> counted = new ArrayList<>();

    private record Counted(String text, int tokens) {}

    /**
     * A prompt that may be too long.
     *
     * @param text everything that is sent, with room for what stands around each message
     * @param reply tokens that the reply may have
     */
    record Prompt(Conversation conversation, String text, long reply) {

        static Prompt of(Conversation conversation) {
            StringBuilder text = new StringBuilder();
            for (Message message : conversation.messages()) {
                text.append(message.role()).append(AROUND_MESSAGE).append(message.content());
            }
            return new Prompt(conversation, text.toString(), ContextBudget.replyBound(conversation));
        }

        /** The tokens that it needs at most, as far as its bytes tell. */
        long bound() {
            return bytes(text, 0) + TEMPLATE + reply;
        }
    }

    void add(Prompt prompt, int tokens) {
        counted.add(new Counted(prompt.text(), tokens));
    }

    /** The tokens that it needs at most, as far as the counted ones tell. */
    long bound(Prompt prompt) {
        long bound = Long.MAX_VALUE;
        for (Counted each : counted) {
            int same = samePrefix(each.text(), prompt.text());
            bound = Math.min(bound, each.tokens() + bytes(prompt.text(), same) + TEMPLATE + prompt.reply());
        }
        return bound;
    }

    private static int samePrefix(String one, String other) {
        int at = 0;
        int end = Math.min(one.length(), other.length());
        while (at < end && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return at;
    }

    private static long bytes(String text, int from) {
        return text.substring(from).getBytes(StandardCharsets.UTF_8).length;
    }
}
