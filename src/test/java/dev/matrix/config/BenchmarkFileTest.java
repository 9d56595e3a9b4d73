package dev.matrix.config;

import static dev.matrix.config.Workspace.assertUsage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.DataKind;
import dev.matrix.domain.DataSource;
import dev.matrix.domain.DataSource.Format;
import dev.matrix.domain.FieldMapping;
import dev.matrix.domain.FieldMapping.AnswerStyle;
import dev.matrix.domain.OptionOrder;
import dev.matrix.domain.PromptFormat;
import dev.matrix.domain.TokenLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BenchmarkFileTest {

    @TempDir
    Path folder;

    private BenchmarkFile read(String text) {
        return new Workspace(folder).with("benchmarks/x.yaml", text).catalogue().benchmark("x");
    }

    @Test
    void fillsInTheDefaultsOfAChoice() {
        BenchmarkFile file = read("answer: choice\ndata: {items: x.jsonl}");

        assertThat(file.benchmark())
                .isEqualTo(new Benchmark(
                        "x",
                        "x",
                        AnswerKind.CHOICE,
                        new PromptFormat("""
                                Choose the right answer to the question below. Answer with the letter only.

                                Question: {{question}}

                                {{#options}}
                                {{letter}}. {{text}}
                                {{/options}}""", "{{answer}}", "So, which option is right? Answer with the letter only."),
                        0,
                        OptionOrder.SOURCE,
                        "acc",
                        new TokenLimits(64, 768),
                        List.of()));
        assertThat(file.data())
                .containsExactly(new BenchmarkFile.Data(
                        new DataSource(
                                DataKind.USER,
                                Format.JSONL,
                                List.of("x.jsonl"),
                                List.of(),
                                new FieldMapping(
                                        null,
                                        "question",
                                        List.of("options"),
                                        null,
                                        "answer",
                                        AnswerStyle.LETTER,
                                        null,
                                        null,
                                        Map.of(),
                                        List.of())),
                        new SourceNote("", "", "", "")));
        assertThat(file.folder()).isEqualTo(folder.resolve("benchmarks").toAbsolutePath());
        assertThat(file.origin()).isEqualTo("benchmarks/x.yaml");
    }

    @ParameterizedTest
    @CsvSource({
        "multi_choice, mc2_letter, 64, LABELS, Choose the right answer",
        "number, exact_match, 768, NUMBER, Solve the problem below. Show your work",
        "text, exact_match, 64, TEXT, Answer the question below. Give the answer only."
    })
    void fillsInTheDefaultsOfOtherKinds(String answer, String metric, int limit, AnswerStyle style, String question) {
        BenchmarkFile file = read("answer: " + answer + "\ndata: {items: x.csv}");

        assertThat(file.benchmark().metric()).isEqualTo(metric);
        assertThat(file.benchmark().limits()).isEqualTo(new TokenLimits(limit, 768));
        assertThat(file.benchmark().format().question()).startsWith(question).contains("{{question}}");
        assertThat(file.benchmark().format().closingQuestion().isEmpty())
                .isEqualTo(!file.benchmark().answer().lettered());
        assertThat(fields(file).style()).isEqualTo(style);
        assertThat(fields(file).options().isEmpty())
                .isEqualTo(!file.benchmark().answer().lettered());
    }

    private static FieldMapping fields(BenchmarkFile file) {
        return file.data().get(0).source().fields();
    }

    @Test
    void readsEveryKey() {
        BenchmarkFile file = read("""
                name: x
                title: Everything
                answer: choice
                metric: my_acc
                options: shuffled
                fewshot: 3
                limits: {answer: 5, reasoning: 6}
                prompt:
                  question: |
                    Q {{question}}
                  shot_answer: A {{answer}}
                  closing_question: C?
                comparable_with: [arc_easy]
                data:
                  sample: {items: s.jsonl}
                  published:
                    source: {text: T, url: U, licence: L, citation: C}
                    format: csv_no_header
                    items: [a.txt, b.txt]
                    shots: c.txt
                    fields:
                      id: 9
                      question: 0
                      options: [1, 2]
                      labels: l
                      answer: 3
                      style: index
                      answer_after: "#### "
                      stratum: $file
                      extra: {subject: 4}
                      cleanups: [hellaswag]
                """);

        assertThat(file.benchmark())
                .isEqualTo(new Benchmark(
                        "x",
                        "Everything",
                        AnswerKind.CHOICE,
                        new PromptFormat("Q {{question}}", "A {{answer}}", "C?"),
                        3,
                        OptionOrder.SHUFFLED,
                        "my_acc",
                        new TokenLimits(5, 6),
                        List.of("arc_easy")));
        assertThat(file.data(DataKind.SAMPLE)).isPresent();
        assertThat(file.data(DataKind.USER)).isEmpty();
        assertThat(file.data(DataKind.REAL))
                .contains(new BenchmarkFile.Data(
                        new DataSource(
                                DataKind.REAL,
                                Format.CSV_NO_HEADER,
                                List.of("a.txt", "b.txt"),
                                List.of("c.txt"),
                                new FieldMapping(
                                        "9",
                                        "0",
                                        List.of("1", "2"),
                                        "l",
                                        "3",
                                        AnswerStyle.INDEX,
                                        "#### ",
                                        "$file",
                                        Map.of("subject", "4"),
                                        List.of("hellaswag"))),
                        new SourceNote("T", "U", "L", "C")));
    }

    @Test
    void takesTheOptionsPathForTheAnswerOfTargets() {
        assertThat(fields(read("answer: multi_choice\ndata: {items: x.json, fields: {options: mc2, style: targets}}"))
                        .answer())
                .isEqualTo("mc2");
    }

    @ParameterizedTest
    @CsvSource({"a.jsonl, JSONL", "a.NDJSON, JSONL", "a.json.gz, JSON", "z.zip!b/*.csv, CSV"})
    void knowsTheFormatByTheEnding(String path, Format expected) {
        assertThat(read("answer: choice\ndata: {items: '" + path + "'}")
                        .data()
                        .get(0)
                        .source()
                        .format())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("wrongFiles")
    void refuses(String text, String message) {
        assertUsage(() -> read(text)).hasMessageStartingWith("benchmarks/x.yaml:" + message);
    }

    static Stream<Arguments> wrongFiles() {
        String choice = "answer: choice\n";
        String data = choice + "data:\n  items: x.jsonl\n";
        return Stream.of(
                Arguments.of("data: {items: a.csv}", "1: 'answer' is missing; add it"),
                Arguments.of(
                        "answer: letter", "1: answer: must be one of choice, multi_choice, number, text, got 'letter'"),
                Arguments.of(choice, "1: 'data' is missing; add it"),
                Arguments.of(choice + "data: {}", "2: data: names no items; add 'items: FILE'"),
                Arguments.of(choice + "data: {smaple: {}}", "2: data.smaple: unknown key; did you mean 'sample'?"),
                Arguments.of(choice + "data:\n  sample: {}", "3: data.sample: 'items' is missing; add it"),
                Arguments.of(choice + "data: {items: []}", "2: data.items: names no file; name at least one"),
                Arguments.of(
                        choice + "data: {items: a.txt}",
                        "2: data.items: the ending of 'a.txt' does not tell the format; add 'format: jsonl'"),
                Arguments.of(
                        data + "  format: xml",
                        "4: data.format: must be one of jsonl, json, csv, csv_no_header, parquet, got 'xml'"),
                Arguments.of(data + "  published: {}", "4: data.published: unknown key"),
                Arguments.of(data + "promt: {}", "4: promt: unknown key; did you mean 'prompt'?"),
                Arguments.of(data + "prompt: {shots: a}", "4: prompt.shots: unknown key"),
                Arguments.of(data + "prompt: {question: ''}", "4: prompt.question: is empty"),
                Arguments.of(
                        data + "limits: {answer: 0}", "4: limits.answer: must be a whole number of at least 1, got 0"),
                Arguments.of(
                        data + "limits: {tokens: 1}", "4: limits.tokens: unknown key; known are answer, reasoning"),
                Arguments.of(data + "fewshot: -1", "4: fewshot: must be a whole number of at least 0, got -1"),
                Arguments.of(data + "fewshot: 1.5", "4: fewshot: must be a whole number of at least 0, got 1.5"),
                Arguments.of(
                        data + "fewshot: 99999999999",
                        "4: fewshot: must be a whole number of at least 0, got 99999999999"),
                Arguments.of(data + "options: random", "4: options: must be one of source, shuffled, got 'random'"),
                Arguments.of(data + "metric: My Acc", "4: metric: must be a word of small letters"),
                Arguments.of(data + "comparable_with: a", "4: comparable_with: must be a list, such as [a, b]"),
                Arguments.of(
                        data + "  source: {license: MIT}",
                        "4: data.source.license: unknown key; did you mean 'licence'?"),
                Arguments.of(
                        data + "  fields: {anser: a}", "4: data.fields.anser: unknown key; did you mean 'answer'?"),
                Arguments.of(
                        data + "  fields: {options: []}", "4: data.fields.options: names no path; name at least one"),
                Arguments.of(
                        data + "  fields: {style: number}",
                        "4: data.fields.style: must be one of letter, index, labels, targets, text, got 'number'"),
                Arguments.of(
                        data + "  fields:\n    extra: {letters: a}",
                        "5: data.fields.extra.letters: this name is taken by the program's own variable; choose another"),
                Arguments.of(
                        data + "  fields: {cleanups: [helaswag]}",
                        "4: data.fields.cleanups: unknown 'helaswag'; did you mean 'hellaswag'?"),
                Arguments.of(
                        "answer: number\nprompt: {closing_question: a}\ndata: {items: a.csv}",
                        "2: prompt.closing_question: only choice and multi_choice have one"),
                Arguments.of(
                        "answer: number\ndata: {items: a.csv, fields: {options: a}}",
                        "2: data.fields.options: answer: number has no options; remove this line"),
                Arguments.of(
                        "answer: text\ndata: {items: a.csv, fields: {style: letter}}",
                        "2: data.fields.style: must be one of text, got 'letter'"),
                Arguments.of("name: y\n" + data, "1: name: 'y' is not the file's name 'x'; make them equal"));
    }
}
