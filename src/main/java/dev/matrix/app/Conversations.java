package dev.matrix.app;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Engine;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.Message;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Protocol;
import dev.matrix.execution.ConversationSource;
import dev.matrix.prompt.PromptRenderer;
import java.util.List;
import java.util.Map;

/** Renders conversations from a run's items and few-shot pools. Thread-safe. */
final class Conversations implements ConversationSource {

    /** What lm-eval's tasks give a reply that reasons. */
    private static final int COT_TOKENS = 1024;

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
                ? wrapped(combination, item, shots, baseline)
                : renderer.render(combination, item, shots, readBy, baseline);
    }

    /** lm-eval renders examples and items alike and asks once: the wrapper stands in every user turn, and the reply's last explicit answer counts. */
    private Conversation wrapped(Combination combination, Item item, List<Item> shots, BaselineSystem baseline) {
        Personality personality = combination.personality();
        Personality plain = new Personality(personality.name(), personality.system(), null);
        Combination without =
                new Combination(combination.model(), plain, combination.benchmark(), combination.setting());
        List<Message> messages = renderer.render(without, item, shots, Protocol.GENERATE, baseline).messages().stream()
                .map(message ->
                        message.role().equals("user") ? Message.user(personality.wrapped(message.content())) : message)
                .toList();
        return new Conversation.SingleCall(messages, Protocol.GENERATE_COT, COT_TOKENS);
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
