package dev.matrix.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextWidthTest {

    @Test
    void givesTwoColumnsToWideCharacters() {
        assertThat(TextWidth.of("漢字")).isEqualTo(4);
        assertThat(TextWidth.of("ｶﾅ")).as("halfwidth katakana").isEqualTo(2);
        assertThat(TextWidth.of("Ａ")).as("fullwidth letter").isEqualTo(2);
        assertThat(TextWidth.of("한")).isEqualTo(2);
        assertThat(TextWidth.of("\ud83d\ude00")).as("emoji").isEqualTo(2);
        assertThat(TextWidth.of("\ud840\udc00")).as("second plane").isEqualTo(2);
    }

    @Test
    void givesNoColumnToWhatJoins() {
        assertThat(TextWidth.of("e\u0301")).as("combining accent").isEqualTo(1);
        assertThat(TextWidth.of("a\u20dd")).as("enclosing circle").isEqualTo(1);
        assertThat(TextWidth.of("a\u200db")).as("joiner").isEqualTo(2);
        assertThat(TextWidth.of("\u1112\u1161\u11ab")).as("conjoining jamo").isEqualTo(2);
    }

    @Test
    void givesOneColumnToTheRest() {
        assertThat(TextWidth.of("abc äß — \u00ad")).isEqualTo(10);
        assertThat(TextWidth.of("αЖع")).isEqualTo(3);
    }

    @Test
    void knowsTheEndsOfItsRanges() {
        assertThat(TextWidth.of(0x10FF)).isEqualTo(1);
        assertThat(TextWidth.of(0x1100)).isEqualTo(2);
        assertThat(TextWidth.of(0x3FFFD)).isEqualTo(2);
        assertThat(TextWidth.of(0x3FFFE)).isEqualTo(1);
    }
}
