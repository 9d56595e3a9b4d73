package dev.matrix.prompt;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.LmEvalTask;
import dev.matrix.domain.MatrixException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The Mustache templates of benchmarks, each compiled once. Values are put in as they are: not escaped, and never read as templates themselves. Unknown
 * variables are errors. Thread-safe: compiled templates hold no state of a rendering.
 */
final class ItemTemplates {

    private static final String ANSWER = "answer";

    private final Mustache.Compiler compiler = Mustache.compiler()
            .escapeHTML(false)
            .strictSections(true)
            .withLoader(name -> {
                throw new MustacheException("partials such as {{>" + name + "}} are not supported");
            });
    private final Map<String, Template> compiled = new ConcurrentHashMap<>();

    /** The user turn of an item. The right answer is no variable here, so that a template cannot give it away. */
    String question(Benchmark benchmark, Item item) {
        return fill(benchmark, "prompt.question", benchmark.format().question(), item, variables(item));
    }

    /** The assistant turn of a solved example. */
    String shotAnswer(Benchmark benchmark, Item shot) {
        Map<String, Object> variables = variables(shot);
        variables.put(ANSWER, answer(shot.gold()));
        return fill(benchmark, "prompt.shot_answer", benchmark.format().shotAnswer(), shot, variables);
    }

    /** The description of one of lm-eval's own tasks: {@code {{leaf}}} is the item's group with spaces for its underscores. */
    String description(Benchmark benchmark, LmEvalTask task, Item item) {
        Map<String, Object> variables = variables(item);
        variables.put("leaf", item.stratum().replace('_', ' '));
        return fill(benchmark, "lm_eval.description", task.description(), item, variables);
    }

    private String fill(Benchmark benchmark, String key, String template, Item item, Map<String, Object> variables) {
        try {
            String text = compiled.computeIfAbsent(template, this::compile).execute(variables);
            return benchmark.lmEval() == null ? text.stripTrailing() : text;
        } catch (MustacheException.Context e) {
            throw problem(benchmark, key, missing(e.key, item, variables), e);
        } catch (MustacheException e) {
            throw problem(benchmark, key, String.valueOf(e.getMessage()), e);
        }
    }

    private Template compile(String template) {
        // The library would send an unfinished tag as text.
        if (template.lastIndexOf("{{") > template.lastIndexOf("}}")) {
            throw new MustacheException("a tag that begins with {{ does not end with }}");
        }
        return compiler.compile(template);
    }

    private static MatrixException problem(Benchmark benchmark, String key, String clause, Exception cause) {
        return new MatrixException(
                MatrixException.Kind.USAGE,
                "benchmark '" + benchmark.name() + "': " + key + ": " + clause + "; correct the template in its file",
                cause);
    }

    private static String missing(String name, Item item, Map<String, Object> variables) {
        if (name.equals(ANSWER)) {
            return "{{answer}} would tell the model the right answer; it may stand in prompt.shot_answer only";
        }
        return "item '" + item.id() + "' has no variable {{" + name + "}} (it has "
                + String.join(", ", variables.keySet()) + ")";
    }

    private static Map<String, Object> variables(Item item) {
        Map<String, Object> variables = new TreeMap<>(item.fields());
        variables.put("question", item.question());
        variables.put("options", options(item.options()));
        variables.put("letters", letters(item.options().size()));
        return variables;
    }

    private static List<Map<String, String>> options(List<String> texts) {
        List<Map<String, String>> options = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            options.add(Map.of("letter", Item.letter(i), "text", texts.get(i)));
        }
        return options;
    }

    /** {@code A, B, C or D}; empty when there are no options. */
    private static String letters(int count) {
        if (count < 2) {
            return count == 0 ? "" : Item.letter(0);
        }
        return IntStream.range(0, count - 1).mapToObj(Item::letter).collect(Collectors.joining(", ")) + " or "
                + Item.letter(count - 1);
    }

    private static String answer(Gold gold) {
        if (gold instanceof Gold.Options options) {
            return Item.letter(options.correct().iterator().next());
        }
        if (gold instanceof Gold.Numeric number) {
            return number.value().toPlainString();
        }
        return ((Gold.Texts) gold).accepted().get(0);
    }
}
