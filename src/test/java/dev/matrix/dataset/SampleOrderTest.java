package dev.matrix.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.matrix.domain.Item;
import dev.matrix.domain.Sample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleOrderTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void givesEachStratumItsShareToLessThanOneItemAtEveryPlace(int seed) {
        Random random = new Random(seed);
        int[] sizes = IntStream.generate(() -> 1 + random.nextInt(random.nextBoolean() ? 5 : 60))
                .limit(1 + random.nextInt(60))
                .toArray();
        double[] phases = IntStream.range(0, sizes.length)
                .mapToDouble(i -> random.nextDouble())
                .toArray();
        int total = IntStream.of(sizes).sum();

        int[] sequence = new Interleaving(sizes, phases).sequence();

        int[] counts = new int[sizes.length];
        for (int place = 1; place <= total; place++) {
            counts[sequence[place - 1]]++;
            for (int stratum = 0; stratum < sizes.length; stratum++) {
                double share = (double) place * sizes[stratum] / total;
                assertThat(Math.abs(counts[stratum] - share))
                        .as("stratum %d of %s after %d", stratum, List.of(sizes.length), place)
                        .isLessThan(1);
            }
        }
        assertThat(counts).isEqualTo(sizes);
    }

    /** MMLU's shape: the default sample of 100 must not leave out the small subjects for good. */
    @Test
    void givesSmallStrataTheirChanceInSmallSamples() {
        int[] sizes = IntStream.range(0, 40).map(i -> i < 4 ? 400 : 30).toArray();
        int runs = 400;
        int small = 0;
        for (int seed = 0; seed < runs; seed++) {
            Random random = new Random(seed);
            double[] phases = IntStream.range(0, sizes.length)
                    .mapToDouble(i -> random.nextDouble())
                    .toArray();
            int[] sequence = new Interleaving(sizes, phases).sequence();
            small += (int) IntStream.of(sequence)
                    .limit(20)
                    .filter(stratum -> stratum == 17)
                    .count();
        }
        // Expected: 20 x 30 / 2680 = .224 a run, 89.6 in all, standard error 8.3.
        assertThat(small).isBetween(60, 120);
    }

    @Test
    void nestsSmallSamplesInLargerOnes() {
        List<Item> items = strata(Map.of("a", 50, "b", 20, "c", 7));
        List<Item> all = SampleOrder.of(items, plan(42));

        assertThat(all).containsExactlyInAnyOrderElementsOf(items);
        assertThat(SampleOrder.of(items, new SamplePlan(5, Sample.STRATIFIED, 42)))
                .isEqualTo(all);
    }

    @Test
    void dependsOnTheSeedAndNotOnTheOrderOfTheFile() {
        List<Item> items = strata(Map.of("a", 50, "b", 20));
        List<Item> reversed = new ArrayList<>(items);
        Collections.reverse(reversed);

        assertThat(SampleOrder.of(reversed, plan(42))).isEqualTo(SampleOrder.of(items, plan(42)));
        assertThat(SampleOrder.of(items, plan(43))).isNotEqualTo(SampleOrder.of(items, plan(42)));
    }

    @Test
    void isSeededWithoutStrataToo() {
        List<Item> items = strata(Map.of("", 100));

        List<Item> order = SampleOrder.of(items, plan(1));

        assertThat(order).isNotEqualTo(items).containsExactlyInAnyOrderElementsOf(items);
    }

    /** Part of what makes a resume find its trials again: a change makes every sample another one. */
    @Test
    void neverChanges() {
        List<Item> items = strata(Map.of("a", 3, "b", 2));

        assertThat(SampleOrder.of(items, plan(42))).extracting(Item::id).containsExactly("b0", "a2", "a1", "b1", "a0");
    }

    @Test
    void keepsTheFilesOrderForFirst() {
        List<Item> items = strata(Map.of("a", 5, "b", 5));

        assertThat(SampleOrder.of(items, new SamplePlan(3, Sample.FIRST, 42))).isEqualTo(items);
    }

    @Test
    void refusesAnEmptySample() {
        assertThatThrownBy(() -> new SamplePlan(0, Sample.FIRST, 1)).hasMessageContaining("at least 1");
    }

    @Test
    void standsManyStrataOfOneItem() {
        Map<String, Integer> sizes = new HashMap<>();
        IntStream.range(0, 2000).forEach(i -> sizes.put("s" + i, 1));

        assertThat(SampleOrder.of(strata(sizes), plan(42))).hasSize(2000);
    }

    private static SamplePlan plan(long seed) {
        return new SamplePlan(SamplePlan.ALL, Sample.STRATIFIED, seed);
    }

    private static List<Item> strata(Map<String, Integer> sizes) {
        return sizes.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(stratum -> IntStream.range(0, stratum.getValue())
                        .mapToObj(i -> Given.item(stratum.getKey() + i, stratum.getKey(), 4, 0)))
                .toList();
    }
}
