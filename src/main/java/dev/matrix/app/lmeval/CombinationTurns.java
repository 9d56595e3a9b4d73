package dev.matrix.app.lmeval;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.Protocol;
import dev.matrix.lmeval.Turns;
import dev.matrix.plan.ItemPositions;
import dev.matrix.plan.PlannedCombination;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One combination as lm-eval asks it: its words, and what of it is done. Used by one thread. */
final class CombinationTurns implements Turns {

    private final LmEvalParts parts;
    private final PlannedCombination planned;
    /** Trials that earlier invocations brought, by their number: item by item, repeats together. */
    private final BitSet done;

    private final Map<String, Integer> positions;

    CombinationTurns(LmEvalParts parts, PlannedCombination planned) {
        this.parts = parts;
        this.planned = planned;
        this.positions = new ItemPositions().of(planned.items());
        this.done = parts.planned().known().done(planned, Protocol.GENERATE, BaselineSystem.NONE);
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
        ItemSet set = parts.planned().items().get(name);
        if (set == null) {
            throw new IllegalStateException("no items were loaded for " + name);
        }
        return set;
    }

    @Override
    public Conversation conversation(Item item) {
        return parts.ports().conversations().conversation(combination(), item, Protocol.GENERATE, BaselineSystem.NONE);
    }

    @Override
    public List<Item> pool() {
        return parts.planned().examples().apply(combination().benchmark());
    }

    @Override
    public String ofExample(Item example) {
        return parts.planned().exampleTurn().apply(combination(), example);
    }

    String key(Item item, int repeat) {
        return parts.planned().identities().key(combination(), item, repeat);
    }

    boolean done(Item item, int repeat) {
        Integer position = positions.get(item.id());
        return position != null && done(position, repeat);
    }

    private boolean done(int position, int repeat) {
        return done.get(position * planned.repeats() + repeat);
    }

    /** Trials that earlier invocations brought. */
    int known() {
        return done.cardinality();
    }

    boolean complete(int repeat) {
        return IntStream.range(0, planned.items().size()).allMatch(position -> done(position, repeat));
    }
}
