package dev.matrix.execution;

import dev.matrix.domain.Combination;
import dev.matrix.domain.Item;
import dev.matrix.domain.Protocol;

/**
 * One trial to be asked.
 *
 * @param work the combination's book
 * @param index its number there, 0-based: item by item, repeats together
 * @param readBy how the benchmark is read on this model
 */
record TrialTask(CombinationWork work, int index, Protocol readBy) {

    Combination combination() {
        return work.combination();
    }

    Item item() {
        return work.planned().items().get(index / work.planned().repeats());
    }

    int repeat() {
        return index % work.planned().repeats();
    }

    TimingClass timing() {
        return TimingClass.of(combination().benchmark(), combination().personality(), readBy);
    }
}
