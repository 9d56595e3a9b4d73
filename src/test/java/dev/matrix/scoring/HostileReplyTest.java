package dev.matrix.scoring;

import static dev.matrix.scoring.Trials.benchmark;
import static dev.matrix.scoring.Trials.choice;
import static dev.matrix.scoring.Trials.generated;
import static dev.matrix.scoring.Trials.number;
import static dev.matrix.scoring.Trials.reply;
import static dev.matrix.scoring.Trials.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Item;
import dev.matrix.domain.Score;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a model writes is read in bounded time and never throws. The limits in seconds are generous: quadratic work would take minutes. */
class HostileReplyTest {

    private static final int MEGABYTE = 1_000_000;
    private static final List<String> PIECES = List.of(
            "A",
            "b",
            "(C)",
            "D.",
            "answer",
            "is",
            "the",
            "not",
            "or",
            "and",
            ",",
            ":",
            "\n",
            " ",
            "**",
            "\\boxed{",
            "}",
            "$",
            "####",
            "1",
            "23,000",
            "-",
            "/",
            ".5",
            "=",
            "½",
            "٣",
            "Ｂ",
            "𝐂",
            "\uD800",
            "\uDC00",
            "\u0301",
            "\u200B",
            "option",
            "text 1",
            "Question:",
            "<think>",
            "</think>",
            "\"",
            "'",
            "correct",
            "wrong",
            "so",
            "e9",
            "2024-01-02",
            "10:30",
            "\\frac{1}{2}",
            "\\",
            "{",
            "\u0000",
            "案",
            "是",
            "it's",
            "can't",
            "but",
            "sorry",
            "1.2.3");

    private final Scorer scorer = new Scorer();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "A",
                "A ",
                "A.",
                "(A) ",
                "9",
                "9 ",
                "1,",
                "9.",
                ".",
                "-",
                "/",
                "1/",
                "1-",
                "1:",
                " ",
                "\n",
                "\n#",
                "*",
                "\\",
                "\\boxed{",
                "{",
                "=",
                "answer is ",
                "answer ",
                "answer is not ",
                "answer is 1 ",
                "answer is A or ",
                "the ",
                "option ",
                "option text 1 ",
                "option text 1 ",
                "not A but ",
                "A is ",
                "A. foo ",
                "A) B) C) D) ",
                "B because ",
                "#### ",
                "#### 1\n",
                "Question:\n",
                "\nQuestion: ",
                "it's ",
                "it is A, ",
                "I think ",
                "\"",
                "\u0301",
                "\uD800",
                "e\u0301\u0316",
                "½",
                "\\frac{1}{2}",
                "<think>",
                "</think>",
                "so, ",
                "and A ",
                "step 1 ",
                "answer is \"x\" ",
                "1e9 ",
                "A\n"
            })
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void readsAMegabyteOfOneToken(String token) {
        String text = token.repeat(MEGABYTE / token.length());

        assertThatCode(() -> scoreAll(text)).doesNotThrowAnyException();
    }

    @Test
    void workIsBoundedByTheWindow() {
        int limit = ReplyText.HEAD + ReplyText.TAIL + 1;

        assertThat(ReplyText.of("B ".repeat(MEGABYTE)).text().length()).isLessThanOrEqualTo(limit);
        assertThat(ReplyText.of("½".repeat(MEGABYTE)).text().length())
                .as("folding may lengthen a text by a constant factor only")
                .isLessThanOrEqualTo(4 * limit);
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void survivesRandomText() {
        Random random = new Random(7);
        for (int round = 0; round < 4_000; round++) {
            String text = randomText(random);

            assertThatCode(() -> scoreAll(text)).as("round %d: %s", round, text).doesNotThrowAnyException();
        }
    }

    @Test
    void readsOnlyLettersOfTheItemFromRandomText() {
        Random random = new Random(11);
        Item two = choice(2, 0);
        for (int round = 0; round < 2_000; round++) {
            Score score = scorer.score(benchmark(AnswerKind.CHOICE), two, generated(reply(randomText(random), "stop")));

            assertThat(score.reading()).isIn("A", "B", null);
            assertThat(score.value()).isIn(0.0, 1.0);
            assertThat(score.strictReading()).isIn("A", "B", null);
        }
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(60);
        for (int i = 0; i < length; i++) {
            boolean any = random.nextInt(8) == 0;
            text.append(
                    any ? String.valueOf((char) random.nextInt(0x10000)) : PIECES.get(random.nextInt(PIECES.size())));
            text.append(random.nextInt(3) == 0 ? "" : " ");
        }
        return text.toString();
    }

    private void scoreAll(String text) {
        scorer.score(benchmark(AnswerKind.CHOICE), choice(4, 1), generated(reply(text, "stop")));
        scorer.score(benchmark(AnswerKind.NUMBER), number("18"), generated(reply(text, "stop")));
        scorer.score(benchmark(AnswerKind.TEXT), texts("Paris"), generated(reply(text, "stop")));
    }
}
