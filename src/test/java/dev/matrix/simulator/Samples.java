package dev.matrix.simulator;

import dev.matrix.dataset.DataRoot;
import dev.matrix.dataset.Datasets;
import dev.matrix.dataset.SamplePlan;
import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.DataKind;
import dev.matrix.domain.DataSource;
import dev.matrix.domain.FieldMapping;
import dev.matrix.domain.FieldMapping.AnswerStyle;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.OptionOrder;
import dev.matrix.domain.PromptFormat;
import dev.matrix.domain.TokenLimits;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The bundled samples as knowledge, and user turns in the manner of the benchmark files. */
final class Samples {

    private static final DataRoot ROOT = DataRoot.directory(Path.of("benchmarks"));

    private Samples() {}

    static Map<Benchmark, ItemSet> all() {
        Map<Benchmark, ItemSet> sets = new LinkedHashMap<>();
        add(sets, "mmlu", AnswerKind.CHOICE, AnswerStyle.LETTER, "answer");
        add(sets, "arc_easy", AnswerKind.CHOICE, AnswerStyle.LETTER, "answer");
        add(sets, "hellaswag", AnswerKind.CHOICE, AnswerStyle.LETTER, "answer");
        add(sets, "truthfulqa_mc2", AnswerKind.MULTI_CHOICE, AnswerStyle.LABELS, "labels");
        add(sets, "gsm8k", AnswerKind.NUMBER, AnswerStyle.NUMBER, "answer");
        return sets;
    }

    private static void add(
            Map<Benchmark, ItemSet> sets, String name, AnswerKind kind, AnswerStyle style, String answer) {
        Benchmark benchmark = benchmark(name, kind);
        DataSource source = new DataSource(
                DataKind.SAMPLE,
                DataSource.Format.JSONL,
                List.of("samples/" + name + ".jsonl"),
                List.of("samples/" + name + ".shots.jsonl"),
                new FieldMapping(
                        "id",
                        "question",
                        kind.lettered() ? List.of("options") : List.of(),
                        null,
                        answer,
                        style,
                        null,
                        "level",
                        Map.of(),
                        List.of()));
        sets.put(benchmark, new Datasets().load(benchmark, source, ROOT, SamplePlan.everything()));
    }

    static Benchmark benchmark(String name, AnswerKind kind) {
        return new Benchmark(
                name,
                name,
                kind,
                new PromptFormat("", "", ""),
                5,
                kind == AnswerKind.MULTI_CHOICE ? OptionOrder.SHUFFLED : OptionOrder.SOURCE,
                "acc",
                new TokenLimits(64, 768),
                List.of());
    }

    /** The user turn of an item. */
    static String turn(Item item) {
        if (item.options().isEmpty()) {
            return "Solve the problem below. Show your work, then write the answer alone on the last line, in this form:"
                    + " #### <number>\n\nProblem: " + item.question();
        }
        StringBuilder turn = new StringBuilder("Choose the right answer. Answer with the letter only.\n\nQuestion: ")
                .append(item.question())
                .append("\n\n");
        for (int i = 0; i < item.options().size(); i++) {
            turn.append(Item.letter(i))
                    .append(". ")
                    .append(item.options().get(i))
                    .append('\n');
        }
        return turn.toString().stripTrailing();
    }
}
