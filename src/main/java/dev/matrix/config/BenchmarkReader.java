package dev.matrix.config;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.DataKind;
import dev.matrix.domain.LmEvalTask;
import dev.matrix.domain.OptionOrder;
import dev.matrix.domain.PromptFormat;
import dev.matrix.domain.TokenLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code benchmarks/*.yaml}; benchmarks/schema/benchmark.schema.json describes the same layout to editors. */
final class BenchmarkReader {

    private static final List<String> KEYS = List.of(
            "name",
            "title",
            "answer",
            "metric",
            "options",
            "fewshot",
            "limits",
            "prompt",
            "comparable_with",
            "lm_eval",
            "data");
    private static final String CLOSING = "closing_question";
    private static final int SHORT = 64;
    private static final int LONG = 768;

    private static final String CHOICE_QUESTION = """
            Choose the right answer to the question below. Answer with the letter only.

            Question: {{question}}

            {{#options}}
            {{letter}}. {{text}}
            {{/options}}""";
    private static final String NUMBER_QUESTION = """
            Solve the problem below. Show your work, then write the answer alone on the last line, in this form: #### <number>

            Problem: {{question}}""";
    private static final String TEXT_QUESTION = """
            Answer the question below. Give the answer only.

            Question: {{question}}""";

    private final DataSourceReader sources = new DataSourceReader();
    private final LmEvalReader lmEval = new LmEvalReader();

    BenchmarkFile read(CatalogueFile file) {
        YamlMap yaml = file.yaml().onlyKeys("key", KEYS);
        String name = CatalogueName.read(file, yaml);
        AnswerKind answer = yaml.oneOf("answer", List.of(AnswerKind.values()));
        LmEvalTask task = yaml.has("lm_eval") ? lmEval.read(yaml.map("lm_eval")) : null;
        if ((task != null) != CatalogueName.isLmEval(name)) {
            throw yaml.problem(
                    "lm_eval", "belongs to the files in benchmarks/lm-eval, and each of them has it; move the file");
        }
        Benchmark benchmark = new Benchmark(
                name,
                yaml.text("title", name),
                answer,
                format(yaml.mapOrEmpty("prompt"), answer, answer.lettered() && task == null),
                yaml.whole("fewshot", 0, 0),
                yaml.has("options") ? yaml.oneOf("options", List.of(OptionOrder.values())) : OptionOrder.SOURCE,
                metric(yaml, answer),
                limits(yaml.mapOrEmpty("limits"), answer),
                comparable(yaml, task),
                task);
        YamlMap places = yaml.map("data");
        List<BenchmarkFile.Data> data = data(places, answer);
        Optional<HubSource> hub = hub(places, answer);
        if (data.isEmpty() && hub.isEmpty()) {
            throw places.problem("", "names no items; add 'items: FILE' with a file relative to this one");
        }
        return new BenchmarkFile(benchmark, data, hub, file.folder(), file.shown());
    }

    /** One of lm-eval's own tasks is comparable with itself. */
    private static List<String> comparable(YamlMap yaml, @Nullable LmEvalTask task) {
        if (yaml.has("comparable_with")) {
            return yaml.list("comparable_with");
        }
        return task == null ? List.of() : List.of(task.task() + " v" + task.version());
    }

    private static PromptFormat format(YamlMap yaml, AnswerKind answer, boolean closes) {
        yaml.onlyKeys("key", List.of("question", "shot_answer", CLOSING));
        if (!closes && yaml.has(CLOSING)) {
            throw yaml.problem(
                    CLOSING, "only choice and multi_choice have one: elsewhere the reasoning is the reply; remove it");
        }
        String closing = closes ? "So, which option is right? Answer with the letter only." : "";
        return new PromptFormat(
                yaml.text("question", question(answer)),
                yaml.text("shot_answer", "{{answer}}"),
                yaml.text(CLOSING, closing));
    }

    private static String question(AnswerKind answer) {
        return switch (answer) {
            case CHOICE, MULTI_CHOICE -> CHOICE_QUESTION;
            case NUMBER -> NUMBER_QUESTION;
            case TEXT -> TEXT_QUESTION;
        };
    }

    private static String metric(YamlMap yaml, AnswerKind answer) {
        String usual = switch (answer) {
            case CHOICE -> "acc";
            case MULTI_CHOICE -> "mc2_letter";
            case NUMBER, TEXT -> "exact_match";
        };
        String metric = yaml.text("metric", usual);
        if (!metric.matches("[a-z][a-z0-9_]*")) {
            throw yaml.problem("metric", "must be a word of small letters, digits and '_', such as acc");
        }
        return metric;
    }

    private static TokenLimits limits(YamlMap yaml, AnswerKind answer) {
        yaml.onlyKeys("key", List.of("answer", "reasoning"));
        int usual = answer == AnswerKind.NUMBER ? LONG : SHORT;
        return new TokenLimits(yaml.whole("answer", 1, usual), yaml.whole("reasoning", 1, LONG));
    }

    private List<BenchmarkFile.Data> data(YamlMap yaml, AnswerKind answer) {
        if (yaml.has("items")) {
            return List.of(sources.read(yaml, DataKind.USER, answer));
        }
        yaml.onlyKeys("key", List.of("sample", "published", "hub", "items"));
        List<BenchmarkFile.Data> data = new ArrayList<>();
        if (yaml.has("sample")) {
            data.add(sources.read(yaml.map("sample"), DataKind.SAMPLE, answer));
        }
        if (yaml.has("published")) {
            data.add(sources.read(yaml.map("published"), DataKind.REAL, answer));
        }
        return data;
    }

    private Optional<HubSource> hub(YamlMap yaml, AnswerKind answer) {
        return yaml.has("hub") && !yaml.has("items")
                ? Optional.of(sources.readHub(yaml.map("hub"), answer))
                : Optional.empty();
    }
}
