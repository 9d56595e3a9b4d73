package dev.matrix.analysis.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ItemBootstrapTest {

    private static final Offset<Double> EXACTLY = within(1e-9);

    private static Evidence evidence(Synthetic study) {
        return Evidence.of(Selection.of(study.input()).table(), 42);
    }

    /** With 95 of 100 intervals expected to hold the truth, under 67 of 80 would be seen once in 5,000 times. */
    @Test
    void coversTheTruthAsOftenAsItSays() {
        for (int items : new int[] {15, 80}) {
            int covered = 0;
            for (int seed = 0; seed < 80; seed++) {
                Synthetic study = new Synthetic(1000 + seed, "x", "y").model("m", 1e9, "F", items, .06, 0, 0, 0);
                Estimate effect = evidence(study).bootstrap().estimate(effects -> effects.of(0, 0));
                covered += effect.interval().low() <= .06 && effect.interval().high() >= .06 ? 1 : 0;
            }
            assertThat(covered).as(items + " items").isGreaterThanOrEqualTo(67);
        }
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
        Evidence evidence = Evidence.of(new EffectTable(models, List.of("a"), List.of("a"), List.of("x"), cells, Map.of()), 42);

        SizeSlope slope = SizeSlope.of(evidence.table(), evidence.bootstrap(), evidence.sized(), Effects::mean);

        assertThat(slope.perDoubling()).isEqualTo(-0.016660211807696022, EXACTLY);
        assertThat(slope.overModels().high()).isEqualTo(-0.016660211807696022 + 0.010143857926412947, EXACTLY);
        assertThat(slope.widest().low()).isLessThanOrEqualTo(slope.overItems().low());
    }
}
