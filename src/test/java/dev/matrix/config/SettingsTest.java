package dev.matrix.config;

import static dev.matrix.config.Workspace.assertUsage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Concurrency;
import dev.matrix.domain.Engine;
import dev.matrix.domain.Sample;
import dev.matrix.domain.ScoringMode;
import dev.matrix.domain.StopWhen;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static Settings file(String text) {
        return Settings.resolve(Map.of(), Map.of(), SettingsFile.parse("config/matrix.yaml", text));
    }

    private static Settings options(Map<String, String> options) {
        return Settings.resolve(options, Map.of(), SettingsFile.none());
    }

    @Test
    void hasTheseDefaults() {
        Settings settings = options(Map.of());

        assertThat(settings.value(SettingKeys.HOST)).isEqualTo("http://127.0.0.1:11434");
        assertThat(settings.value(SettingKeys.MODELS)).isEmpty();
        assertThat(settings.value(SettingKeys.PERSONALITIES)).isEqualTo(Catalogue.STANDARD_PERSONALITIES);
        assertThat(settings.value(SettingKeys.BENCHMARKS)).isEqualTo(Catalogue.STANDARD_BENCHMARKS);
        assertThat(settings.value(SettingKeys.LIMIT)).isEqualTo(new Limit(100));
        assertThat(settings.value(SettingKeys.SAMPLE)).isEqualTo(Sample.STRATIFIED);
        assertThat(settings.value(SettingKeys.FEWSHOT)).isEmpty();
        assertThat(settings.value(SettingKeys.TEMPERATURES)).containsExactly(BigDecimal.ZERO);
        assertThat(settings.value(SettingKeys.REPEATS)).isEqualTo(1);
        assertThat(settings.value(SettingKeys.SEED)).isEqualTo(42L);
        assertThat(settings.value(SettingKeys.THINK)).isFalse();
        assertThat(settings.value(SettingKeys.BASELINE_SYSTEM)).isEqualTo(BaselineSystem.EMPTY);
        assertThat(settings.value(SettingKeys.SCORING)).isEqualTo(ScoringMode.AUTO);
        assertThat(settings.value(SettingKeys.ENGINE)).isEqualTo(Engine.NATIVE);
        assertThat(settings.value(SettingKeys.LM_EVAL)).isEqualTo("lm_eval");
        assertThat(settings.value(SettingKeys.CONCURRENCY)).isEqualTo(Concurrency.fixed(2));
        assertThat(settings.value(SettingKeys.RESULTS_DIR)).isEqualTo(Path.of("results"));
        assertThat(settings.value(SettingKeys.CHECKPOINTS_DIR)).isEqualTo(Path.of("checkpoints"));
        assertThat(settings.value(SettingKeys.DATA)).isEqualTo("auto");
        assertThat(settings.value(SettingKeys.OFFLINE)).isFalse();
        assertThat(settings.value(SettingKeys.MAX_MISSING)).isEqualTo(10.0);
        assertThat(settings.value(SettingKeys.SKIP_MISSING)).isFalse();
        assertThat(settings.value(SettingKeys.TIMEOUT_CONNECT)).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.value(SettingKeys.TIMEOUT_FIRST_BYTE)).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.value(SettingKeys.TIMEOUT_IDLE)).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.value(SettingKeys.TIMEOUT_TOTAL)).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.value(SettingKeys.TIMEOUT_LOAD)).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.all()).hasSize(34).allMatch(Resolved::isDefault);
    }

    @Test
    void readsEveryKeyOfAFile() {
        Settings settings = file("""
                host: box:1
                models: [a, 'b:1b', a]
                personalities: all
                benchmarks: [mmlu]
                limit: all
                sample: first
                fewshot: 5
                temperatures: [0, 0.70, 1, 0.0]
                repeats: 3
                seed: -7
                think: on
                baseline_system: vendor
                scoring: generate
                engine: lm-eval
                lm_eval: venv
                sesoi: 2.5
                compare: [a, b+cot]
                control: on
                budget: 1h30m
                stop_when: decided
                concurrency: 8
                results_dir: out/r
                checkpoints_dir: out/c
                no_cache: on
                cache_dir: out/cache
                data: /data
                offline: on
                max_missing: 2.5
                skip_missing: true
                timeouts: {connect: 1, first_byte: 2, idle: 0.5, total: 4, load: 5}
                """);

        assertThat(settings.all()).noneMatch(Resolved::isDefault);
        assertThat(settings.value(SettingKeys.HOST)).isEqualTo("box:1");
        assertThat(settings.value(SettingKeys.MODELS)).contains(List.of("a", "b:1b"));
        assertThat(settings.value(SettingKeys.PERSONALITIES)).containsExactly("all");
        assertThat(settings.value(SettingKeys.BENCHMARKS)).containsExactly("mmlu");
        assertThat(settings.value(SettingKeys.LIMIT)).isEqualTo(Limit.ALL);
        assertThat(settings.value(SettingKeys.SAMPLE)).isEqualTo(Sample.FIRST);
        assertThat(settings.value(SettingKeys.FEWSHOT)).isEqualTo(Optional.of(5));
        assertThat(settings.value(SettingKeys.TEMPERATURES))
                .containsExactly(BigDecimal.ZERO, new BigDecimal("0.7"), BigDecimal.ONE);
        assertThat(settings.value(SettingKeys.REPEATS)).isEqualTo(3);
        assertThat(settings.value(SettingKeys.SEED)).isEqualTo(-7L);
        assertThat(settings.value(SettingKeys.THINK)).isTrue();
        assertThat(settings.value(SettingKeys.BASELINE_SYSTEM)).isEqualTo(BaselineSystem.VENDOR);
        assertThat(settings.value(SettingKeys.SCORING)).isEqualTo(ScoringMode.GENERATE);
        assertThat(settings.value(SettingKeys.SESOI)).isEqualTo(2.5);
        assertThat(settings.value(SettingKeys.COMPARE)).contains(List.of("a", "b+cot"));
        assertThat(settings.value(SettingKeys.CONTROL)).isTrue();
        assertThat(settings.value(SettingKeys.BUDGET)).contains(Duration.ofMinutes(90));
        assertThat(settings.value(SettingKeys.STOP_WHEN)).isEqualTo(StopWhen.DECIDED);
        assertThat(settings.value(SettingKeys.CONCURRENCY)).isEqualTo(Concurrency.fixed(8));
        assertThat(settings.value(SettingKeys.RESULTS_DIR)).isEqualTo(Path.of("out/r"));
        assertThat(settings.value(SettingKeys.CHECKPOINTS_DIR)).isEqualTo(Path.of("out/c"));
        assertThat(settings.value(SettingKeys.NO_CACHE)).isTrue();
        assertThat(settings.value(SettingKeys.CACHE_DIR)).contains(Path.of("out/cache"));
        assertThat(settings.value(SettingKeys.DATA)).isEqualTo("/data");
        assertThat(settings.value(SettingKeys.OFFLINE)).isTrue();
        assertThat(settings.value(SettingKeys.MAX_MISSING)).isEqualTo(2.5);
        assertThat(settings.value(SettingKeys.SKIP_MISSING)).isTrue();
        assertThat(settings.value(SettingKeys.TIMEOUT_CONNECT)).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.value(SettingKeys.TIMEOUT_FIRST_BYTE)).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.value(SettingKeys.TIMEOUT_IDLE)).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.value(SettingKeys.TIMEOUT_TOTAL)).isEqualTo(Duration.ofSeconds(4));
        assertThat(settings.value(SettingKeys.TIMEOUT_LOAD)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void prefersOptionToEnvironmentToFileToDefaultAndSaysSo() {
        SettingsFile file = SettingsFile.parse("my.yaml", "\nlimit: 1\nrepeats: 2\ntimeouts:\n  idle: 3\n");
        Settings settings = Settings.resolve(
                Map.of("limit", "10", "baseline_system", "none"),
                Map.of("MATRIX_LIMIT", "5", "MATRIX_REPEATS", "4", "MATRIX_SEED", " ", "MATRIX_TIMEOUTS_TOTAL", "9"),
                file);

        assertThat(origin(settings, SettingKeys.LIMIT)).isEqualTo("10 from --limit");
        assertThat(origin(settings, SettingKeys.BASELINE_SYSTEM)).isEqualTo("none from --baseline-system");
        assertThat(origin(settings, SettingKeys.REPEATS)).isEqualTo("4 from MATRIX_REPEATS");
        assertThat(origin(settings, SettingKeys.TIMEOUT_TOTAL)).isEqualTo("9 from MATRIX_TIMEOUTS_TOTAL");
        assertThat(origin(settings, SettingKeys.TIMEOUT_IDLE)).isEqualTo("3 from my.yaml:5: timeouts.idle");
        assertThat(origin(settings, SettingKeys.SEED)).isEqualTo("42 from default");
    }

    private static String origin(Settings settings, SettingKey<?> key) {
        Resolved<?> resolved = settings.get(key);
        return resolved.text() + " from " + resolved.origin();
    }

    @Test
    void takesTheHostOfOllamaBelowItsOwnVariable() {
        SettingsFile file = SettingsFile.parse("my.yaml", "host: from-file");
        Map<String, String> ollama = Map.of("OLLAMA_HOST", "from-ollama");
        Map<String, String> both = Map.of("OLLAMA_HOST", "from-ollama", "MATRIX_HOST", "own");

        assertThat(origin(Settings.resolve(Map.of(), ollama, file), SettingKeys.HOST))
                .isEqualTo("from-ollama from OLLAMA_HOST");
        assertThat(origin(Settings.resolve(Map.of(), both, file), SettingKeys.HOST))
                .isEqualTo("own from MATRIX_HOST");
        assertThat(origin(Settings.resolve(Map.of("host", "flag"), both, file), SettingKeys.HOST))
                .isEqualTo("flag from --host");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit | ten | must be a whole number of at least 1, or all, got 'ten'",
                "limit | 0 | must be a whole number of at least 1, or all, got '0'",
                "limit | 4294967297 | must be a whole number of at least 1, or all, got '4294967297'",
                "limit | 1e9 | must be a whole number of at least 1, or all, got '1e9'",
                "limit | 5.0 | must be a whole number of at least 1, or all, got '5.0'",
                "fewshot | -1 | must be a whole number of at least 0, or own, got '-1'",
                "repeats | 0 | must be a whole number of at least 1, got '0'",
                "concurrency | 1025 | must be a whole number from 1 to 1024, or auto, got '1025'",
                "concurrency | Auto | must be a whole number from 1 to 1024, or auto, got 'Auto'",
                "seed | 1.5 | must be a whole number, got '1.5'",
                "think | maybe | must be on or off, got 'maybe'",
                "sample | all | must be one of stratified, first, got 'all'",
                "scoring | text | must be one of auto, logprob, generate, got 'text'",
                "engine | lm_eval | must be native or lm-eval, got 'lm_eval'",
                "baseline_system | own | must be one of empty, vendor, none, got 'own'",
                "temperatures | 0,hot | must be numbers from 0 to 2, such as 0,0.7, got '0,hot'",
                "temperatures | -0.1 | must be numbers from 0 to 2, such as 0,0.7, got '-0.1'",
                "temperatures | 2.01 | must be numbers from 0 to 2, such as 0,0.7, got '2.01'",
                "max_missing | 100.5 | must be a number from 0 to 100, got '100.5'",
                "max_missing | NaN | must be a number from 0 to 100, got 'NaN'",
                "sesoi | 0 | must be a number of points, more than 0 and at most 100, got '0'",
                "sesoi | 100.5 | must be a number of points, more than 0 and at most 100, got '100.5'",
                "compare | a,,b | must be names separated by commas, or all, got 'a,,b'",
                "control | maybe | must be on or off, got 'maybe'",
                "budget | 2 | must be a time such as 2h, 1h30m, 90m or 45s, or none, got '2'",
                "budget | 0m | must be a time such as 2h, 1h30m, 90m or 45s, or none, got '0m'",
                "budget | 30m1h | must be a time such as 2h, 1h30m, 90m or 45s, or none, got '30m1h'",
                "stop_when | never | must be one of end, decided, got 'never'",
                "personalities | a,,b | must be values separated by single commas, got 'a,,b'",
                "timeouts.idle | 0 | must be a number of seconds, more than 0 and at most 604800, got '0'",
                "timeouts.idle | 60s | must be a number of seconds, more than 0 and at most 604800, got '60s'",
            })
    void refusesWrongValuesWithTheirOrigin(String name, String value, String message) {
        SettingKey<?> key = SettingKeys.ALL.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();

        assertUsage(() -> options(Map.of(name, value))).hasMessage(key.option() + ": " + message);
        assertUsage(() -> Settings.resolve(Map.of(), Map.of(key.variable(), value), SettingsFile.none()))
                .hasMessage(key.variable() + ": " + message);
        if (!name.contains(".")) {
            assertUsage(() -> file("# settings\n" + name + ": '" + value + "'\n"))
                    .hasMessage("config/matrix.yaml:2: " + name + ": " + message);
        }
    }

    @Test
    void refusesAnOptionWithoutValue() {
        assertUsage(() -> options(Map.of("models", " "))).hasMessage("--models: needs a value");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "concurency: 2 | 2: concurency: unknown setting; did you mean 'concurrency'?",
                "timeouts: {idel: 2} | 2: timeouts.idel: unknown setting; did you mean 'idle'?",
                "timeouts: 5 | 2: timeouts: must be a map of keys to values",
                "limit: {a: 1} | 2: limit: must be a single value",
                "limit: | 2: limit: has no value; give it one or remove the line",
                "limit: [1, 2] | 2: limit: must be a whole number of at least 1, or all, got '1,2'",
                "models: [[a]] | 2: models: must be a single value",
                "personalities: [] | 2: personalities: must be values separated by single commas, got ''",
                "timeouts.idle: 5 | 2: timeouts.idle: unknown setting; known are host, models,",
                "limit: [ | 2: not valid YAML:",
                "true | 2: must be a map of keys to values, such as 'name: value'",
            })
    void refusesWrongFilesWithTheirLine(String line, String message) {
        assertUsage(() -> file("# settings\n" + line)).hasMessageStartingWith("config/matrix.yaml:" + message);
    }

    @Test
    void findsTheNamedFileElseTheOneOfTheCatalogue(@TempDir Path folder) {
        Workspace workspace = new Workspace(folder);
        assertThat(Settings.resolve(Map.of(), Map.of(), SettingsFile.find(workspace.files(), null))
                        .all())
                .allMatch(Resolved::isDefault);
        workspace
                .with("config/matrix.yaml", "limit: 7")
                .with("my.yaml", "limit: 8")
                .with("bad.yaml", "limit: -8");

        assertThat(SettingsFile.find(workspace.files(), null).value(SettingKeys.LIMIT))
                .contains(new SettingsFile.Value("7", "config/matrix.yaml:1: limit"));
        assertThat(SettingsFile.find(workspace.files(), Path.of("my.yaml")).value(SettingKeys.LIMIT))
                .contains(new SettingsFile.Value("8", "my.yaml:1: limit"));
        assertUsage(() -> SettingsFile.find(workspace.files(), Path.of("bad.yaml")))
                .hasMessageStartingWith("bad.yaml:1: limit: must be a whole number");
        assertUsage(() -> SettingsFile.find(workspace.files(), Path.of("none.yaml")))
                .hasMessageStartingWith("--config: there is no file ")
                .hasMessageEndingWith("none.yaml; correct the path");
    }
}
