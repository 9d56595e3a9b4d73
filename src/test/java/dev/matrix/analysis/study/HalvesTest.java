package dev.matrix.analysis.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HalvesTest {

    private static final double[][] WEIGHTS = {{1, 2, 3, 4, 5, 6, 7}, {.5, .25}};

    @Test
    void putNeighboursIntoDifferentHalvesAndLoseNoWeight() {
        int swapped = 0;
        for (long seed = 0; seed < 200; seed++) {
            Halves cut = Halves.of(new ItemWeights(WEIGHTS), new SplittableRandom(seed));
            for (int b = 0; b < WEIGHTS.length; b++) {
                for (int i = 0; i < WEIGHTS[b].length; i++) {
                    double first = cut.first().of(b, i);
                    double second = cut.second().of(b, i);
                    assertThat(first + second).isEqualTo(WEIGHTS[b][i]);
                    assertThat(first * second).isZero();
                    if (i % 2 == 1) {
                        assertThat(first == 0).isNotEqualTo(cut.first().of(b, i - 1) == 0);
                    }
                }
            }
            swapped += cut.first().of(0, 6) == 0 ? 1 : 0;
        }
        // An odd item out goes to either half: 200 coins, of which fewer than 70 of a side come once in 40,000 times.
        assertThat(swapped).isBetween(70, 130);
    }

    @Test
    void canBeUsedTheOtherWayRound() {
        Halves cut = Halves.of(new ItemWeights(WEIGHTS), new SplittableRandom(1));
        assertThat(cut.swapped().first()).isSameAs(cut.second());
        assertThat(cut.swapped().second()).isSameAs(cut.first());
    }
}
