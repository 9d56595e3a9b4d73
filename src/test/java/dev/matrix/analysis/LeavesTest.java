package dev.matrix.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Figures of lm-eval 0.4.12: {@code pooled_sample_stderr} and {@code aggregate_subtask_metrics}. */
class LeavesTest {

    private static final double[] FIVE = {1, 0, 1, 1, 0};
    private static final double[] THREE = {0, 0, 1};
    private static final double[] SEVEN = {1, 1, 1, 0, 1, 0, 0};

    private static MeanEstimate estimate(double[]... leaves) {
        int[] byItem = IntStream.range(0, leaves.length)
                .flatMap(leaf -> IntStream.generate(() -> leaf).limit(leaves[leaf].length))
                .toArray();
        double[] values = java.util.Arrays.stream(leaves)
                .flatMapToDouble(java.util.Arrays::stream)
                .toArray();
        return new Leaves(byItem).estimate(IntStream.range(0, values.length).toArray(), values);
    }

    @Test
    void weighsLeavesBySize() {
        assertThat(estimate(FIVE, THREE, SEVEN).mean()).isEqualTo(0.5333333333333333);
    }

    @Test
    void poolsTheErrorWithinTheLeaves() {
        assertThat(estimate(FIVE, THREE, SEVEN).standardError()).isCloseTo(0.1410467294699877, within(1e-15));
        assertThat(Leaves.none().estimate(new int[] {}, new double[] {}).standardError())
                .isNull();
        double[] all = {1, 0, 1, 1, 0, 0, 0, 1, 1, 1, 1, 0, 1, 0, 0};
        assertThat(Leaves.none().estimate(IntStream.range(0, 15).toArray(), all).standardError())
                .isCloseTo(0.1333333333333333, within(1e-15));
    }

    @Test
    void hasNoErrorWhereALeafHasASingleItem() {
        MeanEstimate estimate = estimate(FIVE, new double[] {1});

        assertThat(estimate.standardError()).isNull();
        assertThat(estimate.mean()).isCloseTo(4 / 6.0, within(1e-15));
        assertThat(estimate.interval()).isNotNull();
    }

    @Test
    void leavesOutLeavesWithoutAnyScoredItem() {
        Leaves leaves = new Leaves(new int[] {0, 0, 1, 1, 2, 2});
        MeanEstimate some = leaves.estimate(new int[] {0, 1, 4, 5}, new double[] {1, 0, 1, 1});

        assertThat(some.mean()).isEqualTo(.75);
        // Squares within the leaves .5 over 4 - 2, over 4.
        assertThat(some.standardError()).isCloseTo(.25, within(1e-15));
    }
}
