package dev.matrix.scoring;

import static dev.matrix.scoring.Trials.benchmark;
import static dev.matrix.scoring.Trials.generated;
import static dev.matrix.scoring.Trials.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.Score;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The reading that generated tasks of lm-eval have in Python is the scorer's, on thousands of seeded replies. Skipped where there is no Python; the proof of
 * parity ({@code .ci/parity}) has one.
 */
class PythonReadingTest {

    private static final int ROUNDS = 6_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DRIVER = """
            import json, sys
            import matrix_reading as reading
            for line in open(sys.argv[1], encoding='utf-8'):
                case = json.loads(line)
                doc = case['doc']
                said = {}
                for which in ('strict', 'lenient'):
                    read = getattr(reading, which + '_' + case['kind'])([[case['reply']]], [doc])[0][0]
                    said[which] = read
                    said[which + '_right'] = getattr(reading, 'score_' + case['kind'])(doc, [read])['exact_match']
                sys.stdout.write(json.dumps(said) + '\\n')
            """;

    /** Replies are put together from these, so that rules meet that no example has together. */
    private static final List<String> PIECES = List.of(
            "A",
            "B",
            "C",
            "D",
            "b",
            "c",
            "a",
            "I",
            "(B)",
            "(c)",
            "[D]",
            "A.",
            "B)",
            "C:",
            "**B**",
            "`C`",
            "\\boxed{B}",
            "\\text{C}",
            "$\\boxed{18}$",
            "Ｂ",
            "𝐂",
            "Ⓓ",
            "✅",
            "🎉",
            "\uD83D",
            "the",
            "The answer is",
            "answer:",
            "Answer",
            "answers are",
            "the correct option is",
            "the wrong answer is",
            "is correct",
            "is wrong",
            "isn't right",
            "is not the answer",
            "is the best choice",
            "seems most likely",
            "not",
            "cannot be",
            "neither",
            "nor",
            "instead of",
            "rule out",
            "I choose",
            "I would go with",
            "opt for",
            "I think",
            "I think it's",
            "so",
            "Therefore,",
            "thus it must be",
            "but",
            "rather",
            "and",
            "or",
            "or maybe",
            "either",
            "if",
            "because",
            "since it is",
            "option",
            "choice",
            "letter",
            "which",
            "it",
            "that's",
            ",",
            ";",
            ":",
            ".",
            "!",
            "?",
            "-",
            "->",
            "—",
            "=",
            "/",
            "&",
            "\n",
            "\n\n",
            "\n- ",
            "\n> ",
            "\n### ",
            " ",
            "London",
            "Paris",
            "paris.",
            "New York",
            "42",
            "3.5",
            "-7",
            "A. London\nB. Paris\nC. New York\nD. 42",
            "A, B, C or D",
            "A and B are wrong",
            "C++",
            "A-level",
            "U.S.A.",
            "P(A)",
            "apple(s)",
            "I'm sorry, but I can't help.",
            "As an AI, I cannot",
            "I apologize",
            "我抱歉",
            "对不起",
            "答案是",
            "案",
            "是",
            "不",
            "\nQuestion: what?",
            "\n**User 2**:",
            "<think>",
            "</think>",
            "#### 18",
            "####",
            "18",
            "18.00",
            "$1,234.50",
            "1.000,50",
            "1 000",
            "1,00,000",
            "12,5",
            "3/4",
            "2 1/2",
            "½",
            "3½",
            "10²",
            "٣",
            "5-10",
            "10:30",
            "2024-05-12",
            "1/2/2024",
            "1.5e3",
            "2e-2",
            "9e99",
            "1st",
            "20 -2",
            "x2",
            "USD18",
            "Rs.5",
            "Step 3",
            "question 4",
            "3. Then",
            "not 16",
            "16 or 18",
            "16 = 18",
            "≈ 3",
            "18%",
            "€5",
            "−4",
            "\\frac{3}{4}",
            "\\$1{,}000",
            "\\,",
            "\\",
            "{",
            "}",
            "$",
            "12345678901234567890123456789012345678901234",
            "the answer is not 5 but",
            "the answer is that 3 and",
            "ans was",
            "answer equals",
            "straße",
            "STRASSE",
            "\"Paris\"",
            "**Paris**",
            "{\"answer\": \"Paris\"}",
            "answer would be",
            "e\u0301",
            "\u0301\u0301\u0301\u0301\u0301\u0301",
            "\u200B",
            "\u00A0",
            "\u2028",
            "\u0085",
            "\u0000",
            "İ",
            "ſ",
            "K",
            "ǅ",
            "Ⅳ",
            "²",
            "ª",
            "漢字",
            "𠀀",
            "can't",
            "don't'",
            "it's");

    private final Scorer scorer = new Scorer();

    private record Case(AnswerKind kind, Item item, String reply) {

        String python() {
            return kind == AnswerKind.NUMBER ? "number" : kind == AnswerKind.TEXT ? "text" : "letter";
        }

        Map<String, Object> line() {
            return Map.of(
                    "kind",
                    python(),
                    "reply",
                    reply,
                    "doc",
                    Map.of("matrix_options", item.options(), "matrix_target", targets()));
        }

