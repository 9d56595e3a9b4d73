package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.app.RunSummary;
import dev.matrix.console.Screen;
import dev.matrix.console.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SummaryViewTest {

    private static String shown(int sentences) {
        List<String> verdicts = new ArrayList<>(IntStream.range(1, sentences)
                .mapToObj(i -> "Sentence " + i + ".")
                .toList());
        verdicts.add("Corrected for all.");
        StringWriter out = new StringWriter();
        new SummaryView(new Screen(new PrintWriter(out), new PrintWriter(new StringWriter()), Terminal.none(), false))
                .show(new RunSummary(
                        "r",
                        Path.of("results/r"),
                        1,
                        1,
                        0,
                        0,
                        0,
                        false,
                        new RunSummary.Totals(null, null, null),
                        "",
                        List.of(),
                        List.of(),
                        "",
                        verdicts,
                        List.of()));
        return out.toString();
    }

    @Test
    void alwaysSaysWhatWasCorrectedForAndCountsWhatIsLeftOut() {
        assertThat(shown(12)).contains("Sentence 11.", "Corrected for all.").doesNotContain("more sentence");
        assertThat(shown(13))
                .contains("Sentence 11.", "1 more sentence is in results.json", "Corrected for all.")
                .doesNotContain("Sentence 12.");
        assertThat(shown(14)).contains("2 more sentences are in results.json", "Corrected for all.");
    }
}
