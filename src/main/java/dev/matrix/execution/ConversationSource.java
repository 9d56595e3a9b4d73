package dev.matrix.execution;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Item;
import dev.matrix.domain.Protocol;

/** Renders the conversation of an item when it is needed; conversations are never held for the whole plan. Thread-safe. */
@FunctionalInterface
public interface ConversationSource {

    /**
     * The calls for an item.
     *
     * @param readBy {@link Protocol#LOGPROB} or {@link Protocol#GENERATE}: what the model uses for this benchmark without reasoning
     * @param baseline what the model's system turn holds where no system prompt is injected; the same for all combinations of a model
     */
    Conversation conversation(Combination combination, Item item, Protocol readBy, BaselineSystem baseline);
}
