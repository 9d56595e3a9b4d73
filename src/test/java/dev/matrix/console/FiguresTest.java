package dev.matrix.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "-1, 0 s",
        "-86400000, 0 s",
        "0, 0 s",
        "1, under 1 s",
        "999, under 1 s",
        "1000, 1 s",
        "1499, 1 s",
        "1500, 2 s",
        "59499, 59 s",
        "59600, 1 min 00 s",
        "200000, 3 min 20 s",
        "3599499, 59 min 59 s",
        "3599600, 1 h 00 min",
        "7529000, 2 h 05 min",
        "7530000, 2 h 06 min",
        "86369000, 23 h 59 min",
        "86370000, 1 d 0 h",
        "273599000, 3 d 4 h",
        "345599000, 4 d 0 h"
    })
    void roundsDurations(long millis, String expected) {
        assertThat(Figures.duration(Duration.ofMillis(millis))).isEqualTo(expected);
    }

    @Test
    void writesTheLongestDurationThereIs() {
        assertThat(Figures.duration(Duration.ofSeconds(Long.MAX_VALUE / 2))).endsWith(" h");
    }

    @ParameterizedTest
    @CsvSource({
        "-5, 0 B",
        "0, 0 B",
        "999, 999 B",
        "1000, 1 kB",
        "999499, 999 kB",
        "999999, 1 MB",
        "752000000, 752 MB",
        "999499999, 999 MB",
        "999999999, 1.0 GB",
        "1940000000, 1.9 GB"
    })
    void writesSizes(long bytes, String expected) {
        assertThat(Figures.bytes(bytes)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "-0.0, 0.0",
        "0.0, 0.0",
        "-0.0004, 0.0",
        "0.0004, 0.0",
        "-0.0006, -0.1",
        "0.0006, +0.1",
        "0.042, +4.2",
        "-1, -100.0",
        "NaN, n/a",
        "-Infinity, n/a"
    })
    void writesPointsWithTheirSign(double difference, String expected) {
        assertThat(Figures.points(difference)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.483, 48.3 %", "-0.0, 0.0 %", "0, 0.0 %", "1, 100.0 %", "NaN, n/a", "Infinity, n/a"})
    void writesShares(double share, String expected) {
        assertThat(Figures.percent(share)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"494032768, 494M", "999499999, 999M", "999500000, 1.0B", "3212749888, 3.2B", "NaN, n/a"})
    void writesParameters(double count, String expected) {
        assertThat(Figures.parameters(count)).isEqualTo(expected);
    }

    @Test
    void groupsDigitsAlikeInEveryLocale() {
        assertThat(Figures.count(1_234_567)).isEqualTo("1,234,567");
        assertThat(Figures.count(-1632)).isEqualTo("-1,632");
    }

    @Test
    void countsOneThingWithoutItsPlural() {
        assertThat(Figures.count(1, "model")).isEqualTo("1 model");
        assertThat(Figures.count(0, "trial")).isEqualTo("0 trials");
        assertThat(Figures.count(1632, "personality")).isEqualTo("1,632 personalities");
    }
}
