package dev.matrix.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers of CPython 3.11. */
class PythonRandomTest {

    @Test
    void startsAsPythonDoes() {
        PythonRandom random = new PythonRandom(1234);

        assertThat(IntStream.range(0, 4).mapToObj(i -> Integer.toUnsignedLong(random.nextWord())))
                .containsExactly(4150886329L, 3342196574L, 1892932127L, 501869158L);
    }

    @Test
    void goesOnBeyondItsState() {
        PythonRandom random = new PythonRandom(1234);
        IntStream.range(0, 1999).forEach(i -> random.nextWord());

        assertThat(Integer.toUnsignedLong(random.nextWord())).isEqualTo(881902874L);
    }

    @ParameterizedTest
    @CsvSource({"0, 3626764237", "4294967295, 2728839433"})
    void takesSeedsOfOneWord(long seed, long first) {
        assertThat(Integer.toUnsignedLong(new PythonRandom(seed).nextWord())).isEqualTo(first);
    }

    @Test
    void drawsTheExamplesOfGsm8k() {
        PythonRandom random = new PythonRandom(1234);

        assertThat(random.sample(7473, 5)).containsExactly(6374, 3610, 957, 61, 742);
        assertThat(random.sample(7473, 5)).containsExactly(7462, 6610, 4769, 286, 5501);
        assertThat(random.sample(7473, 5)).containsExactly(5677, 687, 806, 6279, 2905);
    }

    @Test
    void drawsTheExamplesOfArcEasy() {
        PythonRandom random = new PythonRandom(1234);

        assertThat(random.sample(2251, 5)).containsExactly(1805, 478, 30, 371, 143);
        assertThat(random.sample(2251, 5)).containsExactly(343, 403, 1452, 969, 71);
        assertThat(random.sample(2251, 5)).containsExactly(126, 64, 1417, 1983, 1898);
    }

    @Test
    void drawsMoreThanFiveAsPythonDoes() {
        PythonRandom five = new PythonRandom(1234);

        assertThat(five.sample(39905, 6)).containsExactly(28883, 7657, 490, 5940, 38156, 2288);
        assertThat(five.sample(39905, 6)).containsExactly(5500, 6450, 23241, 15519, 1142, 2019);
        assertThat(new PythonRandom(1234).sample(39905, 11))
                .containsExactly(28883, 7657, 490, 5940, 38156, 2288, 5500, 6450, 23241, 15519, 1142);
    }

    @Test
    void changesItsWayWithTheSizeOfThePool() {
        assertThat(new PythonRandom(1234).sample(21, 5)).containsExactly(14, 3, 0, 2, 1);
        assertThat(new PythonRandom(1234).sample(22, 5)).containsExactly(14, 3, 0, 2, 18);
        assertThat(new PythonRandom(1234).sample(85, 8)).containsExactly(56, 14, 0, 11, 74, 4, 10, 12);
        assertThat(new PythonRandom(1234).sample(86, 8)).containsExactly(56, 14, 0, 11, 74, 4, 85, 10);
    }

    @Test
    void takesAPoolOfFiveInTurns() {
        PythonRandom random = new PythonRandom(1234);

        assertThat(random.sample(5, 5)).isEqualTo(List.of(3, 0, 4, 2, 1));
        assertThat(random.sample(5, 5)).isEqualTo(List.of(0, 4, 1, 3, 2));
        assertThat(random.sample(5, 5)).isEqualTo(List.of(0, 4, 1, 2, 3));
        assertThat(new PythonRandom(1234).sample(1, 1)).containsExactly(0);
    }

    @Test
    void refusesMoreThanThereAre() {
        assertThatThrownBy(() -> new PythonRandom(1234).sample(5, 6))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a sample of 6 is larger than the population 5");
        assertThatThrownBy(() -> new PythonRandom(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
