package dev.matrix.analysis;

import java.util.Locale;

/** Which test a comparison's p value comes from. */
public enum PairedTest {
    /** Exact McNemar: items are right or wrong, asked once. */
    EXACT_MCNEMAR,
    /** Paired permutation of signs: scores are fractional or repeated. */
    PAIRED_PERMUTATION,
    /** Betting on differences: valid whenever the data said to stop. */
    ANYTIME;

    /** The name in files: {@code exact_mcnemar}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
