package dev.matrix.analysis.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** All items of a cell are alike here, so that every half says the same, and the figures can be worked out by hand. */
class PredictionTest {

    private static final Offset<Double> EXACTLY = within(1e-9);

    /** Sampled orders: three standard errors of a share of 1,999. */
    private static Offset<Double> sampled(double p) {
        return within(3 * Math.sqrt(p * (1 - p) / 1999));
    }

    private static EffectTable table(List<String> suite, double[]... effects) {
        List<StudiedModel> models = new ArrayList<>();
        List<EffectCell> cells = new ArrayList<>();
        for (int model = 0; model < effects.length; model++) {
            String name = "m" + (model + 1);
            models.add(new StudiedModel(name, 1e9, null, "F", null));
            for (int place = 0; place < suite.size(); place++) {
                double[] differences = new double[4];
                Arrays.fill(differences, effects[model][place]);
                cells.add(new EffectCell(name, suite.get(place), "x", differences));
            }
        }
        return new EffectTable(models, suite, suite, List.of("x"), cells, Map.of());
    }

    private static double[] effects(double... of) {
        return of;
    }

    /** For m1 the others say a: (.3 + .1 + .2) / 3 against (0 + .2 + 0) / 3; and so on. */
    @Test
    void leavesEachModelOutInTurn() {
        EffectTable table =
                table(List.of("a", "b"), effects(.2, .1), effects(.3, 0), effects(.1, .2), effects(.2, 0));

        Prediction prediction = Prediction.of(Evidence.of(table, 42));

        assertThat(prediction.models())
                .extracting(Prediction.LeftOut::predicted)
                .containsExactly("a", "a", "a", "a");
        assertThat(prediction.models())
                .extracting(Prediction.LeftOut::best)
                .containsExactly("a", "a", "b", "a");
        assertThat(prediction.hits()).isEqualTo(3);
        assertThat(prediction.models().get(2).effect()).isEqualTo(.1, EXACTLY);
        assertThat(prediction.models().get(2).naive()).isEqualTo(.15, EXACTLY);
        assertThat(prediction.gain().value()).isEqualTo(.2, EXACTLY);
        assertThat(prediction.advantage().value()).isEqualTo(.0625, EXACTLY);
        assertThat(prediction.error()).isEqualTo(1 / 12.0, EXACTLY);
        assertThat(prediction.naiveError()).isEqualTo(.0875, EXACTLY);
        // Of the 16 orders of two personalities in four models, 6 have as large an advantage.
        assertThat(prediction.advantageP()).isEqualTo(.375, sampled(.375));
    }

    @Test
    void needsFourModels() {
        Prediction prediction = Prediction.of(
                Evidence.of(table(List.of("a", "b"), effects(.2, .1), effects(.3, 0), effects(.1, .2)), 42));
        assertThat(prediction.reason()).isEqualTo("cannot tell, 3 models");
        assertThat(prediction.advantageP()).isNull();
    }

    /** The largest advantage is there only when all four models have the same best one of three: 3 of 81 ways. */
    @Test
    void permutationCountsTheOrdersThatAgreeAsMuch() {
        double[] same = effects(.2, .1, 0);
        EffectTable table = table(List.of("a", "b", "c"), same, same, same, same);
        List<Crossing> crossings = Evidence.of(table, 1).observed().crossings();
        WithinPermutation test = new WithinPermutation(crossings, 4, new int[] {0, 1, 2});
        assertThat(test.p(7)).isEqualTo(1 / 27.0, sampled(1 / 27.0));
        assertThat(test.p(7)).isEqualTo(test.p(7));
    }

    /** Where all personalities do the same, every order is as good. */
    @Test
    void permutationSaysNothingWhereNothingDiffers() {
        double[] none = effects(.1, .1, .1);
        EffectTable table = table(List.of("a", "b", "c"), none, none, none, none);
        List<Crossing> crossings = Evidence.of(table, 1).observed().crossings();
        assertThat(new WithinPermutation(crossings, 4, new int[] {0, 1, 2}).p(7)).isEqualTo(1);
    }
}
