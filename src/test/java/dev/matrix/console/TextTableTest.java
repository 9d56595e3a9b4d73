package dev.matrix.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void alignsTextLeftAndNumbersRight() {
        TextTable table = new TextTable().left("model").right("score").left("why");
        table.row("qwen2.5:0.5b", 48, "").row("b", "1,632", "far too long");
        assertThat(table.lines())
                .containsExactly(
                        "model         score  why", "qwen2.5:0.5b     48", "b             1,632  far too long");
    }

    @Test
    void alignsWideCharactersAndCombiningMarks() {
        TextTable table = new TextTable().left("名前").right("n");
        table.row("漢字漢", 1).row("e\u0301e\u0301", 22).row("abcdefg", 333);
        List<String> lines = table.lines();
        assertThat(lines).containsExactly("名前       n", "漢字漢     1", "e\u0301e\u0301        22", "abcdefg  333");
        assertThat(lines).allSatisfy(line -> assertThat(TextWidth.of(line)).isEqualTo(12));
    }

    @Test
    void showsTitlesAlone() {
        TextTable table = new TextTable().left("a").right("b");
        assertThat(table.lines()).containsExactly("a  b");
    }

    @Test
    void keepsColumnsUnderHostileCells() {
        Random random = new Random(3);
        for (int round = 0; round < 100; round++) {
            TextTable table = new TextTable().left(HostileText.next(random, 5)).right("end");
            for (int row = 0; row < 5; row++) {
                table.row(HostileText.next(random, random.nextInt(200)), "x");
            }
            List<String> lines = table.lines();
            assertThat(lines).hasSize(6);
            int width = TextWidth.of(lines.get(0));
            assertThat(width).isLessThanOrEqualTo(120 + 2 + 3);
            assertThat(lines).allSatisfy(line -> {
                assertThat(HostileText.firstDanger(line)).isEqualTo(-1);
                assertThat(line).doesNotContain("\n");
                assertThat(TextWidth.of(line)).isEqualTo(width);
            });
        }
    }

    @Test
    void refusesARowOfAnotherLength() {
        TextTable table = new TextTable().left("a").left("b");
        assertThatThrownBy(() -> table.row("only one"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 cells for 2 columns");
    }
}
