package dev.matrix.scoring;

import static dev.matrix.scoring.Trials.alternative;
import static dev.matrix.scoring.Trials.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.matrix.domain.Item;
import dev.matrix.domain.TokenLogprob;
import dev.matrix.domain.TokenLogprob.Alternative;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LetterProbabilitiesTest {

    private static final double ZERO = -3.4028234663852886e38;

    @Test
    void readsTokenizersWithoutALeadingSpace() {
        LetterProbabilities letters = of(4, token("B=0.6", "A=0.2", "C=0.1", "D=0.05", "The=0.02"));

        assertThat(letters.best()).isEqualTo(1);
        assertThat(letters.mass()).isCloseTo(0.95, within(1e-12));
        assertThat(letters.isAmbiguous()).isFalse();
    }

    @Test
    void readsTokenizersWithALeadingSpace() {
        LetterProbabilities letters = of(4, token(" C=0.5", " A=0.3", "\u2581D=0.1", " B=0.05", " The=0.01"));

        assertThat(letters.best()).isEqualTo(2);
        assertThat(letters.mass()).isCloseTo(0.95, within(1e-12));
    }

    @Test
    void addsUpTheSpellingsOfALetter() {
        LetterProbabilities letters = of(2, token(" A=0.3", "B=0.2", " B=0.1", "(B=0.05", "*B=0.04", " \"B=0.03"));

        assertThat(letters.best()).isEqualTo(1);
        assertThat(letters.share(Set.of(1))).isCloseTo(0.42 / 0.72, within(1e-12));
    }

    @Test
    void takesNothingElseForALetter() {
        LetterProbabilities letters =
                of(4, token("a=0.3", " b=0.2", "A.=0.1", "**A=0.1", "  A=0.1", "E=0.05", "AB=0.05"));

        assertThat(letters.best()).isEqualTo(-1);
        assertThat(letters.mass()).isZero();
        assertThat(letters.share(Set.of(0))).isZero();
        assertThat(letters.isAmbiguous()).isFalse();
    }

    @Test
    void looksPastABlankFirstToken() {
        assertThat(of(4, token(" =0.9", "A=0.1"), token("B=0.8", "A=0.1")).best())
                .isEqualTo(1);
        assertThat(of(4, token("\u2581=0.9", "A=0.1"), token("B=0.8")).best()).isEqualTo(1);
        assertThat(of(4, token("\n=0.9", "C=0.1")).best()).isEqualTo(2);
    }

    @Test
    void readsTenOptions() {
        LetterProbabilities letters = of(10, token("J=0.4", "A=0.3", "I=0.2", "K=0.1"));

        assertThat(letters.best()).isEqualTo(9);
        assertThat(letters.mass()).isCloseTo(0.9, within(1e-12));
    }

    @Test
    void callsAnAnswerAmbiguousWhenAnUnseenLetterCouldWin() {
        List<String> top = new ArrayList<>();
        for (int i = 0; i < 19; i++) {
            top.add("word" + i + "=0.04");
        }
        top.add("B=0.03");

        assertThat(of(4, token(top.toArray(String[]::new))).isAmbiguous()).isTrue();
        assertThat(of(4, token(top.toArray(String[]::new))).best()).isEqualTo(1);

        top.set(0, "A=0.03");
        top.set(1, "C=0.03");
        top.set(2, "D=0.03");
        assertThat(of(4, token(top.toArray(String[]::new))).isAmbiguous())
                .as("every letter was seen")
                .isFalse();
    }

    @Test
    void boundsAnUnseenLetterByWhatIsLeftOver() {
        assertThat(of(4, token("B=0.7", "The=0.15", "It=0.15")).isAmbiguous()).isFalse();
        assertThat(of(4, token("The=0.5", "B=0.5")).isAmbiguous()).isFalse();
        assertThat(of(4, token("The=0.2", "B=0.1")).isAmbiguous()).isTrue();
    }

    @Test
    void readsTheLowestFloatAsZero() {
        TokenLogprob generated = new TokenLogprob(
                "A", Math.log(0.9), List.of(new Alternative("A", Math.log(0.9)), new Alternative("B", ZERO)));
        LetterProbabilities letters = of(2, generated);

        assertThat(letters.best()).isZero();
        assertThat(letters.mass()).isCloseTo(0.9, within(1e-12));
        assertThat(letters.isAmbiguous()).isFalse();
    }

    @Test
    void survivesNumbersThatAreNoLogarithms() {
        TokenLogprob generated = new TokenLogprob(
                "A",
                Double.NaN,
                List.of(
                        new Alternative("A", Double.NaN),
                        new Alternative("B", 0.7),
                        new Alternative("C", Double.NEGATIVE_INFINITY)));
        LetterProbabilities letters = of(3, generated);

        assertThat(letters.best()).isEqualTo(1);
        assertThat(letters.mass()).isEqualTo(1);
    }

    @Test
    void countsAGeneratedTokenOutsideTheVisibleList() {
        TokenLogprob generated = new TokenLogprob("D", Math.log(0.01), List.of(alternative("The=0.9")));

        assertThat(of(4, generated).best()).isEqualTo(3);
        assertThat(of(4, new TokenLogprob("D", Math.log(0.01), List.of())).best())
                .isEqualTo(3);
        assertThat(of(4, new TokenLogprob("D", Math.log(0.01), List.of())).isAmbiguous())
                .isTrue();
    }

    @Test
    void isAbsentWithoutLogProbabilities() {
        assertThat(LetterProbabilities.of(List.of(), 4)).isNull();
    }

    /** Against a plain reading of the rule on random lists. */
    @Test
    void agreesWithANaiveSumOnRandomLists() {
        Random random = new Random(42);
        String[] spellings = {"", " ", "\u2581", "(", " (", "*", "\""};
        for (int round = 0; round < 500; round++) {
            int options = 2 + random.nextInt(9);
            double[] expected = new double[options];
            List<Alternative> top = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                double probability = random.nextDouble() / 40;
                int letter = random.nextInt(14);
                String token =
                        spellings[random.nextInt(spellings.length)] + Item.letter(letter) + (letter > 11 ? "x" : "");
                top.add(new Alternative(token, Math.log(probability)));
                if (letter < options) {
                    expected[letter] += Math.exp(Math.log(probability));
                }
            }
            LetterProbabilities letters =
                    of(options, new TokenLogprob(top.get(0).token(), top.get(0).logprob(), top));

            double sum = 0;
            for (int i = 0; i < options; i++) {
                sum += expected[i];
            }
            assertThat(letters.mass()).isCloseTo(sum, within(1e-12));
            for (int i = 0; i < options && sum > 0; i++) {
                assertThat(letters.share(Set.of(i))).isCloseTo(expected[i] / sum, within(1e-12));
                assertThat(expected[letters.best()]).isGreaterThanOrEqualTo(expected[i]);
            }
        }
    }

    private static LetterProbabilities of(int options, TokenLogprob... generated) {
        return Objects.requireNonNull(LetterProbabilities.of(List.of(generated), options));
    }
}
