package dev.matrix.analysis.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.matrix.analysis.Interval;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemBootstrapTest {

    private static final Offset<Double> EXACTLY = within(1e-9);

    private static Evidence evidence(Synthetic study) {
        return Evidence.of(Selection.of(study.input()).table(), 42);
    }

    /**
     * With 95 of 100 intervals expected to hold the truth, fewer than the bound would be seen once in 1,000 times. So few studies cannot tell 95 from 90 of 100;
     * the width can: 10 % off the normal interval's, 2 x 1.96 sqrt((psi - delta^2) / n) with psi = .2, delta = .06, would be 92 or 97.
     */
    @ParameterizedTest
    @CsvSource({"15, 240", "80, 80"})
    void coversTheTruthAsOftenAsItSays(int items, int studies) {
        double truth = .06;
        int covered = 0;
        double width = 0;
        for (int seed = 0; seed < studies; seed++) {
            Synthetic study = new Synthetic(1000 + seed, "x", "y").model("m", 1e9, "F", items, truth, 0, 0, 0);
            Interval interval = evidence(study)
                    .bootstrap()
                    .estimate(effects -> effects.of(0, 0))
                    .interval();
            covered += interval.low() <= truth && interval.high() >= truth ? 1 : 0;
            width += (interval.high() - interval.low()) / studies;
        }
        double normal = 2 * 1.96 * Math.sqrt((.2 - truth * truth) / (2 * items));
        assertThat(covered)
                .isGreaterThanOrEqualTo(new BinomialDistribution(studies, .95).inverseCumulativeProbability(.001));
        assertThat(width / normal).isBetween(.9, 1.1);
    }

    @Test
    void givesTheSameForTheSameSeed() {
        Synthetic study = new Synthetic(1, "x").model("m", 1e9, "F", 40, .1, 0, 0, 0);

        assertThat(StudyReport.of(study.input())).isEqualTo(StudyReport.of(study.input()));
    }

    @Test
    void weighsBenchmarksAlikeWhateverTheirSize() {
        EffectCell small = new EffectCell("m", "a", "x", new double[] {1, 1});
        EffectCell large = new EffectCell("m", "a", "y", new double[] {0, 0, 0, 0, 0, 0, Double.NaN, 0});
        EffectTable table = new EffectTable(
                List.of(new StudiedModel("m", 1e9, null, "F", null)),
                List.of("a"),
                List.of("a"),
                List.of("x", "y"),
                List.of(small, large),
                Map.of());

        assertThat(table.effect(0, 0, table.once())).isEqualTo(.5, EXACTLY);
        assertThat(table.compared(0, 0)).isEqualTo(9);
    }

    /** scipy.stats.linregress over log2 of the sizes; t with 4 degrees of freedom. */
    @Test
    void slopeEqualsSciPy() {
        double[] sizes = {0.5e9, 1.2e9, 2.6e9, 3.8e9, 8.0e9, 1.1e9};
        double[] gains = {.09, .06, .04, .05, .01, .05};
        List<StudiedModel> models = new java.util.ArrayList<>();
        List<EffectCell> cells = new java.util.ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            models.add(new StudiedModel("m" + i, null, Math.round(sizes[i]), "F", null));
            cells.add(new EffectCell("m" + i, "a", "x", new double[] {gains[i], gains[i]}));
        }
        Evidence evidence =
                Evidence.of(new EffectTable(models, List.of("a"), List.of("a"), List.of("x"), cells, Map.of()), 42);

        SizeSlope slope = SizeSlope.of(evidence.table(), evidence.bootstrap(), evidence.sized(), Effects::mean);

        assertThat(slope.perDoubling()).isEqualTo(-0.016660211807696022, EXACTLY);
        assertThat(slope.overModels().high()).isEqualTo(-0.016660211807696022 + 0.010143857926412947, EXACTLY);
        assertThat(slope.widest().low()).isLessThanOrEqualTo(slope.overItems().low());
    }
}
