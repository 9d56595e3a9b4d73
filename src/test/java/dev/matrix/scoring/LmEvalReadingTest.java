package dev.matrix.scoring;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.matrix.config.Catalogue;
import dev.matrix.config.CatalogueFiles;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.LmEvalTask;
import dev.matrix.domain.Outcome;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Score;
import dev.matrix.domain.Trial;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LmEvalReadingTest {

    private static final String NOTHING = "[invalid]";
    private static final Item LETTER = new Item(
            "i",
            "anatomy",
            "Q?",
            List.of("a", "b", "c", "d"),
            List.of(0, 1, 2, 3),
            new Gold.Options(Set.of(0)),
            Map.of(),
            "");

    private final LmEvalReading reading = new LmEvalReading();
    private final Scorer scorer = new Scorer();

    private static Benchmark benchmark(String name) {
        return new Catalogue(new CatalogueFiles(Path.of(""), null), traits -> "text")
                .benchmark("lm-eval/" + name)
                .benchmark();
    }

    private static Item number(String target) {
        return new Item(
                "i",
                "",
                "Q?",
                List.of(),
                List.of(),
                new Gold.Numeric(BigDecimal.ONE),
                Map.of(LmEvalTask.TARGET, target),
                "");
    }

    private LmEvalReading.Filtered read(String task, Item item, Protocol protocol, int chain, String reply) {
        LmEvalTask lmEval = Objects.requireNonNull(benchmark(task).lmEval());
        return reading.read(lmEval, item, protocol, reply).get(chain);
    }

    private LmEvalReading.Filtered strict(String task, String answer, String reply) {
        return read(task, number("Because.\n#### " + answer), Protocol.GENERATE, 0, reply);
    }

    private LmEvalReading.Filtered flexible(String answer, String reply) {
        return read("gsm8k", number("Because.\n#### " + answer), Protocol.GENERATE, 1, reply);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "A.", "(A)", " A", "**A**", "a)", "A \n\nbecause", "\u00a0A\u00a0", "`A`"})
    void takesAFirstLineThatIsNothingButTheLetter(String reply) {
        assertThat(read("mmlu_generative", LETTER, Protocol.GENERATE, 0, reply).right())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A. foo", "Answer: A", "The answer is A", "\nA", "", "B", "\uFF21", "A\rB"})
    void takesNothingElseForTheLetter(String reply) {
        assertThat(read("mmlu_generative", LETTER, Protocol.GENERATE, 0, reply).right())
                .isFalse();
    }

    @Test
    void tellsAWrongLetterFromNoLetter() {
        assertThat(read("mmlu_generative", LETTER, Protocol.GENERATE, 0, "B").answered())
                .isTrue();
        assertThat(read("mmlu_generative", LETTER, Protocol.GENERATE, 0, "The answer is A"))
                .isEqualTo(new LmEvalReading.Filtered("get_response", "The answer is A", false, false));
    }

    @Test
    void keepsTheQuirksOfTheStrictMatch() {
        // The dot at the pattern's end needs a character: the last digit, where nothing follows.
        assertThat(strict("gsm8k_cot", "18", "The answer is 18").filtered()).isEqualTo("1");
        assertThat(strict("gsm8k_cot", "8", "The answer is 8").filtered()).isEqualTo(NOTHING);
        assertThat(strict("gsm8k_cot", "18", "The answer is $18.").filtered()).isEqualTo(NOTHING);
        assertThat(strict("gsm8k_cot", "18", "The answer is 18.").right()).isTrue();
        assertThat(strict("gsm8k_cot", "18", "The answer is 7. No, The answer is 18.")
                        .filtered())
                .isEqualTo("7.");
        assertThat(strict("gsm8k", "18", "#### $18").filtered()).isEqualTo(NOTHING);
        assertThat(strict("gsm8k", "18", "#### 7\n#### 18").filtered()).isEqualTo("7");
        assertThat(strict("gsm8k", "1250", "#### 1,250.").right()).isTrue();
    }

    @Test
    void keepsTheQuirksOfTheFlexibleExtract() {
        assertThat(flexible("7", "The total is $18. So 5, then 7."))
                .isEqualTo(new LmEvalReading.Filtered("flexible-extract", "7.", true, true));
        assertThat(flexible("7", "It is 7 ...").filtered()).isEqualTo("...");
        assertThat(flexible("18", "18.00").right()).isFalse();
        assertThat(flexible("18", "$18").right()).isTrue();
        assertThat(flexible("8", "8").right()).isTrue();
        assertThat(flexible("18", "none").filtered()).isEqualTo(NOTHING);
        assertThat(flexible("18", "none").answered()).isFalse();
    }

    @Test
    void readsOnlyWhatFollowsTheMarkerAsTheAnswerOfGsm8kCot() {
        Item spaced = number("Because.\n####18 ");

        assertThat(read("gsm8k_cot", spaced, Protocol.GENERATE, 1, "18").right())
                .isTrue();
        // gsm8k compares the whole answer, from which only "#### " with its space is cut off.
        assertThat(read("gsm8k", spaced, Protocol.GENERATE, 1, "18").right()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "First B. So the best option is A. Femur | A",
                "The answer is B. Wait, the answer is (A). | A",
                "**Answer:** A | A",
                "Therefore the answer is $\\boxed{A}$. | A",
                "I think about it.\\n\\nA | A",
                "I think about it.\\n(A). | A",
                "A careful look at it. | [invalid]",
                "The answer is unclear | [invalid]"
            })
    void takesTheLastExplicitLetterOfReasoning(String reply, String letter) {
        String text = reply.replace("\\n", "\n");

        assertThat(read("mmlu_generative", LETTER, Protocol.GENERATE_COT, 0, text)
                        .filtered())
                .isEqualTo(letter);
    }

    @Test
    void takesTheLastNumberOfReasoning() {
        Item item = number("#### 18");

        assertThat(read("gsm8k", item, Protocol.GENERATE_COT, 0, "#### 7\n#### 18")
                        .right())
                .isTrue();
        assertThat(read("gsm8k_cot", item, Protocol.GENERATE_COT, 0, "The answer is 7. The answer is 18.")
                        .right())
                .isTrue();
    }

    @Test
    void putsTheStrictChainBesideTheHeadline() {
        Benchmark benchmark = benchmark("gsm8k");
        Item item = number("#### 18");
        Score score = scorer.score(benchmark, item, trial("So it is $18.", "stop"));

        assertThat(score.value()).isEqualTo(1);
        assertThat(score.correct()).isTrue();
        assertThat(score.strict()).isZero();
        assertThat(score.strictReading()).isNull();
        assertThat(score.reading()).isEqualTo("$18.");
        assertThat(score.outcome()).isEqualTo(Outcome.ANSWERED);
    }

    @Test
    void countsAThoughtInTheReplyAsLmEvalDoes() {
        Score score = scorer.score(benchmark("gsm8k"), number("#### 18"), trial("<think>7</think>\n#### 18", "stop"));
        Score empty = scorer.score(benchmark("gsm8k"), number("#### 18"), trial("", "length"));

        assertThat(score.strict()).isEqualTo(1);
        assertThat(empty.value()).isZero();
        assertThat(empty.outcome()).isEqualTo(Outcome.TRUNCATED);
    }

    @Test
    void takesAnAnswerThatIsNoLetterForNone() {
        Score score = scorer.score(benchmark("mmlu_generative"), LETTER, trial("The answer is A", "stop"));

        assertThat(score.outcome()).isEqualTo(Outcome.NO_ANSWER);
        assertThat(score.value()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", " ", "1", "answer ", "A ", "#### ", "$,.", "The answer is 1", "\u00a0"})
    void readsHostileRepliesInBoundedTime(String piece) {
        String reply = piece.repeat(36_000 / piece.length());

        for (String task : List.of("gsm8k", "gsm8k_cot", "mmlu_generative")) {
            Item item = task.equals("mmlu_generative") ? LETTER : number("#### 18");
            for (Protocol protocol : List.of(Protocol.GENERATE, Protocol.GENERATE_COT)) {
                assertThat(assertTimeout(ofSeconds(5), () -> read(task, item, protocol, 0, reply))
                                .right())
                        .isFalse();
            }
        }
    }

    private static Trial trial(String reply, String doneReason) {
        return new Trial(
                "k",
                "c",
                "i",
                0,
                null,
                Protocol.GENERATE,
                Protocol.GENERATE,
                java.time.Instant.EPOCH,
                List.of(new dev.matrix.domain.Call(
                        "", reply, "", List.of(), dev.matrix.domain.CallMetrics.wallOnly(1), doneReason, 1, null)));
    }
}
