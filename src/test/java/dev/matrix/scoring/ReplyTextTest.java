package dev.matrix.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Ａ１ | A1
            𝐁𝟕 | B7
            Ⓑ🄱🅑🅱 | BBBB
            −5 | -5
            ١٢٣ | 123
            ١٫٥ | 1.5
            2½ | 2 1/2
            10² | 10²
            ① | ①
            a\u00A0b\u2009c | a b c
            a\u200Bb\uFEFFc | abc
            don’t “x” | don't "x"
            5，6 | 5,6
            全角：Ｂ。 | 全角:B.
            é | é
            """)
    void foldsVariantsOfOneMeaning(String raw, String folded) {
        assertThat(ReplyText.of(raw).text()).isEqualTo(folded);
    }

    @Test
    void foldsLineBreaksAndControls() {
        assertThat(ReplyText.of("a\rb\u2028c\td\u0007e").text()).isEqualTo("a\nb\nc d e");
    }

    @Test
    void leavesThinkingOut() {
        assertThat(ReplyText.of("<think>no</think> yes").text()).isEqualTo(" yes");
        assertThat(ReplyText.of("yes <think>no").text()).isEqualTo("yes ");
        assertThat(ReplyText.of("no</think>yes").text()).isEqualTo("yes");
        assertThat(ReplyText.of("<think>no").thought()).isTrue();
        assertThat(ReplyText.of("yes").thought()).isFalse();
    }

    @Test
    void keepsHeadAndTailOfALongReply() {
        String text = ReplyText.of("start " + "filler ".repeat(200_000) + "end").text();

        assertThat(text).startsWith("start ").endsWith(" end");
        assertThat(text.length()).isLessThanOrEqualTo(ReplyText.HEAD + ReplyText.TAIL + 1);
    }

    @Test
    void leavesNoHalfOfANumberAtTheBorders() {
        String number = "123456789";
        String digits = (number + " ").repeat(10_000);

        assertThat(ReplyText.of(digits).text().split("\\s+")).containsOnly(number);
    }

    @Test
    void endsTheFirstTurnAtAnInventedQuestion() {
        assertThat(ReplyText.of("18\n\nQuestion: What?").firstTurn()).isEqualTo("18\n");
        assertThat(ReplyText.of("18\n**Q 2**: What?").firstTurn()).isEqualTo("18");
        assertThat(ReplyText.of("\nQuestion: What?\n18").firstTurn()).isEqualTo("\nQuestion: What?\n18");
    }
}
