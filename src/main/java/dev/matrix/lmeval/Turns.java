package dev.matrix.lmeval;

import dev.matrix.domain.Conversation;
import dev.matrix.domain.Item;
import java.util.List;

/** The words in which a combination asks its items. */
public interface Turns {

    /** What is sent for an item, examples included. */
    Conversation conversation(Item item);

    /** The whole pool that examples are drawn from. */
    List<Item> pool();

    /** The user turn of a solved example, with what the personality adds to each turn. */
    String ofExample(Item example);
}