        private List<String> targets() {
            if (item.gold() instanceof Gold.Options options) {
                return options.correct().stream().map(Item::letter).toList();
            }
            return item.gold() instanceof Gold.Numeric number
                    ? List.of(number.value().toPlainString())
                    : ((Gold.Texts) item.gold()).accepted();
        }
    }

    @Test
    void readsWhatTheScorerReads(@TempDir Path directory) throws Exception {
        List<Case> cases = new ArrayList<>();
        Random random = new Random(2026);
        for (int round = 0; round < ROUNDS; round++) {
            cases.addAll(cases(randomReply(random), random));
        }
        String longer = "so B is 12,000 ".repeat(900)
                + "🎉".repeat(4_000)
                + "x".repeat(9_000)
                + " The answer is C. ".repeat(300);
        cases.addAll(cases(longer, random));

        List<String> expected = cases.stream().map(this::java).toList();
        List<String> found = python(directory, cases);

        Map<String, String> differences = new TreeMap<>();
        for (int i = 0; i < cases.size(); i++) {
            if (!expected.get(i).equals(found.get(i))) {
                differences.put(
                        cases.get(i).python() + " "
                                + JSON.writeValueAsString(cases.get(i).reply()),
                        expected.get(i) + " but in Python " + found.get(i));
            }
        }
        assertThat(found).hasSameSizeAs(cases);
        assertThat(differences.entrySet().stream().limit(8))
                .as("%d of %d", differences.size(), cases.size())
                .isEmpty();
        assertThat(expected.stream().distinct().count())
                .as("many readings are met")
                .isGreaterThan(500);
    }

    private static List<Case> cases(String reply, Random random) {
        List<String> options = List.of("London", "Paris", "New York", "42", "Paris", "3.5", "the answer");
        int count = 2 + random.nextInt(options.size() - 1);
        Item choice =
                item(options.subList(0, count), new Gold.Options(new TreeSet<>(List.of(random.nextInt(count), 1))));
        String number = List.of("18", "0.75", "1000", "-4", "2.5", "1500").get(random.nextInt(6));
        return List.of(
                new Case(AnswerKind.MULTI_CHOICE, choice, reply),
                new Case(AnswerKind.NUMBER, item(List.of(), new Gold.Numeric(new BigDecimal(number))), reply),
                new Case(AnswerKind.TEXT, item(List.of(), new Gold.Texts(List.of("Paris.", "Straße", "18"))), reply));
    }

    private static Item item(List<String> options, Gold gold) {
        List<Integer> order = IntStream.range(0, options.size()).boxed().toList();
        return new Item("i1", "", "a question?", options, order, gold, Map.of(), "hash");
    }

    private static String randomReply(Random random) {
        StringBuilder text = new StringBuilder();
        int pieces = 1 + random.nextInt(random.nextInt(4) == 0 ? 40 : 9);
        for (int i = 0; i < pieces; i++) {
            int c = random.nextInt(0x10000);
            boolean any = random.nextInt(20) == 0 && Character.isDefined(c) && !Character.isSurrogate((char) c);
            text.append(any ? Character.toString(c) : PIECES.get(random.nextInt(PIECES.size())));
            text.append(random.nextInt(4) == 0 ? "" : " ");
        }
        return text.toString();
    }

    private String java(Case each) {
        Score score = scorer.score(benchmark(each.kind()), each.item(), generated(reply(each.reply(), "stop")));
        return readings(score.strictReading(), score.strict(), score.reading(), score.value());
    }

    private static String readings(
            @Nullable String strict, double strictRight, @Nullable String lenient, double right) {
        return String.join(" | ", shown(strict), String.valueOf(strictRight), shown(lenient), String.valueOf(right));
    }

    private static String shown(@Nullable String reading) {
        return reading == null ? "[invalid]" : reading;
    }

    private static List<String> python(Path directory, List<Case> cases) throws IOException, InterruptedException {
        Path driver = Files.writeString(directory.resolve("driver.py"), DRIVER);
        try (InputStream module = PythonReadingTest.class.getResourceAsStream("/dev/matrix/lmeval/matrix_reading.py")) {
            Files.copy(Objects.requireNonNull(module), directory.resolve("matrix_reading.py"));
        }
        List<String> lines = new ArrayList<>();
        for (Case each : cases) {
            // ASCII: half of a character that needs two units cannot be written otherwise.
            lines.add(JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(each.line()));
        }
        Path input = Files.write(directory.resolve("cases.jsonl"), lines);
        Path output = directory.resolve("output.jsonl");
        Process process;
        try {
            process = new ProcessBuilder("python3", driver.toString(), input.toString())
                    .redirectOutput(output.toFile())
                    .redirectError(directory.resolve("errors.txt").toFile())
                    .start();
        } catch (IOException e) {
            if ("1".equals(System.getenv("MATRIX_REQUIRE_LM_EVAL"))) {
                throw e;
            }
            return abort("there is no python3: " + e.getMessage());
        }
        assertThat(process.waitFor())
                .as(() -> text(directory.resolve("errors.txt")))
                .isZero();
        List<String> found = new ArrayList<>();
        for (String line : Files.readAllLines(output, StandardCharsets.UTF_8)) {
            JsonNode said = JSON.readTree(line);
            found.add(readings(
                    said.get("strict").textValue(),
                    said.get("strict_right").doubleValue(),
                    said.get("lenient").textValue(),
                    said.get("lenient_right").doubleValue()));
        }
        return found;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
