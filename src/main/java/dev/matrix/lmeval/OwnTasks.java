package dev.matrix.lmeval;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.plan.PlannedCombination;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Generated tasks for one of matrix's own benchmarks: chat servers cannot run lm-eval's task of that name, which needs the probability of a given text. Each
 * document carries the turn that matrix has rendered, so that both engines send the same messages, and the filters are matrix's reading, so that both score
 * the same. Items with the same examples are one task; several are a group, which lm-eval aggregates.
 */
final class OwnTasks {

    private final PlannedCombination planned;
    private final Benchmark benchmark;
    private final Turns turns;
    private final ReadingModule reading;

    OwnTasks(PlannedCombination planned, Turns turns) {
        this.planned = planned;
        this.benchmark = planned.combination().benchmark();
        this.turns = turns;
        this.reading = new ReadingModule(benchmark.answer());
    }

    /** An item with what is sent for it. */
    private record Asked(Item item, Conversation conversation) {}

    LmEvalTasks tasks() {
        Map<List<Map<String, Object>>, List<Asked>> byExamples = new LinkedHashMap<>();
        for (Item item : planned.items()) {
            Conversation conversation = turns.conversation(item);
            byExamples
                    .computeIfAbsent(Documents.examples(conversation), none -> new ArrayList<>())
                    .add(new Asked(item, conversation));
        }
        List<LmEvalTasks.Leaf> leaves = new ArrayList<>();
        byExamples.forEach((examples, asked) -> {
            String suffix = byExamples.size() == 1 ? "" : "_" + (leaves.size() + 1);
            leaves.add(new LmEvalTasks.Leaf(
                    name() + suffix,
                    yaml(examples, asked.get(0).conversation()),
                    asked.stream().map(OwnTasks::document).toList(),
                    asked.stream().map(Asked::item).toList(),
                    List.of()));
        });
        return new LmEvalTasks(
                leaves,
                leaves.size() == 1 ? null : group(leaves),
                "asks " + benchmark.name() + " by the generated task " + name() + ": matrix's own messages, "
                        + (benchmark.answer().lettered()
                                ? "letters read from text (a chat server cannot run lm-eval's task of that name, which"
                                        + " needs probabilities)"
                                : "answers read from text"));
    }

    /** All items count alike, in whichever task they are. */
    private LmEvalTasks.Group group(List<LmEvalTasks.Leaf> leaves) {
        Map<String, Object> yaml = new LinkedHashMap<>();
        yaml.put("task", leaves.stream().map(LmEvalTasks.Leaf::name).toList());
        yaml.put(
                "aggregate_metric_list",
                List.of(Map.of(
                        "metric",
                        LmEvalTasks.METRIC,
                        "weight_by_size",
                        true,
                        "filter_list",
                        List.of(LmEvalTasks.STRICT_FILTER, LmEvalTasks.FLEXIBLE_FILTER))));
        yaml.put("metadata", Map.of("version", 1.0));
        return new LmEvalTasks.Group(name(), yaml);
    }

    private String name() {
        return benchmark.name().replaceAll("[^A-Za-z0-9_]", "_")
                + (planned.combination().personality().reasons() ? "_matrix_cot" : "_matrix");
    }

    private Map<String, Object> yaml(List<Map<String, Object>> examples, Conversation first) {
        Map<String, Object> yaml = new LinkedHashMap<>();
        yaml.put("test_split", "test");
        yaml.put("output_type", "generate_until");
        yaml.put("doc_to_text", Documents.TURN);
        yaml.put("doc_to_target", Documents.TARGET);
        yaml.put(
                "generation_kwargs",
                Documents.generation(planned.combination().setting().temperature(), first.maxTokens()));
        yaml.put("num_fewshot", examples.size());
        if (!examples.isEmpty()) {
            yaml.put("fewshot_config", Documents.fixed(examples));
        }
        yaml.put(
                "filter_list",
                List.of(
                        filter(LmEvalTasks.STRICT_FILTER, reading.strict()),
                        filter(LmEvalTasks.FLEXIBLE_FILTER, reading.lenient())));
        yaml.put("process_results", reading.score());
        yaml.put(
                "metric_list",
                List.of(Map.of("metric", LmEvalTasks.METRIC, "aggregation", "mean", "higher_is_better", true)));
        yaml.put("metadata", Map.of("version", 1.0));
        return yaml;
    }

    private static Map<String, Object> document(Asked asked) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", asked.item().id());
        document.put(Documents.TURN, Documents.turn(asked.conversation()));
        document.put(Documents.TARGET, targets(asked.item().gold()));
        document.put(Documents.OPTIONS, asked.item().options());
        document.put(Documents.ANSWER, "");
        return document;
    }

    private static List<String> targets(Gold gold) {
        if (gold instanceof Gold.Options options) {
            return options.correct().stream().map(Item::letter).toList();
        }
        if (gold instanceof Gold.Numeric number) {
            return List.of(number.value().toPlainString());
        }
        return ((Gold.Texts) gold).accepted();
    }

    private static Map<String, Object> filter(String name, PythonFunction reading) {
        return Map.of(
                "name",
                name,
                "filter",
                List.of(Map.of("function", "custom", "filter_fn", reading), Map.of("function", "take_first")));
    }
}
