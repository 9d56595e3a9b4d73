package dev.matrix.config;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a run must reach, from a YAML file; config/schema/thresholds.schema.json describes the same layout to editors.
 *
 * @param rules in the file's order
 */
public record Thresholds(List<Rule> rules) {

    /** The verdicts that may stand in {@code fail_on}, as in results.json. */
    public static final List<String> VERDICTS = List.of("hurts", "undecided", "no_difference", "helps");

    private static final String MODELS = "models";
    private static final String PERSONALITIES = "personalities";
    private static final String BENCHMARKS = "benchmarks";
    private static final String MIN_SCORE = "min_score_percent";
    private static final String MAX_DROP = "max_drop_points";
    private static final String FAIL_ON = "fail_on";
    private static final List<String> DEMANDS = List.of(MIN_SCORE, MAX_DROP, FAIL_ON);
    private static final BigDecimal HUNDRED = new BigDecimal(100);

    public Thresholds {
        rules = List.copyOf(rules);
    }

    /**
     * One rule, for the combinations whose names match.
     *
     * @param place file and line, for people
     * @param models names, {@code *} standing for any text
     * @param personalities likewise
     * @param benchmarks likewise
     * @param minScore the score must be at least this, a share; null asks nothing
     * @param maxDrop the score must not be lower than baseline's by more than this, a share; null asks nothing
     * @param failOn verdicts that must not be
     */
    public record Rule(
            String place,
            List<String> models,
            List<String> personalities,
            List<String> benchmarks,
            @Nullable Double minScore,
            @Nullable Double maxDrop,
            List<String> failOn) {

        public Rule {
            models = List.copyOf(models);
            personalities = List.copyOf(personalities);
            benchmarks = List.copyOf(benchmarks);
            failOn = List.copyOf(failOn);
        }

        /** A rule for every combination: none may have one of these verdicts. */
        public static Rule failingOn(String place, List<String> verdicts) {
            List<String> any = List.of("*");
            return new Rule(place, any, any, any, null, null, verdicts);
        }

        public boolean matchesPersonality(String personality) {
            return any(personalities, personality);
        }

        /** True when it asks for this personality by its very name, not by a pattern. */
        public boolean names(String personality) {
            return personalities.contains(personality);
        }

        /** A clause that tells a name, written out and not a pattern, that is none of these; empty when all are known. */
        public Optional<String> unknown(
                List<String> knownModels, List<String> knownPersonalities, List<String> knownBenchmarks) {
            return unknown(MODELS, models, knownModels)
                    .or(() -> unknown(PERSONALITIES, personalities, knownPersonalities))
                    .or(() -> unknown(BENCHMARKS, benchmarks, knownBenchmarks));
        }

        private static Optional<String> unknown(String key, List<String> names, List<String> known) {
            return names.stream()
                    .filter(name -> !name.contains("*") && !known.contains(name))
                    .findFirst()
                    .map(name -> key + ": '" + name + "' is not in this run (" + NearNames.clause(name, known) + ")");
        }

        public boolean matches(String model, String personality, String benchmark) {
            return any(models, model) && any(personalities, personality) && any(benchmarks, benchmark);
        }

        private static boolean any(List<String> patterns, String name) {
            return patterns.stream()
                    .anyMatch(pattern -> glob(pattern).matcher(name).matches());
        }

        private static Pattern glob(String pattern) {
            return Pattern.compile(
                    Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
        }
    }

    /** Reads the file that {@code option} names; relative paths start in the working directory. */
    public static Thresholds read(String option, Path workingDirectory, Path file) {
        return parse(file.toString().replace('\\', '/'), TextFile.read(option, workingDirectory.resolve(file)));
    }

    static Thresholds parse(String shown, String text) {
        YamlMap yaml = YamlText.parse(shown, text).onlyKeys("key", List.of("rules"));
        List<Rule> rules = new ArrayList<>();
        yaml.maps("rules").forEach(rule -> rules.add(rule(rule)));
        if (rules.isEmpty()) {
            throw yaml.problem("rules", "is empty, so that nothing would be checked; add a rule");
        }
        return new Thresholds(rules);
    }

    private static Rule rule(YamlMap yaml) {
        yaml.onlyKeys("key", List.of(MODELS, PERSONALITIES, BENCHMARKS, MIN_SCORE, MAX_DROP, FAIL_ON));
        if (DEMANDS.stream().noneMatch(yaml::has)) {
            throw yaml.problem("", "this rule asks for nothing; add one of " + String.join(", ", DEMANDS));
        }
        return new Rule(
                yaml.file() + ":" + yaml.line(""),
                names(yaml, MODELS),
                names(yaml, PERSONALITIES),
                names(yaml, BENCHMARKS),
                share(yaml, MIN_SCORE).orElse(null),
                share(yaml, MAX_DROP).orElse(null),
                verdicts(yaml));
    }

    private static List<String> names(YamlMap yaml, String key) {
        return yaml.has(key) ? yaml.scalars(key) : List.of("*");
    }

    private static Optional<Double> share(YamlMap yaml, String key) {
        if (!yaml.has(key)) {
            return Optional.empty();
        }
        BigDecimal value = yaml.number(key);
        if (value.signum() < 0 || value.compareTo(HUNDRED) > 0) {
            throw yaml.problem(key, "must be from 0 to 100, got " + value.toPlainString());
        }
        return Optional.of(value.doubleValue() / 100);
    }

    private static List<String> verdicts(YamlMap yaml) {
        if (!yaml.has(FAIL_ON)) {
            return List.of();
        }
        List<String> words = yaml.scalars(FAIL_ON);
        words.stream().filter(word -> !VERDICTS.contains(word)).findFirst().ifPresent(word -> {
            throw yaml.problem(FAIL_ON, "'" + word + "' is no verdict; " + NearNames.clause(word, VERDICTS));
        });
        return words;
    }
}
