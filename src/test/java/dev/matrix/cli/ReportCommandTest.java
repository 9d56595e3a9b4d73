package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.matrix.EmbeddedProgram;
import dev.matrix.EmbeddedProgram.Ended;
import dev.matrix.simulator.Simulator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code report} over a run that a simulator answered. */
class ReportCommandTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void runOnce() {
        try (Simulator server = EmbeddedProgram.simulator()) {
            Ended repeated = EmbeddedProgram.in(folder)
                    .on(server)
                    .run(
                            "run",
                            "--run-id=repeated",
                            "--models=qwen2.5:0.5b",
                            "--personalities=baseline,cot,technical_expert",
                            "--compare=cot",
                            "--benchmarks=arc_easy",
                            "--temperatures=0.8",
                            "--repeats=3",
                            "--control",
                            "--limit=20");
            assertThat(repeated.code()).as(repeated.err()).isZero();
            Ended ended = EmbeddedProgram.in(folder)
                    .on(server)
                    .run(
                            "run",
                            "--run-id=r",
                            "--models=qwen2.5:0.5b,llama3.2:1b",
                            "--personalities=baseline,cot",
                            "--benchmarks=arc_easy,gsm8k",
                            "--limit=20");
            assertThat(ended.code()).as(ended.err()).isZero();
        }
    }

    private static Ended report(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "report";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return EmbeddedProgram.in(folder).run(all);
    }

    @Test
    void writesTheNewestRunsPageBesideItsResults() throws IOException {
        Ended ended = report();
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out()).contains("report: ").contains("report.html");
        String page = Files.readString(folder.resolve("results/r/report.html"));
        assertThat(page).contains("matrix report: r", "SIMULATED", "Sample data");
    }

    private static JsonNode flipsOfPage(String run) throws IOException {
        report(run, "--out", run + "-flips.html");
        Matcher data = Pattern.compile("id=\"flips-data\">([^<]*)<")
                .matcher(Files.readString(folder.resolve(run + "-flips.html")));
        assertThat(data.find()).isTrue();
        return MAPPER.readTree(
                        new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(data.group(1)))))
                .get("flips");
    }

    /** With repeats, some of which flip one way and some the other, and with baseline asked again, whose changes are no flips of a personality. */
    @ParameterizedTest
    @ValueSource(strings = {"r", "repeated"})
    void flipsAreTheSameInThePageTheStudyAndShow(String run) throws IOException {
        Ended ended = EmbeddedProgram.in(folder).run("show", run, "--flips", "--most=1000", "--json");
        List<String> shown = new ArrayList<>();
        for (JsonNode trial : MAPPER.readTree(ended.out()).get("trials")) {
            shown.add(trial.get("combination").asText() + " " + trial.get("item").asText() + " " + trial.get("repeat"));
        }
        List<String> named = new ArrayList<>();
        for (JsonNode cell : MAPPER.readTree(report(run, "--json").out()).at("/study/flips")) {
            JsonNode key = cell.get("key");
            String id = String.join(
                    "/",
                    key.get("model").asText(),
                    key.get("personality").asText(),
                    key.get("benchmark").asText(),
                    key.get("setting").asText());
            for (JsonNode trial : cell.get("trials")) {
                named.add(id + " " + trial.get("item").asText() + " " + trial.get("repeat"));
            }
        }
        assertThat(shown).isNotEmpty().containsExactlyElementsOf(named);
        assertThat(flipsOfPage(run)).hasSize(shown.size());
    }

    @Test
    void theStudyAsJsonSaysWhatResultsSay() throws IOException {
        JsonNode study = MAPPER.readTree(report("r", "--json").out());
        JsonNode results = EmbeddedProgram.in(folder).json("results/r/results.json");
        assertThat(study.at("/study/primary")).hasSize(results.get("verdicts").size());
        for (int i = 0; i < results.get("verdicts").size(); i++) {
            JsonNode verdict = results.get("verdicts").get(i);
            JsonNode comparison = study.at("/study/primary").get(i);
            assertThat(comparison.get("difference")).isEqualTo(verdict.get("difference"));
            assertThat(comparison.get("verdict")).isEqualTo(verdict.get("verdict"));
        }
        assertThat(study.get("in_words")).isEqualTo(results.get("in_words"));
        assertThat(study.get("costs")).hasSize(4);
        assertThat(study.at("/costs/0/seconds_per_trial").isNumber()).isTrue();
    }

    @Test
    void severalFormatsGoIntoADirectory() {
        Ended ended = report("r", "--format", "html,csv,markdown,junit,json", "--out", "all/of/them");
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(folder.resolve("all/of/them"))
                .isDirectoryContaining("glob:**report.html")
                .isDirectoryContaining("glob:**report.csv")
                .isDirectoryContaining("glob:**report.md")
                .isDirectoryContaining("glob:**report.xml")
                .isDirectoryContaining("glob:**report.json");
    }

    @Test
    void writesOverItsOwnReportsAndOverNothingElse() throws IOException {
        for (String format : List.of("html", "csv", "markdown", "junit", "json")) {
            Path file = folder.resolve("own-" + format);
            assertThat(report("r", "--format", format, "--out", file.toString()).code())
                    .isZero();
            Ended again = report("r", "--format", format, "--out", file.toString());
            assertThat(again.code()).as(again.err()).isZero();
        }
        Path mine = Files.writeString(folder.resolve("thesis.html"), "<!doctype html><title>Mine</title>");
        Ended ended = report("r", "--out", "thesis.html");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).hasLineCount(1).contains("thesis.html", "no report of matrix");
        assertThat(mine).hasContent("<!doctype html><title>Mine</title>");
        Path place = Files.createDirectory(folder.resolve("place"));
        Files.writeString(place.resolve("report.csv"), "a,b\n");
        assertThat(report("r", "--format", "html,csv", "--out", "place").code()).isEqualTo(2);
        assertThat(place).isDirectoryNotContaining("glob:**report.html");
        assertThat(report("r", "--format", "html,csv", "--out", "thesis.html").err())
                .contains("--out thesis.html is a file");
    }

    @Test
    void oneOtherFormatGoesToStdout() {
        assertThat(report("r", "--format", "csv").out())
                .startsWith("model,personality,")
                .contains("arc_easy (sample)");
        assertThat(report("r", "--format", "junit").out()).startsWith("<?xml");
        assertThat(report("r", "--format", "html", "--out", "-").out()).startsWith("<!doctype html>");
    }

    @Test
    void aDirectoryTakesTheFileByItsOwnName() {
        assertThat(report("r", "--out", ".").code()).isZero();
        assertThat(folder.resolve("report.html")).exists();
    }

    @Test
    void markdownGoesBetweenTheMarkersOfAFile() throws IOException {
        Path readme = folder.resolve("README.md");
        Files.writeString(readme, "before\n<!-- matrix:demo:begin -->\n<!-- matrix:demo:end -->\nafter\n");
        Ended ended = report("r", "--into", "README.md", "--marker", "demo");
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(Files.readString(readme))
                .startsWith("before\n<!-- matrix:demo:begin -->\n### matrix: r\n")
                .endsWith("\n<!-- matrix:demo:end -->\nafter\n");
        Ended missing = report("r", "--into", "README.md");
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains("has no marker '<!-- matrix:report:begin -->'");
        assertThat(Files.readString(readme)).contains("matrix:demo:begin");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no-such-run | There is no run 'no-such-run'",
                "r --format pdf | there is no format 'pdf'",
                "r --marker x | name the file too",
                "r --json --format csv | leave out --format",
                "r --into README.md --out x | --into writes Markdown",
                "r --format csv,html --out - | stdout takes one format",
                "r --into no-such-file.md | There is no file",
                "--results-dir nothing-here | There is no run to report on"
            })
    void badInputGetsOneSentence(String line, String words) {
        Ended ended = report(line.split(" "));
        assertThat(ended.code()).as(ended.err()).isEqualTo(2);
        assertThat(ended.err()).startsWith("matrix: ").contains(words);
        assertThat(ended.err().lines()).hasSize(1);
    }
}
