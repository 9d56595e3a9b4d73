package dev.matrix.report;

import dev.matrix.analysis.Cost;
import dev.matrix.analysis.SpeedPoint;
import dev.matrix.analysis.StudyWords;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The public format of a study as JSON: each component is one key, in snake_case. Shares are in [0, 1], except {@code sesoi}, which is in points as it is in the
 * manifest and on the command line; intervals are [low, high], as in results.json. It stands apart from what analysis hands over, so that nothing renamed there
 * changes it.
 */
record StudyDocument(
        int formatVersion,
        Run run,
        List<String> inWords,
        StudyFindings study,
        List<Facts> cells,
        List<Taken> costs,
        List<Speed> speed) {

    private static final int FORMAT_VERSION = 1;

    static StudyDocument of(RunReport report) {
        return new StudyDocument(
                FORMAT_VERSION,
                Run.of(report.heading()),
                new StudyWords(report.study()).sentences(),
                StudyFindings.of(report.study()),
                report.cells().stream().map(Facts::of).toList(),
                report.costs().stream().map(Taken::of).toList(),
                report.speed().stream().map(Speed::of).toList());
    }

    record Run(
            String runId,
            String state,
            Instant createdAt,
            Instant updatedAt,
            boolean simulated,
            String programVersion,
            List<String> notes) {

        static Run of(RunReport.Heading heading) {
            return new Run(
                    heading.runId(),
                    heading.state(),
                    heading.createdAt(),
                    heading.updatedAt(),
                    heading.simulated(),
                    heading.programVersion(),
                    heading.notes());
        }
    }

    record Facts(
            StudyGiven.Key key,
            String status,
            @Nullable String protocol,
            boolean formatEffect,
            @Nullable String error) {

        static Facts of(RunReport.CellFacts facts) {
            return new Facts(
                    StudyGiven.Key.of(facts.key()),
                    facts.status(),
                    facts.protocol(),
                    facts.formatEffect(),
                    facts.error());
        }
    }

    record Taken(
            String model,
            String personality,
            int planned,
            int asked,
            Map<String, Integer> outcomes,
            @Nullable Double seconds,
            @Nullable Double secondsPerTrial,
            long promptTokens,
            long generatedTokens,
            @Nullable Double promptTokensPerTrial,
            @Nullable Double generatedTokensPerTrial) {

        static Taken of(Cost cost) {
            return new Taken(
                    cost.model(),
                    cost.personality(),
                    cost.planned(),
                    cost.asked(),
                    cost.outcomes(),
                    cost.seconds(),
                    cost.secondsPerTrial(),
                    cost.promptTokens(),
                    cost.generatedTokens(),
                    cost.promptTokensPerTrial(),
                    cost.generatedTokensPerTrial());
        }
    }

    record Speed(
            String model,
            String personality,
            String setting,
            int benchmarks,
            double secondsPerQuestion,
            double score,
            boolean onFront) {

        static Speed of(SpeedPoint point) {
            return new Speed(
                    point.model(),
                    point.personality(),
                    point.setting(),
                    point.benchmarks(),
                    point.secondsPerQuestion(),
                    point.score(),
                    point.onFront());
        }
    }
}
