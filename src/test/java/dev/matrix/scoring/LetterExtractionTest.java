package dev.matrix.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LetterExtractionTest {

    private static final List<String> CITIES = List.of("London", "Paris", "Rome", "New York");

    private final LetterExtraction extraction = new LetterExtraction(CITIES);

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            B | B
            ` B` | B
            B. | B
            B) | B
            (B) | B
            [B] | B
            **B** | B
            **B.** | B
            _B_ | B
            "B" | B
            B: | B
            $B$ | B
            \\text{B} | B
            Ｂ | B
            （Ｂ） | B
            𝐁 | B
            Ⓑ | B
            B\\nBecause Paris is the capital. | B
            \\n\\nB\\n | B
            A | A
            D\\n | D
            """)
    void readsTheAskedFormatStrictlyAndLeniently(String reply, String letter) {
        assertThat(strict(reply)).isEqualTo(letter);
        assertThat(lenient(reply)).isEqualTo(letter);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            The answer is B | B
            The answer is B. | B
            The answer is (B). | B
            The answer is: B | B
            The answer is:\\n\\nB | B
            The answer is:\\n\\n**B. Paris** | B
            Answer: B | B
            answer: (b) | B
            **Answer: C** | C
            **Answer:** C | C
            **Answer**: C | C
            Answer:\\nC | C
            Answer: C) Rome | C
            Answer - C | C
            Answer -> C | C
            Answer = C | C
            Answer C | C
            `# Answer\\nC\\nas above` | C
            The answer is c | C
            The answer is c. | C
            The answer is a. | A
            answer: a | A
            The correct answer is option B. | B
            The correct option is B | B
            so the correct option is D | D
            The best choice is (C). | C
            The correct answer to this question is therefore C. | C
            The answer to the question of which city is the capital of France is B. | B
            The answer, I think, is **B**. | B
            The answer must be B. | B
            The answer should be option B because it is so. | B
            My answer would be B | B
            The final answer is $\\boxed{B}$ | B
            \\boxed{C} | C
            Thus we get $\\boxed{\\textbf{(C)}}$. | C
            \\[ \\boxed{\\text{C. Rome}} \\] | C
            `#### B` | B
            I choose B. | B
            I would go with B | B
            I'd pick option (C) here. | C
            I believe the answer is B. | B
            I think it's B. | B
            I think B. | B
            Rome is old, Paris is right. Therefore, B. | B
            So, B. | B
            So it must be (B). | B
            In conclusion, B. | B
            B is correct. | B
            B is the correct answer. | B
            Option B is the best choice. | B
            (B) is right | B
            B would be the most likely answer. | B
            B. Paris is the correct answer. | B
            A. London is not the correct answer. B. Paris is the correct answer. | B
            A) London (incorrect)\\nB) Paris (correct)\\nC) Rome (incorrect)\\nD) New York (incorrect) | B
            答案是B | B
            答案：C | C
            正确答案是 (D)。 | D
            The answer is Ｂ． | B
            {"answer": "B"} | B
            A careful reader would choose B here. | B
            I think it's B, but I'm not completely sure. | B
            It is not A. The right one is B: Paris | B
            - **A.** London\\n- **B.** Paris\\n- **C.** Rome\\n- **D.** New York\\n\\nThe correct option is **C**. | C
            This is about what "Paris" means here. The other options do not fit. Therefore, the answer is B. | B
            ✅ B | B
            ✔️ **B. Paris** | B
            I would choose Paris. | B
            """)
    void readsStatements(String reply, String letter) {
        assertThat(lenient(reply)).isEqualTo(letter);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            The answer is A. No, wait: the answer is C. | C
            A\\n\\nOn reflection the answer is C. | C
            The answer is C... or rather, final answer: B | B
            Answer: A\\nAnswer: D | D
            First I thought the answer is A. But B is correct. | B
            The answer is A.\\n\\nB | B
            """)
    void takesTheLastStatement(String reply, String letter) {
        assertThat(lenient(reply)).isEqualTo(letter);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            The answer is B, not A. | B
            The answer is B, not option A | B
            The answer is not A but B. | B
            It is not A but B. | B
            Not A, but rather B. | B
            The answer is B rather than A. | B
            The answer is B instead of A. | B
            It can't be A. The answer is B. | B
            A is wrong. B is correct. | B
            A is incorrect, so the answer is D. | D
            The answer is B. A is wrong, C is wrong, D is wrong. | B
            The answer is B, A is wrong. | B
            B. Paris. Options A, C and D are incorrect. | B
            The wrong answer is A; the right answer is C. | C
            Neither A nor B is correct, the answer is C. | C
            B is better than A. Answer: B | B
            We can rule out A. I choose (C). | C
            """)
    void understandsNegation(String reply, String letter) {
        assertThat(lenient(reply)).isEqualTo(letter);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   \n\n ",
                "It can't be A.",
                "It cannot possibly be option A.",
                "The answer is not A.",
                "A is wrong.",
                "I don't think it's A.",
                "The wrong answer is A.",
                "A dog is a mammal.",
                "a",
                "The answer is a",
                "The answer is a dog",
                "The answer is A dog",
                "The answer is",
                "I think that",
                "E",
                "The answer is E.",
                "(Z)",
                "B or C",
                "B, or maybe C",
                "I would not choose B",
                "You must choose A, B, C or D.",
                "Looking at the options one by one, the one that fits the question best is",
                "The answer is B or C.",
                "The answer is either A or B.",
                "The answer is A and B",
                "B/C",
                "A, B",
                "A\nB\nC\nD",
                "A. London\nB. Paris\nC. Rome\nD. New York",
                "A) London B) Paris C) Rome D) New York",
                "Options: A. London, B. Paris, C. Rome, D. New York",
                "The answer choices are: A, B, C and D.",
                "Answer: A. London\nB. Paris\nC. Rome\nD. New York",
                "Please answer with A, B, C or D.",
                "Option A is in England and option B is in France.",
                "Vitamin C is healthy.",
                "C++ and A-level and B-cells and U.S.A.",
                "apple(s) and P(A)",
                "London, Paris and Rome are all cities.",
                "I'm sorry, but I can't help with that.",
                "I cannot answer whether Paris is meant.",
                "Let me think about this question.",
                "If B is correct then the sky is green.",
            })
    void readsNothingWhereNothingIsAnswered(String reply) {
        assertThat(lenient(reply)).isNull();
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            A. London | A
            A. foo | A
            B) Paris | B
            B: Paris | B
            (B) Paris | B
            B - Paris | B
            B Paris | B
            A London | A
            B because Paris is the capital. | B
            B, because it is. | B
            B, not C. | B
            * B. Paris | B
            **B. Paris** | B
            `### B. Paris` | B
            (c) Rome | C
            c) Rome | C
            B. Paris\\n\\nOption A, London, lies in England. | B
            France's capital is on the Seine.\\n\\nB. Paris | B
            A. London\\nB. Paris\\nC. Rome\\nD. New York\\n\\nB. Paris | B
            A. London\\nB. Paris\\nC. Rome\\nD. New York\\n\\nAnswer: B | B
            B.Paris | B
            """)
    void readsLabels(String reply, String letter) {
        assertThat(lenient(reply)).isEqualTo(letter);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Option B. | B
            It is B. | B
            I like (D) most | D
            It must be option C then | C
            """)
    void readsTheOnlyNamedLetter(String reply, String letter) {
        assertThat(lenient(reply)).isEqualTo(letter);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Paris | B
            paris. | B
            It is Paris, of course. | B
            The answer is Paris. | B
            The capital is not London. The answer is Paris. | B
            London is large, Rome is old; the correct answer is **Paris**. | B
            The answer is New York. | D
            It is new york | D
            It is not London but Paris. | B
            Answer: Rome | C
            """)
    void readsTheQuotedTextOfOneOption(String reply, String letter) {
        assertThat(lenient(reply)).isEqualTo(letter);
    }

    @Test
    void neverTakesAPartOfANumberForAnOption() {
        LetterExtraction numbers = new LetterExtraction(List.of("4", "-4", "4.5", "14"));

        assertThat(numbers.lenient(ReplyText.of("The answer is 4."))).isEqualTo(0);
        assertThat(numbers.lenient(ReplyText.of("The answer is -4."))).isEqualTo(1);
        assertThat(numbers.lenient(ReplyText.of("The answer is 4.5"))).isEqualTo(2);
        assertThat(numbers.lenient(ReplyText.of("2 + 12 = 14."))).isEqualTo(3);
        assertThat(numbers.lenient(ReplyText.of("I have 4 reasons to doubt it")))
                .isNull();
    }

    @Test
    void findsNoOptionByATextThatTwoShare() {
        LetterExtraction same = new LetterExtraction(List.of("the same text", "the same text", "another text"));

        assertThat(same.lenient(ReplyText.of("It is the same text"))).isNull();
        assertThat(same.lenient(ReplyText.of("It is another text"))).isEqualTo(2);
    }

    @Test
    void takesTheLongestOptionWhereOneContainsAnother() {
        LetterExtraction nested = new LetterExtraction(List.of("York", "New York", "New York City"));

        assertThat(nested.lenient(ReplyText.of("The answer is New York City."))).isEqualTo(2);
        assertThat(nested.lenient(ReplyText.of("It is New York, I guess"))).isEqualTo(1);
        assertThat(nested.lenient(ReplyText.of("It is York."))).isZero();
    }

    @Test
    void matchesOnlyLettersThatTheItemHas() {
        LetterExtraction ten =
                new LetterExtraction(List.of("a1", "b1", "c1", "d1", "e1", "f1", "g1", "h1", "i1", "j1"));

        assertThat(ten.lenient(ReplyText.of("The answer is J."))).isEqualTo(9);
        assertThat(ten.lenient(ReplyText.of("I think the answer is I."))).isEqualTo(8);
        assertThat(ten.lenient(ReplyText.of("I think that I know"))).isNull();
        assertThat(ten.lenient(ReplyText.of("K"))).isNull();
        assertThat(lenient("J")).isNull();
    }

    @Test
    void readsTheFinalAnswerAfterReasoning() {
        String reply = """
                Let's think step by step.

                A. London is the capital of the United Kingdom, so A is wrong.
                B. Paris lies on the Seine. I would keep option B in mind.
                C. Rome is in Italy, a country in the south.

                Therefore, the correct answer is:

                **B. Paris**
                """;

        assertThat(lenient(reply)).isEqualTo("B");
        assertThat(strict(reply)).isNull();
    }

    @Test
    void readsACutReplyAsFarAsItGoes() {
        assertThat(lenient("The answer is B because the capital of Fra")).isEqualTo("B");
        assertThat(lenient("Let's look at each option.\nA. London is the capital of"))
                .isNull();
    }

    @Test
    void ignoresThinkingInTags() {
        assertThat(lenient("<think>Perhaps the answer is A.</think>B")).isEqualTo("B");
        assertThat(strict("<think>A</think>\n\nB")).isEqualTo("B");
        assertThat(lenient("<think>The answer is A")).isNull();
    }

    @Test
    void readsTheAnswerBeforeAnInventedNextQuestion() {
        String reply = "B\n\nQuestion: What is the capital of Italy?\nA. London\nB. Paris\nC. Rome\nAnswer: C";

        assertThat(lenient(reply)).isEqualTo("B");
        assertThat(lenient("Sure!\nQuestion: capital of France?\nAnswer: B")).isEqualTo("B");
    }

    @Test
    void acceptsNoOtherLetterLineInTheStrictFormat() {
        assertThat(strict("A\nB\nC\nD")).isNull();
        assertThat(strict("The answer is B")).isNull();
        assertThat(strict("b")).isNull();
        assertThat(strict("B or C")).isNull();
        assertThat(strict("B. Paris")).isNull();
        assertThat(strict("")).isNull();
    }

    private @Nullable String strict(String reply) {
        return letter(extraction.strict(ReplyText.of(unescaped(reply))));
    }

    private @Nullable String lenient(String reply) {
        return letter(extraction.lenient(ReplyText.of(unescaped(reply))));
    }

    private static String unescaped(String reply) {
        return reply.replace("\\n", "\n");
    }

    private static @Nullable String letter(@Nullable Integer position) {
        return position == null ? null : String.valueOf((char) ('A' + position));
    }
}
