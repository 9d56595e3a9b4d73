package dev.matrix.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.LmEvalFilter;
import dev.matrix.domain.LmEvalTask;
import dev.matrix.domain.LmEvalTask.Draw;
import dev.matrix.domain.LmEvalTask.ExactMatch;
import dev.matrix.domain.LmEvalTask.FilterChain;
import dev.matrix.domain.LmEvalTask.FixedShot;
import dev.matrix.domain.LmEvalTask.Leaves;
import dev.matrix.domain.LmEvalTask.Shots;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Protocol;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The part {@code lm_eval} of benchmark files. */
class LmEvalFileTest {

    private static final String HEAD = "answer: number\ndata: {items: a.jsonl}\nlm_eval:\n  task: t\n  version: 2\n";
    private static final String CHAINS = "  filters: {a: [{function: take_first}]}\n";

    @TempDir
    Path folder;

    private Benchmark read(String yaml) {
        return new Workspace(folder)
                .with("benchmarks/lm-eval/x.yaml", yaml)
                .catalogue()
                .benchmark("lm-eval/x")
                .benchmark();
    }

    @Test
    void readsEveryKey() {
        Benchmark benchmark = read(HEAD + """
                  description: "About {{leaf}}.\\n\\n"
                  shots:
                    draw: fixed
                    locked: true
                    seed: 5
                    examples: [{question: "Q ", target: "T\\n"}]
                  until: ["\\n", "Q:"]
                  filters:
                    strict:
                      - {function: regex, regex_pattern: 'a( b)?', group_select: -1, fallback: none}
                      - {function: remove_whitespace}
                      - {function: take_first}
                    lenient: [{function: regex, regex_pattern: c}]
                  cot_filters:
                    strict: [{function: take_first}]
                    lenient: [{function: take_first}]
                  exact_match: {ignore_case: true, ignore_punctuation: true, regexes_to_ignore: [","]}
                  target_after: "####"
                  leaves: {name: t_*, order: [b, a]}
                """);
        List<FilterChain> plain = List.of(
                new FilterChain("strict", List.of(new LmEvalFilter.TakeFirst())),
                new FilterChain("lenient", List.of(new LmEvalFilter.TakeFirst())));

        assertThat(benchmark.name()).isEqualTo("lm-eval/x");
        assertThat(benchmark.comparableWith()).containsExactly("t v2");
        assertThat(benchmark.lmEval())
                .isEqualTo(new LmEvalTask(
                        "t",
                        "2",
                        "About {{leaf}}.\n\n",
                        new Shots(Draw.FIXED, true, 5, List.of(new FixedShot("Q ", "T\n"))),
                        List.of("\n", "Q:"),
                        List.of(
                                new FilterChain(
                                        "strict",
                                        List.of(
                                                new LmEvalFilter.Regex("a( b)?", -1, "none"),
                                                new LmEvalFilter.RemoveWhitespace(),
                                                new LmEvalFilter.TakeFirst())),
                                new FilterChain("lenient", List.of(new LmEvalFilter.Regex("c", 0, "[invalid]")))),
                        plain,
                        new ExactMatch(true, true, List.of(",")),
                        "####",
                        new Leaves("t_*", List.of("b", "a"))));
        assertThat(benchmark.lmEval().filtersFor(Protocol.GENERATE_COT)).isEqualTo(plain);
    }

    @Test
    void readsLikeAPlainReplyWhereNothingIsSaidOfCot() {
        LmEvalTask task = read(HEAD + CHAINS).lmEval();

        assertThat(task).isNotNull();
        assertThat(task.cotFilters()).isEqualTo(task.filters());
        assertThat(task.shots()).isEqualTo(new Shots(Draw.FIRST, false, 1234, List.of()));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysWhatIsWrong(String yaml, String sentence) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(MatrixException.class)
                .hasMessageStartingWith("benchmarks/lm-eval/x.yaml:" + sentence);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("answer: number\ndata: {items: a.jsonl}", "1: belongs to the files in benchmarks/lm-eval"),
                Arguments.of(HEAD, "4: lm_eval: 'filters' is missing; add it"),
                Arguments.of(HEAD + "  filters: {}", "6: lm_eval.filters: must name one or two chains"),
                Arguments.of(
                        HEAD + "  filters: {a: [{function: lowercase}]}",
                        "6: lm_eval.filters.a.function: must be one of regex, remove_whitespace, take_first, got"
                                + " 'lowercase'"),
                Arguments.of(
                        HEAD + "  filters: {a: [{function: regex, regex_pattern: '('}]}",
                        "6: lm_eval.filters.a.regex_pattern: '(' is no regular expression (Unclosed group"),
                Arguments.of(
                        HEAD + "  filters: {a: [{function: regex, regex_pattern: 'a\\z'}]}",
                        "6: lm_eval.filters.a.regex_pattern: 'a\\z' is no regular expression (the escape '\\z' is not Python's"),
                Arguments.of(HEAD + "  filters: {a: x}", "6: lm_eval.filters.a: must be a list, such as [a, b]"),
                Arguments.of(HEAD + "  filters: {a: [x]}", "6: lm_eval.filters.a: must be a list of maps"),
                Arguments.of(
                        HEAD + CHAINS + "  shots: {draw: fixed}",
                        "7: lm_eval.shots: 'draw: fixed' and 'examples' belong together"),
                Arguments.of(
                        HEAD + CHAINS + "  shots: {locked: maybe}",
                        "7: lm_eval.shots.locked: must be true or false, got 'maybe'"),
                Arguments.of(
                        HEAD + CHAINS + "  cot_filters: {a: [], b: []}",
                        "7: lm_eval.cot_filters: must have as many chains as 'filters'"),
                Arguments.of(HEAD + CHAINS + "  leaves: {name: t}", "7: lm_eval.leaves.name: must hold a '*'"),
                Arguments.of(HEAD + CHAINS + "  stop: [a]", "7: lm_eval.stop: unknown key"),
                Arguments.of("name: x\n" + HEAD + CHAINS, "1: name: 'x' is not the file's name 'lm-eval/x'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[[]", "[^[\\s]+", "a\\Z"})
    void takesThePatternsThatPythonTakes(String pattern) {
        assertThat(read(HEAD + "  filters: {a: [{function: regex, regex_pattern: '" + pattern + "'}]}")
                        .lmEval()
                        .filters()
                        .get(0)
                        .steps())
                .containsExactly(new LmEvalFilter.Regex(pattern, 0, "[invalid]"));
    }

    @Test
    void refusesThePartElsewhere() {
        assertThatThrownBy(() -> new Workspace(folder)
                        .with("benchmarks/y.yaml", HEAD + CHAINS)
                        .catalogue()
                        .benchmark("y"))
                .hasMessageStartingWith("benchmarks/y.yaml:3: lm_eval: belongs to the files in benchmarks/lm-eval");
    }

    @Test
    void listsAUsersOwnAfterTheShippedOnes() {
        Catalogue catalogue = new Workspace(folder)
                .with("benchmarks/lm-eval/x.yaml", HEAD + CHAINS)
                .catalogue();

        assertThat(catalogue.lmEvalNames()).endsWith("lm-eval/x").hasSize(5);
        assertThat(catalogue.benchmarkNames()).noneMatch(name -> name.startsWith("lm-eval"));
        assertThat(catalogue.benchmarks("", List.of("all")))
                .noneMatch(file -> file.benchmark().lmEval() != null);
        assertThatThrownBy(() -> catalogue.benchmark("lm-eval/../x")).hasMessageContaining("unknown benchmark");
    }
}
