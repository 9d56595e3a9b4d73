package dev.matrix.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.matrix.domain.MatrixException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkedTextTest {

    private static final String BEGIN = "<!-- matrix:report:begin -->";
    private static final String END = "<!-- matrix:report:end -->";

    private final MarkedText marked = new MarkedText("report");

    @Test
    void replacesOnlyWhatStandsBetween() {
        String document = "# Title\n" + BEGIN + "\nold\n" + END + " tail\nrest";
        String once = marked.replaced(document, "README.md", "new\ntext\n");
        assertThat(once).isEqualTo("# Title\n" + BEGIN + "\nnew\ntext\n" + END + " tail\nrest");
        assertThat(marked.replaced(once, "README.md", "new\ntext\n")).isEqualTo(once);
    }

    @Test
    void keepsTheLineEndsOfTheDocument() {
        String document = "a\r\n" + BEGIN + END + "\r\n";
        assertThat(marked.replaced(document, "f", "x\ny")).isEqualTo("a\r\n" + BEGIN + "\r\nx\r\ny\r\n" + END + "\r\n");
    }

    @Test
    void refusesWhatItCannotPlace() {
        refused("no markers", "has no marker '" + BEGIN + "'");
        refused(BEGIN, "has no marker '" + END + "'");
        refused(END + BEGIN, "stands before");
        refused(BEGIN + BEGIN + END, "has the marker '" + BEGIN + "' twice");
    }

    private void refused(String document, String words) {
        assertThatThrownBy(() -> marked.replaced(document, "README.md", "x"))
                .isInstanceOf(MatrixException.class)
                .hasMessageStartingWith("README.md")
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "-->", "../x"})
    void refusesNamesThatCannotStandInAComment(String name) {
        assertThatThrownBy(() -> new MarkedText(name)).hasMessageContaining("--marker '" + name + "'");
    }
}
