package dev.matrix.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Trait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The shipped files, their schemas and the readers say the same. */
class ShippedFilesTest {

    private static final String PERSONALITY = "personalities/schema/personality.schema.json";
    private static final String BENCHMARK = "benchmarks/schema/benchmark.schema.json";
    private static final String LM_EVAL = "lm-eval";
    private static final String LM_EVAL_HEAD =
            "answer: number\ndata: {items: a.jsonl}\nlm_eval: {task: t, version: 1.0, ";
    private static final String SETTINGS = "config/schema/matrix.schema.json";

    private static final String THRESHOLDS = "config/schema/thresholds.schema.json";
    private static final String STUDY = "config/schema/study.schema.json";
    private static final String STUDY_HEAD = "tiers: [{name: t, models: [m, n]}]\n";

    private static final ObjectMapper JSON = new ObjectMapper();

    private static List<String> problems(String schema, String yaml) {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
        Schema rules = registry.getSchema(read(Path.of(schema)));
        JsonNode node = JSON.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(yaml));
        return rules.validate(node).stream().map(Object::toString).toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> yamlFiles(String folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).toList();
        }
    }

    @Test
    void obeyTheirSchemas() throws IOException {
        Map<String, String> schemas = Map.of("personalities", PERSONALITY, "benchmarks", BENCHMARK, "config", SETTINGS);
        int count = 0;
        for (Map.Entry<String, String> entry : schemas.entrySet()) {
            for (Path file : yamlFiles(entry.getKey())) {
                assertThat(problems(entry.getValue(), read(file)))
                        .as(file.toString())
                        .isEmpty();
                assertThat(read(file)).startsWith("# yaml-language-server: $schema=schema/");
                count++;
            }
        }
        assertThat(count).isEqualTo(16);
    }

    @Test
    void thresholdsObeyTheirSchema() {
        String example = read(Path.of("docs/ci-thresholds.yaml"));
        assertThat(problems(THRESHOLDS, example)).isEmpty();
        assertThat(Thresholds.parse("docs/ci-thresholds.yaml", example).rules()).hasSize(3);
        assertThat(problems(THRESHOLDS, "rules: []")).isNotEmpty();
        assertThat(problems(THRESHOLDS, "rules: [{models: a}]")).isNotEmpty();
        assertThat(problems(THRESHOLDS, "rules: [{fail_on: never}]")).isNotEmpty();
        assertThat(problems(THRESHOLDS, "rules: [{fail_on: hurts, min_score: 3}]"))
                .isNotEmpty();
    }

    @Test
    void obeyTheSchemaAsTasksOfLmEval() throws IOException {
        List<Path> files = yamlFiles("benchmarks/lm-eval");
        Catalogue catalogue = new Catalogue(new CatalogueFiles(Path.of(""), null), traits -> "text");

        assertThat(files).hasSize(4);
        for (Path file : files) {
            assertThat(problems(BENCHMARK, read(file))).as(file.toString()).isEmpty();
            assertThat(read(file)).startsWith("# yaml-language-server: $schema=../schema/");
        }
        assertThat(catalogue.lmEvalNames()).isEqualTo(Catalogue.LM_EVAL_BENCHMARKS);
        assertThat(catalogue.benchmarks("", Catalogue.LM_EVAL_BENCHMARKS))
                .extracting(file -> file.benchmark().comparableWith())
                .containsExactly(
                        List.of("gsm8k v3.0"),
                        List.of("gsm8k_cot v3.0"),
                        List.of("gsm8k_cot_zeroshot v3.0"),
                        List.of("mmlu_generative v3.0"));
    }

    @Test
    void obeyTheSchemaAsStudiesAndAreRead() throws IOException {
        List<Path> files = yamlFiles("config/studies");
        CatalogueFiles catalogue = new CatalogueFiles(Path.of(""), null);

        assertThat(files).isNotEmpty();
        for (Path file : files) {
            assertThat(problems(STUDY, read(file))).as(file.toString()).isEmpty();
            assertThat(read(file)).startsWith("# yaml-language-server: $schema=../schema/study.schema.json");
            String name = file.getFileName().toString().replace(".yaml", "");
            StudyFile study = StudyFile.find(catalogue, name);
            assertThat(study.name()).isEqualTo(name);
            assertThat(study.phases()).isNotEmpty();
        }
    }

    @Test
    void leaveDomainProfilesOutOfAll() {
        Catalogue catalogue = new Catalogue(new CatalogueFiles(Path.of(""), null), traits -> "text");

        assertThat(new PersonalitySelection(catalogue, List.of())
                        .select("", List.of("all", "all+cot", "domain_code", "domain_chat+cot")))
                .extracting(each -> each.name())
                .filteredOn(name -> name.startsWith("domain"))
                .containsExactly("domain_code", "domain_chat+cot");
        assertThat(catalogue.knownPersonalityNames()).containsAll(Catalogue.DOMAIN_PERSONALITIES);
    }

    @Test
    void areReadWithoutComplaint() {
        CatalogueFiles files = new CatalogueFiles(Path.of(""), null);
        Catalogue catalogue = new Catalogue(files, traits -> "text");

        assertThat(catalogue.personalityNames()).isEqualTo(Catalogue.STANDARD_PERSONALITIES);
        assertThat(catalogue.benchmarkNames()).isEqualTo(Catalogue.STANDARD_BENCHMARKS);
        assertThat(catalogue.standardPersonalities()).hasSize(7);
        assertThat(catalogue.benchmarks("", List.of("all"))).hasSize(5);
        assertThat(catalogue.personalityFile("cot").origin()).isEqualTo("personalities/cot.yaml");
    }

    @Test
    void holdTheTraitsOfTheArchetypes() {
        Map<String, List<Double>> archetypes = Map.of(
                "technical_expert", List.of(.2, .99, .3, .95, .9, .5, .2, .2),
                "creative_thinker", List.of(.7, .6, .99, .4, .7, .9, .8, .7),
                "concise_analyst", List.of(.3, .85, .4, .99, .8, .6, .3, .3),
                "high_context", List.of(.6, .8, .5, .7, .99, .8, .5, .5));
        Catalogue catalogue = new Catalogue(new CatalogueFiles(Path.of(""), null), traits -> "text");

        archetypes.forEach((name, values) -> {
            PersonalityFile file = catalogue.personalityFile(name);
            List<Double> read = new ArrayList<>();
            assertThat(file.traits()).isNotNull();
            for (Trait trait : Trait.values()) {
                read.add(file.traits().value(trait));
            }
            assertThat(read).as(name).isEqualTo(values);
        });
    }

    @Test
    void showEveryDefaultSettingInAComment() {
        String shown = read(Path.of("config/matrix.yaml")).replaceAll("(?m)^#(?=[a-z_]+:|  [a-z_]+:)", "");
        Settings settings = Settings.resolve(Map.of(), Map.of(), SettingsFile.parse("config/matrix.yaml", shown));
        Settings defaults = Settings.resolve(Map.of(), Map.of(), SettingsFile.none());

        assertThat(problems(SETTINGS, shown)).isEmpty();
        for (SettingKey<?> key : SettingKeys.ALL) {
            assertThat(settings.get(key).isDefault()).as(key.name()).isFalse();
            assertThat(settings.<Object>value(any(key))).as(key.name()).isEqualTo(defaults.value(key));
        }
        assertThat(SettingsFile.find(new CatalogueFiles(Path.of(""), null), null)
                        .value(SettingKeys.LIMIT))
                .isEmpty();
    }

    @SuppressWarnings("unchecked") // Only compared.
    private static SettingKey<Object> any(SettingKey<?> key) {
        return (SettingKey<Object>) key;
    }

    @Test
    void nameEverySettingAndDefaultInTheSchema() {
        for (SettingKey<?> key : SettingKeys.ALL) {
            String pointer = "/properties/" + key.name().replace(".", "/properties/");
            JsonNode property = parse(SETTINGS).at(pointer);
            assertThat(property.isMissingNode()).as(key.name()).isFalse();
            List<String> texts = new ArrayList<>();
            JsonNode usual = property.get("default");
            if (usual.isArray()) {
                usual.forEach(each -> texts.add(each.asText()));
            } else {
                texts.add(usual.asText());
            }
            assertThat(String.join(",", texts)).as(key.name()).isEqualTo(key.fallback());
        }
    }

    private static JsonNode parse(String schema) {
        try {
            return JSON.readTree(read(Path.of(schema)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void areJudgedByTheSchemaAsByTheReader(String schema, String yaml, boolean good, @TempDir Path folder) {
        assertThat(problems(schema.equals(LM_EVAL) ? BENCHMARK : schema, yaml).isEmpty())
                .isEqualTo(good);
        assertThat(isRead(schema, yaml, new Workspace(folder))).isEqualTo(good);
    }

    private static boolean isRead(String schema, String yaml, Workspace workspace) {
        try {
            switch (schema) {
                case PERSONALITY ->
                    workspace.with("personalities/x.yaml", yaml).catalogue().personality("x");
                case LM_EVAL ->
                    workspace
                            .with("benchmarks/lm-eval/x.yaml", yaml)
                            .catalogue()
                            .benchmark("lm-eval/x");
                case BENCHMARK ->
                    workspace.with("benchmarks/x.yaml", yaml).catalogue().benchmark("x");
                case STUDY -> StudyFile.find(workspace.with("x.yaml", yaml).files(), "x.yaml");
                default -> SettingsFile.parse("x.yaml", yaml);
            }
            return true;
        } catch (MatrixException e) {
            return false;
        }
    }

    static Stream<Arguments> files() {
        String benchmark = "answer: choice\ndata: {items: a.jsonl}\n";
        return Stream.of(
                Arguments.of(PERSONALITY, "system: hi", true),
                Arguments.of(PERSONALITY, "name: x\ndescription: d\ntraits: {empathy: 1}\nwrapper: w", true),
                Arguments.of(PERSONALITY, "system: hi\ntraits: {empathy: 1}", false),
                Arguments.of(PERSONALITY, "traits: {empaty: 1}", false),
                Arguments.of(PERSONALITY, "traits: {empathy: 2}", false),
                Arguments.of(PERSONALITY, "traits: {empathy: '1'}", false),
                Arguments.of(PERSONALITY, "traits: {}", false),
                Arguments.of(PERSONALITY, "system: 5", false),
                Arguments.of(PERSONALITY, "system: ''", false),
                Arguments.of(PERSONALITY, "prompt: hi", false),
                Arguments.of(BENCHMARK, benchmark, true),
                Arguments.of(BENCHMARK, benchmark + "fewshot: -1", false),
                Arguments.of(BENCHMARK, benchmark + "shots: 1", false),
                Arguments.of(BENCHMARK, "answer: choice", false),
                Arguments.of(BENCHMARK, "answer: choice\ndata: {}", false),
                Arguments.of(BENCHMARK, "answer: choice\ndata: {sample: {items: a.csv}}", true),
                Arguments.of(LM_EVAL, LM_EVAL_HEAD + "filters: {a: [{function: take_first}]}}", true),
                Arguments.of(
                        LM_EVAL, LM_EVAL_HEAD + "filters: {a: [{function: regex, regex_pattern: a}], b: []}}", true),
                Arguments.of(LM_EVAL, LM_EVAL_HEAD + "filters: {a: [{function: regex}]}}", false),
                Arguments.of(LM_EVAL, LM_EVAL_HEAD + "filters: {a: [{function: lowercase}]}}", false),
                Arguments.of(LM_EVAL, LM_EVAL_HEAD + "filters: {}}", false),
                Arguments.of(LM_EVAL, LM_EVAL_HEAD + "filters: {a: [], b: [], c: []}}", false),
                Arguments.of(LM_EVAL, LM_EVAL_HEAD + "filters: {a: []}, shots: {draw: fixed}}", false),
                Arguments.of(LM_EVAL, LM_EVAL_HEAD + "filters: {a: []}, shots: {examples: []}}", false),
                Arguments.of(LM_EVAL, LM_EVAL_HEAD + "filters: {a: []}, shots: {locked: maybe}}", false),
                Arguments.of(
                        LM_EVAL,
                        LM_EVAL_HEAD + "filters: {a: []}, shots: {draw: fixed, examples: [{question: q, target: t}]}}",
                        true),
                Arguments.of(LM_EVAL, LM_EVAL_HEAD + "filters: {a: []}, leaves: {name: x}}", false),
                Arguments.of(LM_EVAL, LM_EVAL_HEAD + "filters: {a: []}, leaves: {name: x_*}}", true),
                Arguments.of(LM_EVAL, LM_EVAL_HEAD + "filters: {a: []}, stop: [x]}", false),
                Arguments.of(STUDY, STUDY_HEAD + "phases: [{name: p, models: [m]}]", true),
                Arguments.of(
                        STUDY,
                        "name: x\nsettings: {limit: 5, think: on}\n" + STUDY_HEAD
                                + "phases: [{name: p, tiers: [t], estimate: 1 hour, limit: all, settings: {seed: 3}}]\n"
                                + "families: {F: [m]}\ndomains: {code: [n]}",
                        true),
                Arguments.of(
                        STUDY,
                        STUDY_HEAD + "phases: [{name: p, models: [m]}]\n"
                                + "claims: [{model: m, personality: a, points: -13.3}]",
                        true),
                Arguments.of(
                        STUDY,
                        STUDY_HEAD + "phases: [{name: p, models: [m]}]\n"
                                + "claims: [{model: m, personality: a, points: 133}]",
                        false),
                Arguments.of(STUDY, STUDY_HEAD, false),
                Arguments.of(STUDY, STUDY_HEAD + "phases: []", false),
                Arguments.of(STUDY, STUDY_HEAD + "phases: [{name: p}]", false),
                Arguments.of(STUDY, STUDY_HEAD + "phases: [{name: p, models: [m], tiers: [t]}]", false),
                Arguments.of(STUDY, STUDY_HEAD + "phases: [{name: p q, models: [m]}]", false),
                Arguments.of(STUDY, STUDY_HEAD + "phases: [{name: p, models: [m], limit: none}]", false),
                Arguments.of(STUDY, STUDY_HEAD + "phases: [{name: p, models: [m]}]\nsettings: {models: a}", false),
                Arguments.of(STUDY, STUDY_HEAD + "phases: [{name: p, models: [m]}]\ndomains: {poetry: [m]}", false),
                Arguments.of(STUDY, "tiers: []\nphases: [{name: p, models: [m]}]", false),
                Arguments.of(STUDY, STUDY_HEAD + "phases: [{name: p, models: [m]}]\nlimits: 3", false),
                Arguments.of(SETTINGS, "limit: 5\ntemperatures: [0, 0.7]\nthink: on\nmodels: a", true),
                Arguments.of(SETTINGS, "limit: all\ntimeouts: {idle: 0.5}\nfewshot: 0", true),
                Arguments.of(SETTINGS, "limit: none", false),
                Arguments.of(SETTINGS, "limit: 0", false),
                Arguments.of(SETTINGS, "concurrency: 0", false),
                Arguments.of(SETTINGS, "concurrency: auto", true),
                Arguments.of(SETTINGS, "concurrency: most", false),
                Arguments.of(SETTINGS, "temperatures: [3]", false),
                Arguments.of(SETTINGS, "timeouts: {idle: 0}", false),
                Arguments.of(SETTINGS, "timeouts: {wait: 1}", false),
                Arguments.of(SETTINGS, "scoring: text", false),
                Arguments.of(SETTINGS, "think: maybe", false),
                Arguments.of(
                        SETTINGS, "sesoi: 2.5\ncompare: [a, b]\ncontrol: on\nbudget: 1h30m\nstop_when: decided", true),
                Arguments.of(SETTINGS, "budget: none", true),
                Arguments.of(SETTINGS, "budget: 90", false),
                Arguments.of(SETTINGS, "budget: 30m1h", false),
                Arguments.of(SETTINGS, "sesoi: 0", false),
                Arguments.of(SETTINGS, "stop_when: never", false),
                Arguments.of(SETTINGS, "hosts: a", false),
                Arguments.of(SETTINGS, "max_missing: 101", false));
    }
}
