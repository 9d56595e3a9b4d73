package dev.matrix.domain;

/** Where the order of the options comes from. */
public enum OptionOrder {
    /** The publisher's own order. */
    SOURCE,
    /** Once an item, seeded by the item's id: the same for every model, personality and run. */
    SHUFFLED
}
