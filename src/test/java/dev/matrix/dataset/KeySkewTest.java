package dev.matrix.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Item;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.OptionOrder;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeySkewTest {

    private static final Benchmark CHOICE = Given.benchmark(AnswerKind.CHOICE, OptionOrder.SOURCE);

    @Test
    void refusesOneLetterForAll() {
        assertThatThrownBy(() -> KeySkew.check(CHOICE, keys(20, 0, 0, 0)))
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining(
                        "mine: the answer A holds 100.0 % of the keys of 20 items where 25.0 % are expected")
                .hasMessageContaining("options: shuffled");
    }

    @Test
    void refusesNinetyFivePerCent() {
        assertThatThrownBy(() -> KeySkew.check(CHOICE, keys(19, 1, 0, 0))).isInstanceOf(MatrixException.class);
    }

    @Test
    void toleratesWhatChanceExplains() {
        assertThat(KeySkew.check(CHOICE, keys(3, 0, 0, 0))).isEmpty();
        assertThat(KeySkew.check(CHOICE, keys(25, 25, 25, 25))).isEmpty();
        // D of MMLU: .269 of 14,042 is 5.2 standard errors, see the warning; of 1,000 it is 1.4.
        assertThat(KeySkew.check(CHOICE, keys(240, 245, 246, 269))).isEmpty();
    }

    @Test
    void warnsOfASmallerExcess() {
        assertThat(KeySkew.check(CHOICE, keys(3222, 3462, 3582, 3776)))
                .hasValueSatisfying(warning ->
                        assertThat(warning).contains("D holds 26.9 %").contains("25.0 %"));
    }

    @Test
    void doesNotAskToShuffleWhatIsShuffled() {
        Benchmark shuffled = Given.benchmark(AnswerKind.CHOICE, OptionOrder.SHUFFLED);

        assertThat(KeySkew.check(shuffled, keys(20, 0, 0, 0))).isPresent();
    }

    @Test
    void expectsOfEachItemWhatItsOptionsAllow() {
        // With two options A is right half the time by chance: as many as here, and no skew.
        List<Item> two = IntStream.range(0, 100)
                .mapToObj(i -> Given.item("i" + i, "", 2, i < 60 ? 0 : 1))
                .toList();
        assertThat(KeySkew.check(CHOICE, two)).isEmpty();

        // The same keys over ten options are far beyond chance.
        List<Item> ten = IntStream.range(0, 100)
                .mapToObj(i -> Given.item("i" + i, "", 10, i < 60 ? 0 : 1))
                .toList();
        assertThatThrownBy(() -> KeySkew.check(CHOICE, ten)).hasMessageContaining("A holds 60.0 %");
    }

    @Test
    void sharesAnItemAmongItsRightLetters() {
        Benchmark several = Given.benchmark(AnswerKind.MULTI_CHOICE, OptionOrder.SOURCE);
        List<Item> first = IntStream.range(0, 100)
                .mapToObj(i -> Given.item("i" + i, "", 6, 0, 1))
                .toList();
        List<Item> spread = IntStream.range(0, 120)
                .mapToObj(i -> Given.item("i" + i, "", 6, i % 6, (i + 1) % 6))
                .toList();

        assertThatThrownBy(() -> KeySkew.check(several, first)).hasMessageContaining("A holds 50.0 %");
        assertThat(KeySkew.check(several, spread)).isEmpty();
        assertThat(KeySkew.check(several, List.of(Given.item("all", "", 2, 0, 1))))
                .isEmpty();
    }

    @Test
    void looksAtLettersOnly() {
        assertThat(KeySkew.check(Given.benchmark(AnswerKind.NUMBER, OptionOrder.SOURCE), keys(20, 0, 0, 0)))
                .isEmpty();
    }

    /** Items of four options; so many with the answer A, B, C, D. */
    private static List<Item> keys(int... counts) {
        return IntStream.range(0, counts.length)
                .boxed()
                .flatMap(letter -> Stream.iterate(0, i -> i + 1)
                        .limit(counts[letter])
                        .map(i -> Given.item(letter + "-" + i, "", 4, letter)))
                .toList();
    }
}
