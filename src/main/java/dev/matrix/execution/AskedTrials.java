package dev.matrix.execution;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Which trials of a model were asked in this invocation: a bit each, since there may be a million. Thread-safe. */
final class AskedTrials {

    private final Map<CombinationWork, Asked> asked = new LinkedHashMap<>();

    /** Of one combination, with the protocol that was asked last. */
    private record Asked(TrialTask example, BitSet indexes) {}

    synchronized void add(TrialTask task) {
        BitSet indexes = new BitSet();
        Asked before = asked.get(task.work());
        if (before != null && before.example().readBy() == task.readBy()) {
            before.indexes().set(task.index());
            return;
        }
        if (before != null) {
            indexes.or(before.indexes());
        }
        indexes.set(task.index());
        asked.put(task.work(), new Asked(task, indexes));
    }

    /** In the order of their combinations' items; nothing may be added meanwhile. */
    synchronized void forEach(Consumer<TrialTask> action) {
        asked.values()
                .forEach(each -> each.indexes().stream()
                        .mapToObj(index -> new TrialTask(
                                each.example().work(), index, each.example().readBy()))
                        .forEach(action));
    }

    /** Gives up every combination that has asked something. */
    synchronized void giveUp(String why) {
        asked.keySet().forEach(work -> work.giveUp(why));
    }
}
