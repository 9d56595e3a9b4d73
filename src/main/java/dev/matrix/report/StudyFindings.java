package dev.matrix.report;

import dev.matrix.analysis.Comparison;
import dev.matrix.analysis.ControlFinding;
import dev.matrix.analysis.Exploratory;
import dev.matrix.analysis.Flips;
import dev.matrix.analysis.NotCompared;
import dev.matrix.analysis.Study;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of {@link StudyDocument} that says what was found. */
record StudyFindings(
        StudyGiven data,
        int family,
        List<Primary> primary,
        List<Left> notCompared,
        List<Hint> exploratory,
        List<Control> controls,
        List<Flipped> flips) {

    static StudyFindings of(Study study) {
        return new StudyFindings(
                StudyGiven.of(study.data()),
                study.family(),
                study.primary().stream().map(Primary::of).toList(),
                study.notCompared().stream().map(Left::of).toList(),
                study.exploratory().stream().map(Hint::of).toList(),
                study.controls().stream().map(Control::of).toList(),
                study.flips().stream().map(Flipped::of).toList());
    }

    record Primary(
            StudyGiven.Key key,
            String reference,
            int compared,
            int dropped,
            int won,
            int lost,
            double accuracy,
            double referenceAccuracy,
            double difference,
            List<Double> ci95,
            List<Double> adjusted,
            double adjustedConfidence,
            double p,
            double adjustedP,
            String test,
            String verdict,
            @Nullable Integer itemsNeeded,
            @Nullable String note) {

        static Primary of(Comparison found) {
            return new Primary(
                    StudyGiven.Key.of(found.key()),
                    found.reference(),
                    found.compared(),
                    found.dropped(),
                    found.won(),
                    found.lost(),
                    found.accuracy(),
                    found.referenceAccuracy(),
                    found.difference(),
                    StudyGiven.ends(found.ci95()),
                    StudyGiven.ends(found.adjusted()),
                    found.adjustedConfidence(),
                    found.p(),
                    found.adjustedP(),
                    found.test().label(),
                    found.verdict().label(),
                    found.itemsNeeded(),
                    found.note());
        }
    }

    record Left(StudyGiven.Key key, String reason, boolean counted) {

        static Left of(NotCompared left) {
            return new Left(StudyGiven.Key.of(left.key()), left.reason(), left.counted());
        }
    }

    record Hint(
            String kind,
            String model,
            String personality,
            String benchmark,
            String setting,
            int benchmarks,
            int items,
            double difference,
            List<Double> ci95,
            double p,
            double adjustedP) {

        static Hint of(Exploratory found) {
            return new Hint(
                    found.kind().label(),
                    found.model(),
                    found.personality(),
                    found.benchmark(),
                    found.setting(),
                    found.benchmarks(),
                    found.items(),
                    found.difference(),
                    StudyGiven.ends(found.ci95()),
                    found.p(),
                    found.adjustedP());
        }
    }

    record Control(
            String model,
            String benchmark,
            String setting,
            int compared,
            int flips,
            double flipRate,
            List<Double> flipRate95,
            double difference,
            double floor,
            boolean reproducible) {

        static Control of(ControlFinding found) {
            return new Control(
                    found.model(),
                    found.benchmark(),
                    found.setting(),
                    found.compared(),
                    found.flips(),
                    found.flipRate(),
                    StudyGiven.ends(found.flipRate95()),
                    found.difference(),
                    found.floor(),
                    found.reproducible());
        }
    }

    /**
     * What flips between a cell and baseline.
     *
     * @param won items that are right more often here
     * @param trials what {@code matrix show RUN --flips} shows of the cell
     */
    record Flipped(StudyGiven.Key key, List<String> won, List<String> lost, List<FlippedTrial> trials) {

        static Flipped of(Flips flips) {
            return new Flipped(
                    StudyGiven.Key.of(flips.key()),
                    flips.won(),
                    flips.lost(),
                    flips.trials().stream().map(FlippedTrial::of).toList());
        }
    }

    record FlippedTrial(String item, int repeat, boolean won) {

        static FlippedTrial of(Flips.Trial trial) {
            return new FlippedTrial(trial.item(), trial.repeat(), trial.won());
        }
    }
}
