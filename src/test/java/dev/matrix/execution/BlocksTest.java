package dev.matrix.execution;

import static dev.matrix.execution.Samples.BASELINE;
import static dev.matrix.execution.Samples.EXPERT;
import static dev.matrix.execution.Samples.MATH;
import static dev.matrix.execution.Samples.QUIZ;
import static dev.matrix.execution.Samples.model;
import static dev.matrix.execution.Samples.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.matrix.domain.Model;
import dev.matrix.domain.Trial;
import dev.matrix.plan.RunPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Items in blocks, rules that stop them, and controls after all others. */
class BlocksTest {

    private static final int BLOCK = 4;

    private final Lab lab = new Lab();
    private final List<BlockEnd> ends = new ArrayList<>();

    /** A rule with blocks of four items that stops what the function names. */
    private StoppingRule rule(Function<BlockEnd, Map<String, String>> stops) {
        return new StoppingRule() {
            @Override
            public int blockItems() {
                return BLOCK;
            }

            @Override
            public void modelStarts(Model model) {}

            @Override
            public Map<String, String> stops(BlockEnd end) {
                ends.add(end);
                return stops.apply(end);
            }

            @Override
            public OptionalLong nanosLeft() {
                return OptionalLong.empty();
            }
        };
    }

    /** Stops all of them once one has so many items. */
    private static Function<BlockEnd, Map<String, String>> after(int items) {
        return end -> {
            Map<String, String> stops = new HashMap<>();
            if (end.going().get(0).items() >= items) {
                end.going().forEach(reached -> stops.put(reached.planned().id(), "budget"));
            }
            return stops;
        };
    }

    private static int number(Trial trial) {
        return Integer.parseInt(trial.item().replaceAll("[a-z]", ""));
    }

    @Test
    void anyPrefixHoldsTheSameItemsInEveryArmButForTheBlockInProgress() {
        lab.settings = Samples.settings(3, 42);
        lab.stopping = rule(end -> Map.of());
        lab.run(plan(List.of(model("m")), List.of(BASELINE, EXPERT), 10, MATH, QUIZ));

        assertThat(lab.trials).hasSize(40);
        List<Trial> asked = lab.trials.stream()
                .filter(trial -> trial.combination().contains("/math/"))
                .toList();
        for (int prefix = 1; prefix <= asked.size(); prefix++) {
            Map<String, Set<Integer>> items = new HashMap<>();
            asked.subList(0, prefix)
                    .forEach(trial -> items.computeIfAbsent(trial.combination(), id -> new HashSet<>())
                            .add(number(trial)));
            int most = items.values().stream()
                    .flatMap(Set::stream)
                    .mapToInt(Integer::intValue)
                    .max()
                    .orElseThrow();
            int whole = most / BLOCK * BLOCK;
            assertThat(items.values())
                    .allSatisfy(its -> assertThat(
                                    its.stream().filter(item -> item < whole).count())
                            .isEqualTo(whole));
        }
    }

    @Test
    void stopsAtTheEndOfABlockWithoutAnythingHavingFailed() {
        lab.stopping = rule(after(8));
        RunPlan plan = plan(List.of(model("a"), model("b")), List.of(BASELINE, EXPERT), 10, MATH);
        ExecutionSummary summary = lab.run(plan);

        assertThat(summary.end()).isEqualTo(ExecutionSummary.End.DONE);
        assertThat(summary.loads()).isEqualTo(2);
        assertThat(lab.trials).hasSize(32).allMatch(trial -> number(trial) < 8);
        assertThat(lab.events(ExecutionEvent.CombinationFailed.class)).isEmpty();
        assertThat(lab.events(ExecutionEvent.CombinationFinished.class)).isEmpty();
        assertThat(lab.events(ExecutionEvent.CombinationStopped.class))
                .extracting(
                        stopped -> stopped.combination().id(),
                        ExecutionEvent.CombinationStopped::items,
                        ExecutionEvent.CombinationStopped::of,
                        ExecutionEvent.CombinationStopped::by,
                        ExecutionEvent.CombinationStopped::trials)
                .containsExactly(
                        tuple("a/baseline/math/t0", 8, 10, "budget", 2),
                        tuple("a/expert/math/t0", 8, 10, "budget", 2),
                        tuple("b/baseline/math/t0", 8, 10, "budget", 2),
                        tuple("b/expert/math/t0", 8, 10, "budget", 2));
    }

