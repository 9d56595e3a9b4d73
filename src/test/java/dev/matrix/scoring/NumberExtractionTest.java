package dev.matrix.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberExtractionTest {

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            18 | 18
            16 | 16
            1,000 | 1000
            1000 | 1000
            1,234,567.89 | 1234567.89
            1,00,000 | 100000
            1 000 000 | 1000000
            1\u00A0000 | 1000
            1\u202F234,5 | 5
            $18. | 18
            $18.00 | 18
            18.00 | 18
            18. | 18
            18€ | 18
            €18 | 18
            US$18 | 18
            USD18 | 18
            Rs.18 | 18
            -5 | -5
            −5 | -5
            $-5 | -5
            -$5 | -5
            (-5) | -5
            20 -2 | 2
            20 - 2 | 2
            x-2 | 2
            .5 | 0.5
            -.5 | -0.5
            0.5 | 0.5
            50% | 50
            18kg | 18
            18 apples | 18
            18dollars | 18
            １８ | 18
            ١٨ | 18
            १८ | 18
            ١٬٠٠٠٫٥ | 1000.5
            1.5e3 | 1500
            2E-2 | 0.02
            3/4 | 0.75
            3 / 4 | 0.75
            -3/4 | -0.75
            2 1/2 | 2.5
            2½ | 2.5
            ½ | 0.5
            1,2,3 | 3
            3,5 | 5
            1,000,50 | 50
            18 / 3 = 6 | 6
            10 * 3 = 30 | 30
            **18** | 18
            `18` | 18
            \\(18\\) | 18
            $18$ | 18
            \\frac{3}{4} | 0.75
            1{,}000 | 1000
            \\$1,000\\% | 1000
            007 | 7
            18! | 18
            18? | 18
            """)
    void readsNumbers(String reply, String number) {
        assertThat(lenient(reply)).isEqualByComparingTo(number);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(
            strings = {
                "",
                " \n ",
                "none",
                "5-10",
                "5–10",
                "$5-$10",
                "2024-05-12",
                "12/05/2024",
                "12.05.2024",
                "10:30",
                "1.000,50",
                "1.2.3",
                "x2 and H2O and step1",
                "the 3rd and the 21st",
                "1e999999999",
                "1e99",
                "3/0",
                "a_1",
                "x²",
                "I'm sorry, but I can't solve these 2 problems.",
                "Step 1",
                "1. First we add.",
                "**1.** First we add.",
            })
    void readsNoNumberFromWhatIsNone(String reply) {
        assertThat(lenient(reply)).isNull();
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            The answer is 18. | 18
            The answer is $18. She had 5 apples and 3 pears left. | 18
            Answer: 18 dollars, 3 of which were saved | 18
            **Answer:** 18 because 3 * 6 | 18
            **Answer: 18** then 4 more words | 18
            The answer is:\\n\\n18\\n\\nI used 2 steps | 18
            The final answer is \\boxed{18}. I used 2 steps. | 18
            $\\boxed{1{,}000 \\text{ dollars}}$ in 3 steps | 1000
            \\boxed{6 \\times 3 = 18} (2 factors) | 18
            `#### 18` | 18
            6 * 3 = 18\\n#### 18\\nI used 2 numbers. | 18
            `#### $18 dollars\\nin 3 steps` | 18
            `#### 1. Find the total\\nIt is 20.` | 20
            `#### Step 2: add\\nIt is 20.` | 20
            The answer is 16. No, the answer is 18. That took 2 tries. | 18
            The answer is 6 * 3 = 18 dollars. | 18
            The answer is 20 - 2 = 18. In 3 words. | 18
            The answer is not 16 but 18. | 18
            The answer is 18, not 16. | 18
            The answer is approximately equal to 18 in 2 steps. | 18
            The answer is that she has 3 apples and in total 18. | 18
            The answer should be 18. Or 5? | 18
            答案是18元。用了2步 | 18
            The answer for 2.5 kg is 18. Then 3. | 18
            The answer is -18. Check: 3. | -18
            So 3 + 4 = 7, and 7 * 2 = 14 | 14
            He sold 5 on day 1 and 10 on day 2, so 15 in total. | 15
            She has 18 left.\\n\\n1. Check the sum.\\n2. Check the difference. | 18
            20 minus 2 is 18 | 18
            The result is 18, not 5. | 18
            The total is $18, not $5. | 18
            {"answer": 18} | 18
            \\[ \\boxed{18} \\] | 18
            So we get \\( x = 18 \\). | 18
            It could be 5. No, wait, that is wrong. The answer is 18. | 18
            **Final answer:** 18 | 18
            👉 18 | 18
            In total = 18 | 18
            """)
    void readsStatementsBeforeTheLastNumber(String reply, String number) {
        assertThat(lenient(reply)).isEqualByComparingTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The answer is 16 or 18.",
                "The answer is 5-10.",
                "5 apples. The answer is 12/05/2024.",
                "The answer is not 16.",
            })
    void takesNoSingleNumberFromAStatementThatHasNone(String reply) {
        assertThat(lenient(reply)).isNull();
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `#### 18` | 18
            `####18` | 18
            6 * 3 = 18\\n#### 18 | 18
            work\\n\\n#### $1,000.00 | 1000
            `#### -5` | -5
            `#### 18.` | 18
            `#### 50%` | 50
            **#### 18** | 18
            `#### **18**` | 18
            `#### \\$18\\n\\n` | 18
            `#### 3/4` | 0.75
            """)
    void readsTheAskedFormatStrictly(String reply, String number) {
        assertThat(strict(reply)).isEqualByComparingTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "18",
                "### 18",
                "The answer is 18",
                "#### 18 apples",
                "#### about 18",
                "#### 18\nHope that helps!",
                "#### 6 * 3 = 18",
                "####",
                "#### 5-10",
            })
    void acceptsNothingElseStrictly(String reply) {
        assertThat(strict(reply)).isNull();
    }

    @Test
    void neverMatchesAPartOfANumber() {
        assertThat(lenient("16")).isNotEqualByComparingTo(new BigDecimal("6"));
        assertThat(lenient("The answer is 116.")).isEqualByComparingTo("116");
    }

    @Test
    void readsTheAnswerBeforeAnInventedNextQuestion() {
        assertThat(lenient("#### 18\n\nQuestion: Tom has 3 pens.\nAnswer: 3\n#### 3"))
                .isEqualByComparingTo("18");
        assertThat(lenient("Sure.\nQuestion: how many?\n#### 7")).isEqualByComparingTo("7");
    }

    @Test
    void refusesGiantNumbersQuickly() {
        assertThat(lenient("9".repeat(10_000))).isNull();
        assertThat(lenient("9".repeat(NumberScanner.MAX_DIGITS))).isNotNull();
        assertThat(lenient("9".repeat(NumberScanner.MAX_DIGITS + 1))).isNull();
        assertThat(lenient("The answer is 1e" + "9".repeat(5_000))).isNull();
        assertThat(lenient("1/" + "3".repeat(5_000))).isNull();
        assertThat(lenient("9".repeat(50_000))).isNull();
    }

    private static @Nullable BigDecimal lenient(String reply) {
        return NumberExtraction.lenient(ReplyText.of(reply.replace("\\n", "\n")));
    }

    private static @Nullable BigDecimal strict(String reply) {
        return NumberExtraction.strict(ReplyText.of(reply.replace("\\n", "\n")));
    }
}
