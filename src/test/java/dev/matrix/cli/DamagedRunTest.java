package dev.matrix.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.matrix.EmbeddedProgram;
import dev.matrix.RunArguments;
import dev.matrix.simulator.Simulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of a run that were torn, edited by hand, or written by a newer program. */
class DamagedRunTest {

    private static final String[] WORDS_OF_THE_PARSER = {
        "defect",
        "Exception",
        "dev.matrix",
        "com.fasterxml",
        "java.",
        "reference chain",
        "deserialize",
        "Token",
        "[Source"
    };

    @TempDir
    Path folder;

    private Simulator server;
    private Path manifest;
    private Path items;
    private String sound;

    @BeforeEach
    void run() throws IOException {
        server = EmbeddedProgram.simulator();
        String[] run = RunArguments.small()
                .with("--personalities", "baseline,technical_expert,cot")
                .with("--benchmarks", "mmlu,gsm8k")
                .with("--limit", 3)
                .words();
        EmbeddedProgram.Ended ended = EmbeddedProgram.in(folder).on(server).run(run);
        assertThat(ended.code()).as(ended.err()).isZero();
        manifest = folder.resolve("results/r/manifest.json");
        items = folder.resolve("results/r/items.jsonl");
        sound = Files.readString(manifest);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private EmbeddedProgram.Ended command(String... arguments) {
        return EmbeddedProgram.in(folder).on(server).run(arguments);
    }

    /** Refused with one sentence that names the file and the place. */
    private void refuses(String sentence, String... arguments) {
        EmbeddedProgram.Ended ended = command(arguments);
        assertThat(ended.err()).contains(sentence).hasLineCount(1).doesNotContain(WORDS_OF_THE_PARSER);
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"repeats\" : 1           | \"repeats\" : null         | the field settings.repeats (line 10) is missing or has a value",
                "\"repeats\" : 1           | \"repeats\" : 0            | the field settings.repeats is '0', which is not a count of at least 1",
                "\"repeats\" : 1,          | ''                         | the field settings.repeats",
                "\"limit\" : \"3\"         | \"limit\" : \"three\"      | the field settings.limit is 'three', which is not a count or 'all'",
                "\"limit\" : \"3\",        | ''                         | the field settings.limit is missing",
                "\"sample\" : \"stratified\" | \"sample\" : \"odd\"     | 'odd' is none of stratified, first",
                "\"scoring\" : \"auto\"    | \"scoring\" : 7            | '7' is none of auto, logprob, generate",
                "\"state\" : \"finished\"  | \"state\" : \"sleeping\"   | the field state (line 4) is missing or has a value that does not fit",
                "\"models\" : [            | \"models\" : [ {}, | the field models[0]",
                "\"run_id\" : \"r\"        | \"run_id\" : \"../../x\"   | the field run_id is '../../x'",
                "\"format_version\" : 1    | \"format_version\" : 2     | was written by a newer matrix (format 2",
                "\"format_version\" : 1    | \"format_version\" : 2, \"models\" : 1 | was written by a newer matrix (format 2",
                "\"fewshot\" : null        | \"fewshot\" : -1           | the field settings.fewshot is '-1'",
                "\"simulated\" : true      | \"other\" : true           | the field simulated",
                "\"format_version\" : 1,   | \"format_version\" : 1,,   | line 2 is not JSON",
            })
    void namesTheFieldOfAManifestThatWasEdited(String from, String to, String sentence) throws IOException {
        assertThat(sound).contains(from);
        int at = sound.indexOf(from);
        Files.writeString(manifest, sound.substring(0, at) + to + sound.substring(at + from.length()));
        for (String command : List.of("rescore", "show")) {
            refuses(sentence, command, "r");
        }
        refuses("manifest.json", "run", "--resume", "r");
        assertThat(command("runs").err()).contains(sentence);
    }

    @Test
    void saysThatATornManifestEndsTooEarly() throws IOException {
        Files.writeString(manifest, sound.substring(0, sound.indexOf("\"personalities\"") + 5));
        refuses("manifest.json cannot be read: it ends too early (line ", "rescore", "r");
        Files.writeString(manifest, "");
        refuses("manifest.json cannot be read: it is empty", "rescore", "r");
        Files.write(manifest, new byte[] {'{', '"', (byte) 0xff, (byte) 0xc0});
        refuses("manifest.json cannot be read: ", "rescore", "r");
    }

