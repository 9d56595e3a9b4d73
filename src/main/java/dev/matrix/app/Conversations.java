package dev.matrix.app;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Engine;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.Message;
import dev.matrix.domain.Protocol;
import dev.matrix.execution.ConversationSource;
import dev.matrix.prompt.PromptRenderer;
import java.util.List;
import java.util.Map;

/** Renders conversations from a run's items and few-shot pools. Thread-safe. */
final class Conversations implements ConversationSource {

    private final PromptRenderer renderer = new PromptRenderer();
    private final Map<String, ItemSet> items;
    private final Engine engine;

    /** @param items by benchmark name, asked by the native engine */
    Conversations(Map<String, ItemSet> items) {
        this(items, Engine.NATIVE);
    }

    /**
     * @param items by benchmark name
     * @param engine who asks
     */
    Conversations(Map<String, ItemSet> items, Engine engine) {
        this.items = Map.copyOf(items);
        this.engine = engine;
    }

    Engine engine() {
        return engine;
    }

    @Override
    public Conversation conversation(Combination combination, Item item, Protocol readBy, BaselineSystem baseline) {
        ItemSet set = items.get(combination.benchmark().name());
        if (set == null) {
            throw new IllegalStateException(
                    "no items were loaded for " + combination.benchmark().name());
        }
        List<Item> shots = set.shotsFor(item, combination.benchmark().fewshot());
        boolean wrapsEachTurn = engine == Engine.LM_EVAL
                && combination.benchmark().lmEval() == null
                && combination.personality().reasons();
        return wrapsEachTurn
                ? renderer.renderEachTurnWrapped(combination, item, shots, baseline)
                : renderer.render(combination, item, shots, readBy, baseline);
    }

    /** The user turn of a solved example, as it stands before an item. */
    String exampleTurn(Combination combination, Item example) {
        Combination alone = new Combination(
                combination.model(),
                combination.personality(),
                combination.benchmark().withFewshot(0),
                combination.setting());
        List<Message> messages = renderer.render(alone, example, List.of(), Protocol.GENERATE, BaselineSystem.NONE)
                .messages();
        return messages.get(messages.size() - 1).content();
    }
}
