package dev.matrix.analysis.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Two items, of which the first chooses and the second measures. */
class CrossingTest {

    private static final Offset<Double> EXACTLY = within(1e-12);
    private static final int A = 0;
    private static final int B = 1;
    private static final int C = 2;
    private static final int[] SUITE = {A, C};

    private static EffectCell cell(String model, String personality, double chooses, double measures) {
        return new EffectCell(model, personality, "x", new double[] {chooses, measures});
    }

    private static final EffectTable TABLE = new EffectTable(
            List.of(new StudiedModel("m", 1e9, null, "F", null), new StudiedModel("n", 2e9, null, "F", null)),
            List.of("a", "b", "c"),
            List.of("a", "c"),
            List.of("x"),
            List.of(
                    cell("m", "a", .1, .5),
                    cell("m", "b", 1, 1),
                    cell("m", "c", .3, -.2),
                    cell("n", "a", .4, .2),
                    cell("n", "c", .1, .6)),
            Map.of());

    private static final Halves CUT =
            new Halves(new ItemWeights(new double[][] {{1, 0}}), new ItemWeights(new double[][] {{0, 1}}));

    @Test
    void measuresOnOtherItemsWhatItemsChose() {
        Crossing crossing = Crossing.of(TABLE, CUT);
        int[] m = {0};
        assertThat(crossing.choosing(m, A)).isEqualTo(.1, EXACTLY);
        assertThat(crossing.measuring(0, A)).isEqualTo(.5, EXACTLY);
        assertThat(crossing.chosen(m, SUITE)).isEqualTo(C);
        assertThat(crossing.transferred(m, 0, SUITE)).isEqualTo(-.2, EXACTLY);
        assertThat(crossing.transferred(m, 1, SUITE)).isEqualTo(.6, EXACTLY);
    }

    @Test
    void letsModelsChooseTogetherByTheirMean() {
        Crossing crossing = Crossing.of(TABLE, CUT);
        int[] both = {0, 1};
        assertThat(crossing.choosing(both, A)).isEqualTo(.25, EXACTLY);
        assertThat(crossing.choosing(both, C)).isEqualTo(.2, EXACTLY);
        assertThat(crossing.chosen(both, SUITE)).isEqualTo(A);
        assertThat(crossing.transferred(both, 0, SUITE)).isEqualTo(.5, EXACTLY);
    }

    @Test
    void choosesTheOtherWayRoundWhenSwapped() {
        Crossing crossing = Crossing.of(TABLE, CUT.swapped());
        assertThat(crossing.chosen(new int[] {0}, SUITE)).isEqualTo(A);
        assertThat(crossing.transferred(new int[] {0}, 0, SUITE)).isEqualTo(.1, EXACTLY);
    }

    @Test
    void choosesNothingWhereNothingWasCompared() {
        Crossing crossing = Crossing.of(TABLE, CUT);
        assertThat(crossing.chosen(new int[] {1}, new int[] {B})).isEqualTo(-1);
        assertThat(crossing.transferred(new int[] {1}, 0, new int[] {B})).isNaN();
    }
}
