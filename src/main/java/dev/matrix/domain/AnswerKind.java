package dev.matrix.domain;

/** What a right answer looks like; it decides the protocols that a benchmark can use and how a reply is read. */
public enum AnswerKind {
    /** One letter of the listed options is right. */
    CHOICE,
    /** Several letters may be right; scored by {@code mc2_letter}. */
    MULTI_CHOICE,
    /** A number. */
    NUMBER,
    /** A short text that equals one of the accepted answers after trimming, case-folding and removal of a final dot. */
    TEXT;

    /** True when options are lettered and log-probabilities of letters can decide. */
    public boolean lettered() {
        return this == CHOICE || this == MULTI_CHOICE;
    }
}
