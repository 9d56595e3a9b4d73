package dev.matrix.execution;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Item;
import dev.matrix.domain.Protocol;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.plan.TrialKeys;
import java.util.BitSet;

/** Finds which trials of a combination earlier invocations have done: renders each item, derives its keys and looks them up. Thread-safe. */
final class KnownScan {

    private final KnownTrials known;
    private final ConversationSource conversations;
    private final TrialKeys keys;

    KnownScan(KnownTrials known, ConversationSource conversations, TrialKeys keys) {
        this.known = known;
        this.conversations = conversations;
        this.keys = keys;
    }

    /** The numbers of the trials that are done. */
    BitSet done(PlannedCombination planned, Protocol readBy, BaselineSystem baseline) {
        BitSet done = new BitSet();
        if (known.isEmpty()) {
            return done;
        }
        Combination combination = planned.combination();
        int index = 0;
        for (Item item : planned.items()) {
            Conversation conversation = conversations.conversation(combination, item, readBy, baseline);
            for (int repeat = 0; repeat < planned.repeats(); repeat++, index++) {
                String key = keys.key(combination, conversation, repeat);
                done.set(index, known.isDone(combination.id(), item.id(), repeat, key));
            }
        }
        return done;
    }
}
