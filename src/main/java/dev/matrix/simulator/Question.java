package dev.matrix.simulator;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Item;

/**
 * A known question that was recognised in a conversation.
 *
 * @param benchmark of the item
 * @param item with its answer
 * @param turn the user turn that holds it
 * @param at where the question's text begins in that turn
 * @param direct true when that turn is the last user turn, false when a further question follows it
 */
record Question(Benchmark benchmark, Item item, String turn, int at, boolean direct) {}
