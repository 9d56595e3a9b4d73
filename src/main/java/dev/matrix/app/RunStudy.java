package dev.matrix.app;

import dev.matrix.store.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Runs a study part by part: each is a run of its own that is begun, gone on with, or found finished. The time that finished parts took corrects what is
 * expected of the next.
 */
public final class RunStudy {

    private final Conduct conduct;
    private final Cancellation cancellation;

    public RunStudy(Conduct conduct, Cancellation cancellation) {
        this.conduct = conduct;
        this.cancellation = cancellation;
    }

    /** How a study meets its runs and its user. */
    public interface Conduct {

        /** The plan of one part; empty when there is nothing to do. */
        Optional<PreparedRun> plan(StudyPart part);

        /** The last chance to say no to the whole study: nothing was asked yet. */
        boolean mayStart(List<Expected> parts);

        /**
         * Carries out one part.
         *
         * @param expected seconds, corrected by the pace so far; empty when nothing is known
         * @return empty when there was nothing to do
         */
        Optional<RunOutcome> run(StudyPart part, OptionalDouble expected);
    }

    /**
     * What is expected of a part.
     *
     * @param seconds for the whole part; null when nothing is to be run
     * @param secondsLeft for what is left of it; null likewise
     * @param measured true when what is left is told from the part's own journal
     */
    public record Expected(
            StudyPart part,
            @Nullable Double seconds,
            @Nullable Double secondsLeft,
            boolean measured) {}

    /**
     * How a part went.
     *
     * @param estimatedSeconds what was expected of the whole part before it began; null when nothing was to be run
     * @param actualSeconds what it took over all its invocations; null when it was not run or nobody wrote it down
     * @param state {@code finished}, {@code incomplete}, {@code interrupted}, {@code skipped} (no model is there) or {@code not_started}
     * @param failed combinations without a score
     */
    public record PartOutcome(
            StudyPart part,
            @Nullable Double estimatedSeconds,
            @Nullable Double actualSeconds,
            String state,
            long failed) {

        static final String SKIPPED = "skipped";
        static final String NOT_STARTED = "not_started";

        /** True when there are replies to analyse. */
        public boolean hasRun() {
            return !state.equals(SKIPPED) && !state.equals(NOT_STARTED);
        }
    }

    /**
     * How the study ended.
     *
     * @param cancelled the user or the system stopped it
     * @param serverLost the server went away
     */
    public record Outcome(List<PartOutcome> parts, boolean cancelled, boolean serverLost) {
        public Outcome {
            parts = List.copyOf(parts);
        }

        /** The names of the runs that hold replies. */
        public List<String> runs() {
            return parts.stream()
                    .filter(PartOutcome::hasRun)
                    .map(outcome -> outcome.part().run())
                    .toList();
        }

        /** Combinations without a score. */
        public long failed() {
            return parts.stream().mapToLong(PartOutcome::failed).sum();
        }
    }

    /** What is expected of each part. */
    public List<Expected> expected(List<StudyPart> parts) {
        List<Expected> expected = new ArrayList<>();
        for (StudyPart part : parts) {
            Optional<PreparedRun> prepared = part.models().isEmpty()
                    ? Optional.empty()
                    : conduct.plan(part).filter(plan -> plan.nothingToRun().isEmpty());
            expected.add(new Expected(
                    part,
                    prepared.map(plan -> new PlanEstimate(plan.request(), plan.conversations())
                                    .of(plan.plan())
                                    .seconds())
                            .orElse(null),
                    prepared.map(plan -> plan.summary().seconds()).orElse(null),
                    prepared.map(plan -> plan.summary().basis() != PlanSummary.Basis.GUESSED)
                            .orElse(false)));
        }
        return expected;
    }

    /**
     * Runs what is left of the study.
     *
     * @return empty when the user declined
     */
    public Optional<Outcome> run(List<StudyPart> parts) {
        List<Expected> expected = expected(parts);
        if (expected.stream().anyMatch(part -> part.seconds() != null) && !conduct.mayStart(expected)) {
            return Optional.empty();
        }
        List<PartOutcome> outcomes = new ArrayList<>();
        Pace pace = new Pace();
        boolean cancelled = false;
        boolean serverLost = false;
        for (Expected next : expected) {
            boolean stopped = cancelled || serverLost || cancellation.requested();
            if (next.seconds() == null || stopped) {
                outcomes.add(new PartOutcome(
                        next.part(),
                        next.seconds(),
                        null,
                        next.seconds() == null ? PartOutcome.SKIPPED : PartOutcome.NOT_STARTED,
                        0));
                continue;
            }
            Optional<RunOutcome> ended = conduct.run(next.part(), pace.expected(next));
            cancelled = ended.map(RunOutcome::cancelled).orElse(false);
            serverLost = ended.map(RunOutcome::serverLost).orElse(false);
            PartOutcome outcome = outcome(next, ended);
            pace.add(outcome);
            outcomes.add(outcome);
        }
        return Optional.of(new Outcome(outcomes, cancelled || cancellation.requested(), serverLost));
    }

    private static PartOutcome outcome(Expected expected, Optional<RunOutcome> ended) {
        return ended.map(run -> new PartOutcome(
                        expected.part(),
                        expected.seconds(),
                        run.results().execution().wallSeconds(),
                        name(run.state()),
                        run.failed()))
                .orElseGet(
                        () -> new PartOutcome(expected.part(), expected.seconds(), null, PartOutcome.NOT_STARTED, 0));
    }

    private static String name(RunState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** How much longer finished parts took than was expected of them. */
    private static final class Pace {
        private double estimated;
        private double actual;

        void add(PartOutcome outcome) {
            if (outcome.actualSeconds() != null
                    && outcome.estimatedSeconds() != null
                    && outcome.state().equals("finished")) {
                estimated += outcome.estimatedSeconds();
                actual += outcome.actualSeconds();
            }
        }

        OptionalDouble expected(Expected next) {
            Double left = next.secondsLeft();
            if (left == null) {
                return OptionalDouble.empty();
            }
            return OptionalDouble.of(estimated > 0 && !next.measured() ? left * actual / estimated : left);
        }
    }
}
