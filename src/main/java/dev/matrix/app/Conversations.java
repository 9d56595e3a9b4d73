package dev.matrix.app;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.Protocol;
import dev.matrix.execution.ConversationSource;
import dev.matrix.prompt.PromptRenderer;
import java.util.Map;

/** Renders conversations from a run's items and few-shot pools. Thread-safe. */
final class Conversations implements ConversationSource {

    private final PromptRenderer renderer = new PromptRenderer();
    private final Map<String, ItemSet> items;

    /** @param items by benchmark name */
    Conversations(Map<String, ItemSet> items) {
        this.items = Map.copyOf(items);
    }

    @Override
    public Conversation conversation(Combination combination, Item item, Protocol readBy, BaselineSystem baseline) {
        ItemSet set = items.get(combination.benchmark().name());
        if (set == null) {
            throw new IllegalStateException(
                    "no items were loaded for " + combination.benchmark().name());
        }
        return renderer.render(
                combination, item, set.shotsFor(item, combination.benchmark().fewshot()), readBy, baseline);
    }
}
