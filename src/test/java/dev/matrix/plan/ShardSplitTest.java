package dev.matrix.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Model;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardSplitTest {

    private final ShardSplit split = new ShardSplit(ShardSplitTest::seconds);

    private static double seconds(RunPlan plan) {
        return plan.models().stream()
                .mapToDouble(model -> model.trials() * model.model().sizeOrGuess() / 1e9)
                .sum();
    }

    private static RunPlan plan(List<Model> models, int benchmarks) {
        return new MatrixPlanner()
                .expand(
                        models,
                        PlanSamples.personalities(3),
                        PlanSamples.benchmarks(benchmarks, 4),
                        List.of(PlanSamples.cold()),
                        2)
                .withControls();
    }

    private static List<Model> models(int count, Random random) {
        List<Model> models = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            models.add(PlanSamples.model("m" + i + ":1b", 500_000_000L * (1 + random.nextInt(20))));
        }
        return models;
    }

    private static List<String> ids(RunPlan plan) {
        return plan.combinations().map(PlannedCombination::id).toList();
    }

    @Test
    void givesEveryCombinationToOneShardAndNeverPartsABaselineFromItsPersonalities() {
        Random random = new Random(42);
        for (int round = 0; round < 200; round++) {
            int models = 1 + random.nextInt(6);
            int benchmarks = 1 + random.nextInt(4);
            RunPlan whole = plan(models(models, random), benchmarks);
            int count = 1 + random.nextInt(models * benchmarks);

            List<ShardSplit.Share> shares = split.shares(whole, count);

            List<String> together = new ArrayList<>();
            Map<String, Integer> owners = new HashMap<>();
            for (ShardSplit.Share share : shares) {
                RunPlan part = share.part().of(whole);
                assertThat(ids(part)).isNotEmpty().isSubsetOf(ids(whole));
                assertThat(share.seconds()).isCloseTo(seconds(part), within(1e-9));
                together.addAll(ids(part));
                part.combinations().forEach(planned -> {
                    String pair = planned.combination().model().name() + " "
                            + planned.combination().benchmark().name();
                    Integer owner = owners.put(pair, share.part().shard().index());
                    assertThat(owner).isIn(null, share.part().shard().index());
                });
                if (count <= models) {
                    assertThat(share.part().by()).isEqualTo(ShardPart.By.MODEL);
                    share.part()
                            .benchmarks()
                            .values()
                            .forEach(names -> assertThat(names).hasSize(benchmarks));
                }
            }
            assertThat(together).containsExactlyInAnyOrderElementsOf(ids(whole));
        }
    }

    /** A list schedule is at most the mean and the largest unit less its own share of it (Graham 1966). */
    @Test
    void isBalancedByTheEstimate() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            int models = 2 + random.nextInt(8);
            RunPlan whole = plan(models(models, random), 3);
            int count = 2 + random.nextInt(models - 1);

            double longest = split.shares(whole, count).stream()
                    .mapToDouble(ShardSplit.Share::seconds)
                    .max()
                    .orElseThrow();

            double largest = whole.models().stream()
                    .mapToDouble(model -> seconds(new RunPlan(List.of(model))))
                    .max()
                    .orElseThrow();
            assertThat(longest).isLessThanOrEqualTo(seconds(whole) / count + largest * (1 - 1.0 / count) + 1e-9);
        }
    }

    @Test
    void isTheSameWhateverTheOrderOfTheModels() {
        Random random = new Random(3);
        for (int round = 0; round < 50; round++) {
            List<Model> models = models(5, random);
            List<Model> other = new ArrayList<>(models);
            Collections.shuffle(other, random);
            RunPlan one = plan(models, 3);
            RunPlan two = plan(other, 3);
            for (int count : new int[] {2, 5, 9}) {
                List<ShardSplit.Share> first = split.shares(one, count);
                List<ShardSplit.Share> second = split.shares(two, count);
                for (int i = 0; i < count; i++) {
                    assertThat(new TreeSet<>(ids(first.get(i).part().of(one))))
                            .isEqualTo(new TreeSet<>(ids(second.get(i).part().of(two))));
                }
            }
        }
    }

    @Test
    void breaksTiesByName() {
        List<Model> equals = List.of(
                PlanSamples.model("c:1b", 1_000_000_000L),
                PlanSamples.model("a:1b", 1_000_000_000L),
                PlanSamples.model("b:1b", 1_000_000_000L));

        List<ShardSplit.Share> shares = split.shares(plan(equals, 1), 2);

        assertThat(shares.get(0).part().benchmarks()).containsOnlyKeys("a:1b", "c:1b");
        assertThat(shares.get(1).part().benchmarks()).containsOnlyKeys("b:1b");
    }

    /** Work that is guessed to take no time is shared out all the same. */
    @Test
    void leavesNoShardEmpty() {
        RunPlan whole = plan(models(3, new Random(1)), 3);

        assertThat(new ShardSplit(part -> 0).shares(whole, 9))
                .allSatisfy(share -> assertThat(ids(share.part().of(whole))).isNotEmpty());
    }

    @ParameterizedTest
    @CsvSource({"2, 3, 7, 6", "1, 1, 2, 1"})
    void refusesMoreShardsThanPairs(int models, int benchmarks, int count, int most) {
        RunPlan whole = plan(models(models, new Random(1)), benchmarks);

        assertThatThrownBy(() -> split.shares(whole, count))
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining("Use at most " + most + ".");
    }
}
