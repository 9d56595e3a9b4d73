package dev.matrix.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvReportTest {

    @Test
    void hasOneRowACombinationAndEndsLinesAsTheStandardSays() {
        String csv = new CsvReport().render(Reports.of(100));
        List<String> lines = List.of(csv.split("\r\n", -1));
        assertThat(lines).hasSize(1 + 24 + 1).last().isEqualTo("");
        assertThat(csv.replace("\r\n", "")).doesNotContain("\n", "\r");
        long columns = lines.get(0).chars().filter(c -> c == ',').count();
        assertThat(lines.subList(0, 25))
                .allSatisfy(line ->
                        assertThat(line.chars().filter(c -> c == ',').count()).isEqualTo(columns));
        assertThat(lines.get(0)).startsWith("model,personality,benchmark,setting,data,");
        assertThat(lines.get(2)).startsWith("tiny:0.5b,helper,mmlu (sample),t0,sample,acc,logprob,complete,0.");
        assertThat(lines.get(2)).contains(",exact_mcnemar,helps,");
        assertThat(lines.get(1)).as("baseline is compared with nothing").endsWith(",".repeat(18));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "=1+1, '=1+1",
                "+cmd|' /C calc'!A0, '+cmd|' /C calc'!A0",
                "-2+3, '-2+3",
                "@SUM(A1), '@SUM(A1)",
                "-12.5, -12.5",
                "+3, +3",
                "-1e-7, -1e-7",
                "plain, plain",
                "say \"hi\", `\"say \"\"hi\"\"\"`",
                "`a,b`, `\"a,b\"`"
            })
    void fieldsAreNoFormulasAndQuotedWhereTheyMustBe(String value, String written) {
        assertThat(CsvReport.field(value)).isEqualTo(written);
    }

    @Test
    void whatIsUnknownIsEmptyAndWhatControlsIsEscaped() {
        assertThat(CsvReport.field(null)).isEmpty();
        assertThat(CsvReport.field(Double.NaN)).isEmpty();
        assertThat(CsvReport.field("\t=1")).isEqualTo("'\t=1");
        assertThat(CsvReport.field("a\u001b[31m\u202eb")).isEqualTo("a\\u001b[31m\\u202eb");
        assertThat(CsvReport.field("two\nlines")).isEqualTo("\"two\nlines\"");
    }
}
