package dev.matrix.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplingNoiseTest {

    @ParameterizedTest
    @CsvSource({"40, 13.859", "100, 8.765", "1, 87.654"})
    void givesPoints(int items, double points) {
        assertThat(SamplingNoise.points(items)).isCloseTo(points, offset(0.001));
    }

    @Test
    void saysItInOneSentence() {
        assertThat(SamplingNoise.sentence(40)).isEqualTo("n = 40: differences under 14 points are noise");
        assertThat(SamplingNoise.sentence(new int[] {40}, new int[] {2000}))
                .isEqualTo("differences under 14 points are noise where n = 40, under 2 where n = 2000");
        assertThat(SamplingNoise.sentence(new int[] {40}, new int[] {41}))
                .isEqualTo("n = 40: differences under 14 points are noise");
        assertThat(SamplingNoise.sentence(100)).isEqualTo("n = 100: differences under 9 points are noise");
        assertThat(SamplingNoise.sentence(14_042)).isEqualTo("n = 14042: differences under 0.7 points are noise");
    }

    @Test
    void needsAnItem() {
        assertThatIllegalArgumentException().isThrownBy(() -> SamplingNoise.points(0));
        assertThatIllegalArgumentException().isThrownBy(() -> SamplingNoise.points(40, 0));
        assertThatIllegalArgumentException().isThrownBy(SamplingNoise::points);
    }

    /** Two conditions without any effect that differ on a fifth of the items stay under the floor in 95 of 100 cases. */
    @Test
    void holdsInASimulationWithoutEffect() {
        Random random = new Random(1);
        int items = 400;
        int above = 0;
        int rounds = 4_000;
        for (int round = 0; round < rounds; round++) {
            int difference = 0;
            for (int item = 0; item < items; item++) {
                boolean discordant = random.nextDouble() < 0.2;
                difference += discordant ? (random.nextBoolean() ? 1 : -1) : 0;
            }
            above += Math.abs(100.0 * difference / items) > SamplingNoise.points(items) ? 1 : 0;
        }
        assertThat((double) above / rounds).isCloseTo(0.05, offset(0.015));
    }

    /** The mean over benchmarks of several sizes is less certain than as many items of one would be. */
    @Test
    void holdsForTheMeanOverBenchmarksThatDifferInSize() {
        Random random = new Random(2);
        int[] sizes = {40, 400, 1200};
        int above = 0;
        int rounds = 3_000;
        for (int round = 0; round < rounds; round++) {
            double mean = 0;
            for (int size : sizes) {
                int difference = 0;
                for (int item = 0; item < size; item++) {
                    boolean discordant = random.nextDouble() < 0.2;
                    difference += discordant ? (random.nextBoolean() ? 1 : -1) : 0;
                }
                mean += 100.0 * difference / size / sizes.length;
            }
            above += Math.abs(mean) > SamplingNoise.points(sizes) ? 1 : 0;
        }
        assertThat((double) above / rounds).isCloseTo(0.05, offset(0.015));
        assertThat(SamplingNoise.points(sizes)).isGreaterThan(2 * SamplingNoise.points(1640));
        assertThat(SamplingNoise.sentence(sizes))
                .isEqualTo("n = 40 to 1200 a benchmark: differences under 5 points are noise");
    }

    @Test
    void countsTheItemsOfEqualBenchmarksTogether() {
        assertThat(SamplingNoise.points(40, 40, 40)).isCloseTo(SamplingNoise.points(120), offset(1e-9));
        assertThat(SamplingNoise.sentence(40, 40, 40)).isEqualTo("n = 120: differences under 8 points are noise");
    }

    @Test
    void flagsLetterMassUnderHalfOfBaselines() {
        assertThat(FormatEffect.isFlagged(0.39, 0.8)).isTrue();
        assertThat(FormatEffect.isFlagged(0.4, 0.8)).isFalse();
        assertThat(FormatEffect.isFlagged(0.0, 0.8)).isTrue();
        assertThat(FormatEffect.isFlagged(null, 0.8)).isFalse();
        assertThat(FormatEffect.isFlagged(0.1, null)).isFalse();
    }
}
