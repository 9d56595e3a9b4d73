package dev.matrix.domain;

import java.util.Locale;

/** Which items a limit keeps ({@code --sample}). Samples are nested in both: the sample of N is the first N of one order of the whole set. */
public enum Sample {
    /** A seeded order in which each beginning holds every stratum in its share of the set, to less than one item. */
    STRATIFIED,
    /** The order of the files. */
    FIRST;

    /** The name in files and options: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
