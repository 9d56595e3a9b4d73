package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.app.RunSummary;
import dev.matrix.domain.CellStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTableTest {

    private static final List<String> MODELS = List.of("qwen2.5:0.5b", "hf.co/org/Llama-3.2-3B-Instruct-GGUF:Q4_K_M");
    private static final List<String> PERSONALITIES = List.of("baseline", "technical_expert", "technical_expert+cot");
    private static final List<String> BENCHMARKS = List.of(
            "mmlu (sample)", "hellaswag (sample)", "gsm8k (sample)", "arc_easy (sample)", "truthfulqa_mc2 (sample)");

    private static RunSummary summary() {
        List<RunSummary.Row> rows = new ArrayList<>();
        List<RunSummary.Cell> cells = new ArrayList<>();
        for (String model : MODELS) {
            for (String personality : PERSONALITIES) {
                boolean baseline = personality.equals("baseline");
                rows.add(new RunSummary.Row(
                        model, personality, 0.569, baseline ? null : -0.032, 16, 113, 1240, BENCHMARKS.size()));
                BENCHMARKS.forEach(name -> cells.add(
                        new RunSummary.Cell(model, personality, name, 0.708, CellStatus.COMPLETE, null, false)));
            }
        }
        return new RunSummary(
                "r",
                Path.of("results/r"),
                30,
                30,
                0,
                0,
                0,
                true,
                new RunSummary.Totals(null, null, null),
                "",
                rows,
                cells,
                "",
                List.of(),
                List.of());
    }

    @Test
    void fitsAFileWithModelsOnceAboveTheirPersonalities() {
        List<String> lines = new SummaryTable(summary()).lines(120);
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
        assertThat(lines)
                .containsExactly(
                        "                            mmlu  hellaswag     gsm8k  arc_easy  truthfulqa_mc2              vs",
                        "scores in %             (sample)   (sample)  (sample)  (sample)        (sample)  mean  baseline  won  lost  items",
                        "qwen2.5:0.5b",
                        "  baseline                  70.8       70.8      70.8      70.8            70.8  56.9",
                        "  technical_expert          70.8       70.8      70.8      70.8            70.8  56.9      -3.2   16   113   1240",
                        "  technical_expert+cot      70.8       70.8      70.8      70.8            70.8  56.9      -3.2   16   113   1240",
                        "hf.co/org/Llama-3.2-3B-Instruct-GGUF:Q4_K_M",
                        "  baseline                  70.8       70.8      70.8      70.8            70.8  56.9",
                        "  technical_expert          70.8       70.8      70.8      70.8            70.8  56.9      -3.2   16   113   1240",
                        "  technical_expert+cot      70.8       70.8      70.8      70.8            70.8  56.9      -3.2   16   113   1240");
    }

    @Test
    void leavesNothingOutOnANarrowTerminal() {
        for (int width : new int[] {110, 100, 84}) {
            List<String> lines = new SummaryTable(summary()).lines(width);
            assertThat(lines)
                    .as("width " + width)
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
            String all = String.join("\n", lines);
            assertThat(all).contains("truthfulqa", "mc2", "hellaswag", "arc_easy", "gsm8k", "mmlu", "(sample)");
            assertThat(all).contains("-3.2", "113", "1240", "56.9", "won", "lost", "items");
        }
    }

    @Test
    void makesNoSecondTableWhereNothingIsCompared() {
        RunSummary all = summary();
        RunSummary baselines = new RunSummary(
                "r",
                all.directory(),
                10,
                10,
                0,
                0,
                0,
                true,
                all.totals(),
                "",
                all.rows().stream().filter(row -> row.difference() == null).toList(),
                all.cells(),
                "",
                List.of(),
                List.of());
        List<String> lines = new SummaryTable(baselines).lines(84);
        assertThat(lines).doesNotContain("").noneMatch(line -> line.contains("won"));
        assertThat(String.join("\n", lines)).contains("56.9");
    }
}
