package dev.matrix.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {

    private static final Map<String, String> XTERM = Map.of("TERM", "xterm-256color");

    @Test
    void isLiveAndColouredOnATerminal() {
        assertThat(Terminal.detect(XTERM, true, true)).isEqualTo(new Terminal(true, true, true, 80));
    }

    @Test
    void isNothingInAPipe() {
        assertThat(Terminal.detect(XTERM, false, false)).isEqualTo(Terminal.none());
    }

    @Test
    void asksNobodyWhenTheQuestionWouldGoToAFile() {
        assertThat(Terminal.detect(XTERM, true, false).interactive()).isFalse();
        assertThat(Terminal.detect(XTERM, false, true).interactive()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1, false", "true, false", "'', true"})
    void respectsNoColor(String value, boolean colour) {
        Terminal terminal = Terminal.detect(Map.of("TERM", "xterm", "NO_COLOR", value), true, true);
        assertThat(terminal.colour()).isEqualTo(colour);
        assertThat(terminal.live()).isTrue();
    }

    @Test
    void sendsNoCodesToADumbOrUnknownTerminal() {
        assertThat(Terminal.detect(Map.of("TERM", "dumb"), true, true)).isEqualTo(new Terminal(true, false, false, 80));
        assertThat(Terminal.detect(Map.of("TERM", ""), true, true).live()).isFalse();
        assertThat(Terminal.detect(Map.of(), true, true).live()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"120, 120", "9999, 9999", "10, 40", "0, 80", "-5, 80", "99999, 80", "wide, 80", "'', 80", "١٢٠, 80"})
    void takesTheWidthFromTheEnvironment(String columns, int width) {
        assertThat(Terminal.detect(Map.of("COLUMNS", columns), false, false).width())
                .isEqualTo(width);
    }

    @Test
    void refusesColourWithoutATerminal() {
        assertThatThrownBy(() -> new Terminal(false, false, true, 80)).isInstanceOf(IllegalArgumentException.class);
    }
}
