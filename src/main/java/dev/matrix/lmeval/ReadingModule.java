package dev.matrix.lmeval;

import dev.matrix.domain.AnswerKind;

/**
 * matrix's reading of replies in Python ({@code matrix_reading.py}), which lies beside the generated tasks of matrix's own benchmarks: lm-eval then reads and
 * scores each reply as the native engine does, also when the tasks are run without matrix.
 */
final class ReadingModule {

    private static final String NAME = "matrix_reading";
    static final PythonFile FILE = new PythonFile(NAME + ".py");

    private final String kind;

    /** @param answer what the benchmark's answers look like */
    ReadingModule(AnswerKind answer) {
        this.kind = answer.lettered() ? "letter" : answer == AnswerKind.NUMBER ? "number" : "text";
    }

    /** Reads the answer in the asked format. */
    PythonFunction strict() {
        return new PythonFunction(NAME, "strict_" + kind);
    }

    /** Reads the answer by any of the known ways to give one. */
    PythonFunction lenient() {
        return new PythonFunction(NAME, "lenient_" + kind);
    }

    /** Says what is right. */
    PythonFunction score() {
        return new PythonFunction(NAME, "score_" + kind);
    }
}