    @Test
    void saysWhichLineOfTheItemsIsWrong() throws IOException {
        List<String> lines = Files.readAllLines(items);
        damageItems(lines, 2, lines.get(2).substring(0, 30), "items.jsonl: it ends too early (line 3)");
        damageItems(lines, 2, "[1]", "items.jsonl: line 3 does not hold what belongs there");
        damageItems(
                lines,
                2,
                "{\"kind\":\"item\",\"benchmark\":\"mmlu\",\"item\":{}}",
                "items.jsonl: the field item (line 3)");
        damageItems(lines, 2, lines.get(2).replace("\"question\"", "\"q\""), "line 3 lacks the field item.question");
        damageItems(lines, 2, lines.get(1), "' of mmlu twice");
        damageItems(
                lines,
                2,
                lines.get(2).replaceFirst("\"correct\":\\[\\d\\]", "\"correct\":[9]"),
                "does not fit its options");
        damageItems(lines.subList(0, 3), 2, lines.get(2), "it has 2 items of mmlu where manifest.json says 3");
    }

    private void damageItems(List<String> lines, int at, String line, String sentence) throws IOException {
        List<String> damaged = new ArrayList<>(lines);
        damaged.set(at, line);
        Files.write(items, damaged);
        for (String command : List.of("rescore", "show")) {
            refuses(sentence, command, "r");
        }
    }

    @Test
    void rebuildsACheckpointThatIsTornOrNewer() throws IOException {
        Path checkpoint = folder.resolve("checkpoints/r.json");
        for (String content : List.of("", "{", "null", "{\"format_version\":9}", "{\"completed\":7}", "[]")) {
            Files.writeString(checkpoint, content);
            assertThat(command("runs").code()).isZero();
            assertThat(command("rescore", "r").code()).isZero();
            assertThat(EmbeddedProgram.in(folder).json("checkpoints/r.json").get("completed"))
                    .hasSize(6);
        }
    }

    @Test
    void rebuildsResultsThatAreTornOrNewer() throws IOException {
        Path results = folder.resolve("results/r/results.json");
        String whole = Files.readString(results);
        for (String content : List.of("", "{", "null", "{}", "[]", "{\"format_version\":9}", whole.substring(0, 900))) {
            for (String[] command : List.of(
                    new String[] {"report", "r", "--format", "json"},
                    new String[] {"rescore", "r"},
                    new String[] {"run", "--resume", "r"})) {
                Files.writeString(results, content);
                EmbeddedProgram.Ended ended = command(command);
                assertThat(ended.code()).as(content + ": " + ended.err()).isZero();
                assertThat(ended.err()).doesNotContain(WORDS_OF_THE_PARSER);
            }
            assertThat(EmbeddedProgram.in(folder).json("results/r/results.json").get("combinations"))
                    .hasSize(6);
        }
    }

    @Test
    void neverShowsAStackTraceWhateverTheManifestSays() throws IOException {
        Random random = new Random(42);
        int refused = 0;
        for (int i = 0; i < 120; i++) {
            byte[] mutated = i % 4 == 0 ? cut(random) : edited(random);
            for (String[] command : List.of(new String[] {"rescore", "r"}, new String[] {"show", "r"}, new String[] {
                "run", "--resume", "r", "--dry-run"
            })) {
                Files.write(manifest, mutated);
                EmbeddedProgram.Ended ended = command(command);
                String what = "mutation " + i + ", " + Arrays.toString(command) + ": " + ended.err();
                assertThat(ended.err()).as(what).doesNotContain(WORDS_OF_THE_PARSER);
                assertThat(ended.code()).as(what).isIn(0, 1, 2);
                refused += ended.code() == 2 ? 1 : 0;
            }
        }
        assertThat(refused).isGreaterThan(120);
    }

    private byte[] cut(Random random) {
        byte[] bytes = sound.getBytes(StandardCharsets.UTF_8);
        if (random.nextBoolean()) {
            return Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        for (int i = 0; i < 3; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private byte[] edited(Random random) throws IOException {
        JsonMapper mapper = JsonMapper.builder().build();
        JsonNode tree = mapper.readTree(sound);
        List<Runnable> edits = new ArrayList<>();
        collect(tree, random, edits);
        edits.get(random.nextInt(edits.size())).run();
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(tree);
    }

    private static void collect(JsonNode node, Random random, List<Runnable> edits) {
        if (node instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(name -> {
                edits.add(() -> object.remove(name));
                edits.add(() -> object.set(name, odd(random, object.get(name))));
            });
        }
        if (node instanceof ArrayNode array) {
            edits.add(array::removeAll);
            edits.add(() -> array.add(odd(random, array)));
        }
        node.forEach(child -> collect(child, random, edits));
    }

    private static JsonNode odd(Random random, JsonNode now) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        JsonNode[] values = {
            make.nullNode(),
            make.textNode(""),
            make.textNode("{{#x}}\u0000\u001b[31m"),
            make.textNode("99999999999999999999"),
            make.numberNode(-1),
            make.numberNode(0),
            make.numberNode(1e300),
            make.numberNode(Long.MAX_VALUE),
            make.booleanNode(true),
            make.objectNode(),
            make.arrayNode().add(now.deepCopy()).addNull(),
        };
        return values[random.nextInt(values.length)];
    }
}
