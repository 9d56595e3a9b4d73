package dev.matrix.lmeval;

import dev.matrix.domain.AnswerKind;
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
 * document carries the turn that matrix has rendered, so that both engines send the same messages. Items with the same examples are one task.
 */
final class OwnTasks {

    private static final String STRICT = "strict-match";
    private static final String FLEXIBLE = "flexible-extract";

    private final PlannedCombination planned;
    private final Benchmark benchmark;
    private final Turns turns;

    OwnTasks(PlannedCombination planned, Turns turns) {
        this.planned = planned;
        this.benchmark = planned.combination().benchmark();
        this.turns = turns;
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
                null,
                "asks " + benchmark.name() + " by the generated task " + name() + ": matrix's own messages, "
                        + (benchmark.answer().lettered()
                                ? "letters read from text (a chat server cannot run lm-eval's task of that name, which"
                                        + " needs probabilities)"
                                : "answers read from text"));
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
        yaml.put("filter_list", List.of(filter(STRICT, 0, strict()), filter(FLEXIBLE, -1, flexible())));
        yaml.put("metric_list", List.of(metric()));
        yaml.put("metadata", Map.of("version", 1.0));
        return yaml;
    }

    private static Map<String, Object> document(Asked asked) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", asked.item().id());
        document.put(Documents.TURN, Documents.turn(asked.conversation()));
        document.put(Documents.TARGET, targets(asked.item().gold()));
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

    /** The answer in the asked form and nothing else. */
    private String strict() {
        if (benchmark.answer().lettered()) {
            return "\\A\\W*([A-Z])\\W*\\Z";
        }
        return benchmark.answer() == AnswerKind.NUMBER ? "####\\s*[$]?(-?[0-9][0-9.,]*)" : "\\A\\s*(.*?)\\s*\\Z";
    }

    /** The last explicit answer. matrix's own reading is finer; lm-eval's stands beside it. */
    private String flexible() {
        if (benchmark.answer().lettered()) {
            return "(?:(?i:answer|option|choice)\\W*(?:is\\b|:)?\\W*|^\\W*)([A-Z])\\b";
        }
        return benchmark.answer() == AnswerKind.NUMBER
                ? "(-?[$0-9.,]{2,})|(-?[0-9]+)"
                : "(?i:answer\\W*(?:is\\b|:)\\W*)(.*)";
    }

    private static Map<String, Object> filter(String name, int select, String pattern) {
        return Map.of(
                "name",
                name,
                "filter",
                List.of(
                        Map.of("function", "regex", "group_select", select, "regex_pattern", pattern),
                        Map.of("function", "take_first")));
    }

    private static Map<String, Object> metric() {
        return Map.of(
                "metric",
                "exact_match",
                "aggregation",
                "mean",
                "higher_is_better",
                true,
                "ignore_case",
                true,
                "ignore_punctuation",
                false,
                "regexes_to_ignore",
                List.of(",", "\\$", "\\.$"));
    }
}
