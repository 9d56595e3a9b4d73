package dev.matrix.app;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.Protocol;
import dev.matrix.lmeval.Turns;
import dev.matrix.plan.PlannedCombination;
import java.util.List;

/** One combination as lm-eval asks it: its words, and what of it is done. Thread-safe. */
final class LmEvalWork implements Turns {

    private final LmEvalParts parts;
    private final PlannedCombination planned;

    LmEvalWork(LmEvalParts parts, PlannedCombination planned) {
        this.parts = parts;
        this.planned = planned;
    }

    PlannedCombination planned() {
        return planned;
    }

    Combination combination() {
        return planned.combination();
    }

    /** The set that it asks. */
    ItemSet items() {
        String name = combination().benchmark().name();
        ItemSet set = parts.items().get(name);
        if (set == null) {
            throw new IllegalStateException("no items were loaded for " + name);
        }
        return set;
    }

    @Override
    public Conversation conversation(Item item) {
        return parts.conversations().conversation(combination(), item, Protocol.GENERATE, BaselineSystem.NONE);
    }

    @Override
    public List<Item> pool() {
        return parts.examples().apply(combination().benchmark());
    }

    @Override
    public String ofExample(Item example) {
        return parts.conversations().exampleTurn(combination(), example);
    }

    String key(Item item, int repeat) {
        return parts.keys()
                .key(combination(), item, repeat)
                .orElseThrow(() -> new IllegalStateException("what lm-eval asks is read as text"));
    }

    boolean done(Item item, int repeat) {
        return !parts.known().isEmpty() && parts.known().isDone(planned.id(), item.id(), repeat, key(item, repeat));
    }

    /** Trials that earlier invocations brought. */
    int known() {
        int known = 0;
        for (int repeat = 0; repeat < planned.repeats(); repeat++) {
            int at = repeat;
            known += (int)
                    planned.items().stream().filter(item -> done(item, at)).count();
        }
        return known;
    }

    boolean complete(int repeat) {
        return planned.items().stream().allMatch(item -> done(item, repeat));
    }
}
