package dev.matrix.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PythonTextTest {

    /** {@code [c for c in range(sys.maxunicode + 1) if chr(c).isspace()]} of Python 3.11. */
    private static final List<Integer> SPACES = List.of(
            0x9, 0xa, 0xb, 0xc, 0xd, 0x1c, 0x1d, 0x1e, 0x1f, 0x20, 0x85, 0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003,
            0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000);

    @Test
    void knowsWhatPythonTakesForWhiteSpace() {
        assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                        .filter(PythonText::isSpace)
                        .boxed()
                        .toList())
                .isEqualTo(SPACES);
    }

    @Test
    void stripsWhatJavaLeaves() {
        assertThat(PythonText.strip("\u00a0 \u2007A b\u202f\u0085\n")).isEqualTo("A b");
        assertThat(PythonText.strip(" \u001c")).isEmpty();
        assertThat(PythonText.strip("\u200bA")).isEqualTo("\u200bA");
    }
}
