package dev.matrix.config;

import dev.matrix.domain.LmEvalFilter;
import dev.matrix.domain.LmEvalTask;
import dev.matrix.domain.LmEvalTask.Draw;
import dev.matrix.domain.LmEvalTask.ExactMatch;
import dev.matrix.domain.LmEvalTask.FilterChain;
import dev.matrix.domain.LmEvalTask.FixedShot;
import dev.matrix.domain.LmEvalTask.Leaves;
import dev.matrix.domain.LmEvalTask.Shots;
import dev.matrix.domain.PythonRegex;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads the part {@code lm_eval} of a benchmark file: what lm-eval's own task of that name says. */
final class LmEvalReader {

    private static final List<String> KEYS = List.of(
            "task",
            "version",
            "description",
            "shots",
            "until",
            "filters",
            "cot_filters",
            "exact_match",
            "target_after",
            "leaves");
    private static final long USUAL_SEED = 1234;

    LmEvalTask read(YamlMap yaml) {
        yaml.onlyKeys("key", KEYS);
        List<FilterChain> filters = chains(yaml, "filters");
        List<FilterChain> cot = yaml.has("cot_filters") ? chains(yaml, "cot_filters") : filters;
        if (cot.size() != filters.size()) {
            throw yaml.problem("cot_filters", "must have as many chains as 'filters'");
        }
        return new LmEvalTask(
                yaml.text("task"),
                yaml.scalar("version"),
                yaml.has("description") ? yaml.verbatim("description") : "",
                shots(yaml.mapOrEmpty("shots")),
                yaml.has("until") ? yaml.verbatimList("until") : List.of(),
                filters,
                cot,
                exactMatch(yaml.mapOrEmpty("exact_match")),
                yaml.has("target_after") ? yaml.verbatim("target_after") : null,
                leaves(yaml));
    }

    private static Shots shots(YamlMap yaml) {
        yaml.onlyKeys("key", List.of("draw", "locked", "seed", "examples"));
        Draw draw = yaml.has("draw") ? yaml.oneOf("draw", List.of(Draw.values())) : Draw.FIRST;
        if ((draw == Draw.FIXED) != yaml.has("examples")) {
            throw yaml.problem("examples", "'draw: fixed' and 'examples' belong together; give both or neither");
        }
        List<FixedShot> fixed = new ArrayList<>();
        if (yaml.has("examples")) {
            for (YamlMap each : yaml.maps("examples")) {
                each.onlyKeys("key", List.of("question", "target"));
                fixed.add(new FixedShot(each.verbatim("question"), each.verbatim("target")));
            }
        }
        return new Shots(draw, yaml.has("locked") && yaml.flag("locked"), seed(yaml), fixed);
    }

    private static long seed(YamlMap yaml) {
        return yaml.whole("seed", 0, (int) USUAL_SEED);
    }

    private static List<FilterChain> chains(YamlMap yaml, String key) {
        YamlMap map = yaml.map(key);
        if (map.keys().isEmpty() || map.keys().size() > 2) {
            throw yaml.problem(
                    key, "must name one or two chains: the first gives the strict score, the last the headline");
        }
        List<FilterChain> chains = new ArrayList<>();
        for (String name : map.keys()) {
            chains.add(new FilterChain(
                    name, map.maps(name).stream().map(LmEvalReader::filter).toList()));
        }
        return chains;
    }

    private static LmEvalFilter filter(YamlMap yaml) {
        yaml.onlyKeys("key", List.of("function", "regex_pattern", "group_select", "fallback"));
        String function = yaml.text("function");
        return switch (function) {
            case "regex" ->
                new LmEvalFilter.Regex(
                        pattern(yaml, "regex_pattern", yaml.verbatim("regex_pattern")),
                        yaml.whole("group_select", -1, 0),
                        yaml.has("fallback") ? yaml.verbatim("fallback") : "[invalid]");
            case "remove_whitespace" -> new LmEvalFilter.RemoveWhitespace();
            case "take_first" -> new LmEvalFilter.TakeFirst();
            default ->
                throw yaml.problem(
                        "function", "must be one of regex, remove_whitespace, take_first, got '" + function + "'");
        };
    }

    private static ExactMatch exactMatch(YamlMap yaml) {
        yaml.onlyKeys("key", List.of("ignore_case", "ignore_punctuation", "regexes_to_ignore"));
        List<String> ignored = yaml.has("regexes_to_ignore") ? yaml.verbatimList("regexes_to_ignore") : List.of();
        ignored.forEach(each -> pattern(yaml, "regexes_to_ignore", each));
        return new ExactMatch(
                yaml.has("ignore_case") && yaml.flag("ignore_case"),
                yaml.has("ignore_punctuation") && yaml.flag("ignore_punctuation"),
                ignored);
    }

    private static String pattern(YamlMap yaml, String key, String pattern) {
        try {
            new PythonRegex(pattern);
            return pattern;
        } catch (PatternSyntaxException e) {
            throw yaml.problem(key, "'" + pattern + "' is no regular expression (" + e.getDescription() + ")");
        }
    }

    private static @Nullable Leaves leaves(YamlMap yaml) {
        if (!yaml.has("leaves")) {
            return null;
        }
        YamlMap leaves = yaml.map("leaves").onlyKeys("key", List.of("name", "order"));
        String name = leaves.text("name");
        if (!name.contains("*")) {
            throw leaves.problem("name", "must hold a '*' for the group of an item, such as mmlu_*_generative");
        }
        return new Leaves(name, leaves.has("order") ? leaves.list("order") : List.of());
    }
}
