package dev.matrix.analysis.study;

import dev.matrix.analysis.Interval;
import dev.matrix.analysis.Points;
import java.util.ArrayList;
import java.util.List;

/** Answers the four research questions of the multi-model plan, each with its evidence or "cannot tell from this run". */
final class Answers {

    private static final double ALPHA = 0.05;
    private static final String CANNOT_TELL = "Cannot tell from this run: ";

    private Answers() {}

    static List<Answer> of(Scaling scaling, Families families, Universality universality, Prediction prediction) {
        return List.of(
                diminishing(scaling.best()),
                architectures(families),
                prediction(prediction),
                universal(universality.rows()));
    }

    private static Answer diminishing(SizeSlope slope) {
        String question = "Do personality traits have diminishing returns with model size?";
        Interval widest = slope.widest();
        Double perDoubling = slope.perDoubling();
        if (widest == null || perDoubling == null) {
            return new Answer(question, Standing.CANNOT_TELL, cannotTell(slope.reason()));
        }
        String evidence = "the gain of the best personality changes by " + Points.signed(perDoubling)
                + " points with each doubling of the parameters (95 % interval " + Points.range(widest) + ", "
                + Words.count(slope.models(), "model") + ").";
        if (widest.high() < 0) {
            return new Answer(question, Standing.SUPPORTED, "Yes: " + evidence);
        }
        if (widest.low() > 0) {
            return new Answer(question, Standing.REFUTED, "No, the reverse: " + evidence);
        }
        return new Answer(question, Standing.UNDECIDED, CANNOT_TELL + evidence);
    }

    private static Answer architectures(Families families) {
        String question = "Are certain model architectures more personality-responsive?";
        Double p = families.p();
        if (p == null) {
            return new Answer(question, Standing.CANNOT_TELL, cannotTell(families.reason()));
        }
        String evidence = "among " + Words.list(families.compared()) + " (" + Words.count(families.models(), "model")
                + ") the best gains differ by family beyond size with " + Words.p(p) + ".";
        return p <= ALPHA
                ? new Answer(question, Standing.SUPPORTED, "Yes: " + evidence)
                : new Answer(question, Standing.UNDECIDED, CANNOT_TELL + evidence);
    }

    private static Answer prediction(Prediction prediction) {
        String question = "Can we predict optimal personalities for new models?";
        Estimate advantage = prediction.advantage();
        Double p = prediction.advantageP();
        if (advantage == null || p == null) {
            return new Answer(question, Standing.CANNOT_TELL, cannotTell(prediction.reason()));
        }
        String evidence = "leaving each of " + Words.count(prediction.models().size(), "model")
                + " out, the personality that the others point to gains " + Words.points(advantage)
                + " over a naive guess, " + Words.p(p) + "; it is the model's best in " + prediction.hits() + " of "
                + prediction.models().size() + ".";
        return p <= ALPHA && advantage.interval().low() > 0
                ? new Answer(question, Standing.SUPPORTED, "Yes: " + evidence)
                : new Answer(question, Standing.UNDECIDED, CANNOT_TELL + evidence);
    }

    private static Answer universal(List<Universality.Row> rows) {
        String question = "What personality traits are universal vs model-specific?";
        List<String> told = new ArrayList<>();
        for (Universality.Row row : rows) {
            Double signs = row.adjustedSignP();
            Double differ = row.adjustedHeterogeneityP();
            if (signs != null && signs <= ALPHA && isDecided(row)) {
                told.add(row.personality() + (row.positive() > row.negative() ? " helps" : " hurts") + " universally ("
                        + Math.max(row.positive(), row.negative()) + " of " + row.models() + " models, "
                        + Words.p(signs) + " corrected)");
            } else if (differ != null && differ <= ALPHA) {
                told.add(row.personality() + " is model-specific (its effect differs between " + row.models()
                        + " models, " + Words.p(differ) + " corrected)");
            }
        }
        if (!told.isEmpty()) {
            return new Answer(
                    question,
                    Standing.SUPPORTED,
                    "Of " + Words.count(rows.size(), "personality") + ", " + String.join("; ", told) + ".");
        }
        int most = rows.stream().mapToInt(Universality.Row::models).max().orElse(0);
        return most < Universality.LEAST_SIGNS
                ? new Answer(question, Standing.CANNOT_TELL, cannotTell("cannot tell, " + Words.count(most, "model")))
                : new Answer(
                        question,
                        Standing.UNDECIDED,
                        CANNOT_TELL + "of " + Words.count(rows.size(), "personality") + " over " + most
                                + " models none has the same sign in enough of them, and none differs between them"
                                + " beyond chance.");
    }

    /** Models share items, so that the luck of the items alone could give all of them one sign: the mean must leave out 0 for other items too. */
    private static boolean isDecided(Universality.Row row) {
        Estimate mean = row.correctedMean();
        return mean != null && mean.isDecided() && (mean.value() > 0 == row.positive() > row.negative());
    }

    /** A reason begins with "cannot tell, ". */
    private static String cannotTell(String reason) {
        return CANNOT_TELL + reason.replaceFirst("^cannot tell, ", "") + ".";
    }
}
