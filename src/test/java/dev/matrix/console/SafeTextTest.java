package dev.matrix.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {

    @Test
    void showsWhatATerminalWouldObey() {
        assertThat(SafeText.block("\u001b[2Ja\u0007\u009b\u2028\u202e\ud800\rb"))
                .isEqualTo("\\u001b[2Ja\\u0007\\u009b\\u2028\\u202e\\ud800\\u000db");
    }

    @Test
    void keepsOrdinaryTextOfAnyLanguage() {
        String text = "Größe 漢字 עברית e\u0301 \ud83d\udc69\u200d\ud83d\udd2c ½";
        assertThat(SafeText.block(text)).isEqualTo(text);
        assertThat(SafeText.line(text, 100)).isEqualTo(text);
    }

    @Test
    void keepsLineBreaksOnlyInABlock() {
        assertThat(SafeText.block("a\r\nb\n\tc")).isEqualTo("a\nb\n    c");
        assertThat(SafeText.line("a\r\nb\n\tc\rd", 100)).isEqualTo("a b  c d");
    }

    @Test
    void keepsJsonValid() {
        assertThat(SafeText.block("{\"a\" : \"\\\\\u2028\"}")).isEqualTo("{\"a\" : \"\\\\\\u2028\"}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 10, 80, 1000})
    void letsNothingDangerousPassInAnyLength(int limit) {
        Random random = new Random(limit);
        for (int round = 0; round < 300; round++) {
            String text = HostileText.next(random, random.nextInt(2 * limit + 1));
            String line = SafeText.line(text, limit);
            assertThat(HostileText.firstDanger(line)).as(line).isEqualTo(-1);
            assertThat(line).doesNotContain("\n");
            assertThat(TextWidth.of(line)).isLessThanOrEqualTo(limit);

            String block = SafeText.block(text);
            assertThat(HostileText.firstDanger(block)).as(block).isEqualTo(-1);
            assertThat(SafeText.block(block)).isEqualTo(block);
        }
    }

    @Test
    void showsEveryDangerousCodePoint() {
        for (int point = 0; point <= 0x10FFFF; point++) {
            String text = new StringBuilder().appendCodePoint(point).toString();
            if (point != '\n' && HostileText.firstDanger(text) >= 0 && point != '\t') {
                assertThat(SafeText.block(text)).isEqualTo(String.format("\\u%04x", point));
            }
        }
    }

    @Test
    void cutsByColumns() {
        assertThat(SafeText.line("abcdef", 6)).isEqualTo("abcdef");
        assertThat(SafeText.line("abcdefg", 6)).isEqualTo("abc...");
        assertThat(SafeText.line("漢漢漢漢", 7)).isEqualTo("漢漢...");
        assertThat(SafeText.line("ab\u001bcdef", 9))
                .as("an escape is kept whole or not at all")
                .isEqualTo("ab...");
        assertThat(SafeText.line("abc\ud83d\ude00defg", 7))
                .as("so is a pair of surrogates")
                .isEqualTo("abc...");
    }

    @Test
    void cutsToLessThanAnEllipsis() {
        assertThat(SafeText.line("abcdef", 2)).isEqualTo("..");
        assertThat(SafeText.line("abcdef", 0)).isEmpty();
        assertThat(SafeText.line("", 0)).isEmpty();
    }

    @Test
    void boundsAMegabyteOfMarksWithoutWidth() {
        String marks = "e" + "\u0301".repeat(1 << 20);
        assertThat(SafeText.line(marks, 80))
                .hasSizeLessThanOrEqualTo(4 * 80 + 3)
                .endsWith("...");
    }

    @Test
    void makesAMegabyteSafe() {
        String hostile = HostileText.next(new Random(7), 300_000);
        assertThat(hostile.length()).isGreaterThan(1 << 19);
        assertThat(HostileText.firstDanger(SafeText.block(hostile))).isEqualTo(-1);
        assertThat(SafeText.block("\u001b".repeat(1 << 20))).hasSize(6 << 20);
    }
}
