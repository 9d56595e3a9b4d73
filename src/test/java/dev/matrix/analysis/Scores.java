package dev.matrix.analysis;

import dev.matrix.domain.Outcome;
import dev.matrix.domain.Score;

/** Short ways to write scores in tests. */
final class Scores {

    static final Score MISSING = Score.missing(Outcome.FAILED);

    private Scores() {}

    static Score right() {
        return scored(1, true);
    }

    static Score wrong() {
        return scored(0, false);
    }

    static Score scored(double value, boolean correct) {
        return new Score(Outcome.ANSWERED, value, value, correct, "B", "B", Double.NaN, false, "share of items");
    }

    static CellAccumulator cell(Score... scores) {
        CellAccumulator cell = new CellAccumulator(scores.length, 1);
        for (int i = 0; i < scores.length; i++) {
            cell.add(i, 0, scores[i]);
        }
        return cell;
    }
}
