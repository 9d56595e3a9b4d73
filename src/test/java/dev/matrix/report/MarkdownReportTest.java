package dev.matrix.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {

    @Test
    void saysWhatWasFoundInWordsAndInTables() {
        String text = new MarkdownReport().render(Reports.of(200));
        assertThat(text)
                .startsWith("### matrix: r1\n\n**SIMULATED:**")
                .contains(
                        "- helper helps tiny:0.5b on gsm8k: +",
                        "| model | personality | setting | mmlu (sample) | gsm8k |\n| --- | --- | --- | ---: | ---: |\n",
                        " \u25B2 |",
                        " \u25BC |")
                .endsWith(" |\n");
        List<String> rows =
                text.lines().filter(line -> line.startsWith("| tiny:0.5b")).toList();
        assertThat(rows).as("three effects and four scores").hasSize(7);
    }

    @Test
    void namesStayText() {
        String evil = "m|o`d*e<l>[x](http://e.example)\n<!-- matrix:report:end -->";
        String text = new MarkdownReport().render(Reports.of(List.of(evil, "small:1b"), 20));
        assertThat(text).doesNotContain("<!-- matrix:report:end -->", "<l>", "[x]");
        assertThat(text).contains("m\\|o\\`d\\*e\\<l\\>\\[x\\](http://e.example) \\<!-- matrix:report:end --\\>");
    }
}