    @Test
    void lettingOneGoOnAsksTheOthersNoMore() {
        lab.stopping = rule(end -> end.going().get(0).items() >= 4 ? Map.of("m/expert/math/t0", "decided") : Map.of());
        lab.run(plan(List.of(model("m")), List.of(BASELINE, EXPERT), 10, MATH));

        assertThat(lab.trials.stream().filter(trial -> trial.combination().contains("expert")))
                .hasSize(4);
        assertThat(lab.trials.stream().filter(trial -> trial.combination().contains("baseline")))
                .hasSize(10);
    }

    @Test
    void tellsTheRuleWhatWasAskedAndWhatComesNext() {
        lab.stopping = rule(end -> Map.of());
        lab.run(plan(List.of(model("m")), List.of(BASELINE, EXPERT), 10, MATH).withControls());

        assertThat(ends.subList(1, ends.size()))
                .extracting(BlockEnd::asked, BlockEnd::next, BlockEnd::controls)
                .containsExactly(tuple(0, 8, 4), tuple(8, 8, 8), tuple(16, 4, 10));
        assertThat(ends.get(0)).as("before the model is loaded").isEqualTo(ends.get(1));
    }

    @Test
    void asksTheControlLast() {
        lab.settings = Samples.settings(4, 42);
        lab.run(plan(List.of(model("m")), List.of(BASELINE, EXPERT), 6, MATH, QUIZ)
                .withControls());

        assertThat(lab.trials).hasSize(36);
        assertThat(lab.trials.subList(0, 24)).allMatch(trial -> trial.control() == null);
        assertThat(lab.trials.subList(24, 36))
                .allMatch(trial -> "control".equals(trial.control()))
                .allMatch(trial -> trial.combination().startsWith("m/baseline/"));
        assertThat(lab.trials.stream().map(Trial::key).distinct()).hasSize(36);
        assertThat(lab.events(ExecutionEvent.RunStarted.class))
                .extracting(ExecutionEvent.RunStarted::combinations, ExecutionEvent.RunStarted::trials)
                .containsExactly(tuple(4, 36));
    }

    @Test
    void asksTheControlWhatItsBaselineWasAsked() {
        lab.stopping = rule(after(4));
        lab.run(plan(List.of(model("m")), List.of(BASELINE, EXPERT), 10, MATH).withControls());

        assertThat(lab.trials.stream().filter(trial -> trial.control() != null))
                .hasSize(4)
                .allMatch(trial -> number(trial) < 4);
        assertThat(lab.events(ExecutionEvent.CombinationStopped.class))
                .extracting(stopped -> stopped.combination().id())
                .containsExactly("m/baseline/math/t0", "m/expert/math/t0", "m/baseline/math/t0#control");
    }

    @Test
    void loadsNothingWhereTheRuleLetsNothingThrough() {
        RunPlan plan = plan(List.of(model("m")), List.of(BASELINE, EXPERT), 10, MATH);
        lab.stopping = rule(after(4));
        lab.run(plan);
        lab.earlier = new EarlierWork(
                lab.journal(List.of()).trials(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of("m/baseline/math/t0", 4, "m/expert/math/t0", 4));
        lab.server.log.clear();
        lab.events.clear();

        assertThat(lab.run(plan).loads()).isZero();
        assertThat(lab.server.log).isEmpty();
        assertThat(lab.events(ExecutionEvent.CombinationStopped.class))
                .extracting(ExecutionEvent.CombinationStopped::items)
                .containsExactly(4, 4);

        lab.stopping = rule(after(8));
        assertThat(lab.run(plan).loads()).isEqualTo(1);
        assertThat(lab.trials).hasSize(16);
    }

    @Test
    void losesNothingThatAnEarlierInvocationReached() {
        RunPlan plan = plan(List.of(model("m")), List.of(BASELINE), 10, MATH);
        lab.earlier = new EarlierWork(
                KnownTrials.none(), List.of(), Map.of(), Map.of(), Map.of(), Map.of("m/baseline/math/t0", 8));
        lab.stopping = rule(after(8));
        lab.run(plan);

        assertThat(lab.events(ExecutionEvent.CombinationStopped.class))
                .extracting(ExecutionEvent.CombinationStopped::items)
                .containsExactly(8);
    }
}
