package dev.matrix.scoring;

/** What the words around an option say of it. */
enum Stance {
    /** It is called the answer: {@code the answer is B}, {@code I choose B}, {@code B is correct}. */
    STATED,
    /** It follows or is believed: {@code so B}, {@code I think B}. */
    CONCLUDED,
    /** It is turned down: {@code not B}, {@code B is wrong}. */
    DENIED,
    /** It is only named: {@code option B}, {@code it is B}. */
    NAMED,
    /** Nothing. */
    NONE
}
