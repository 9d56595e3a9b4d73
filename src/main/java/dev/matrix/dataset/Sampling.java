package dev.matrix.dataset;

/** Which items a limited run takes. Samples are nested in both: the sample of N is the first N of one order of the whole set. */
public enum Sampling {
    /** A seeded order in which each beginning holds every stratum in its share of the set, to less than one item. */
    STRATIFIED,
    /** The order of the files. */
    FIRST
}
