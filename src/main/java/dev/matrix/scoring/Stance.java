package dev.matrix.scoring;

/** What the words around an option say of it. */
enum Stance {
    /** It is called the answer: {@code the answer is B}, {@code B is correct}. */
    STATED,
    /** It is concluded or chosen: {@code so B}, {@code I would pick B}. */
    CONCLUDED,
    /** It is turned down: {@code not B}, {@code B is wrong}. */
    DENIED,
    /** It is only named: {@code option B}, {@code it is B}. */
    NAMED,
    /** Nothing. */
    NONE
}
