package dev.matrix.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Conversation.ReasonThenRead;
import dev.matrix.domain.Conversation.SingleCall;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Message;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Protocol;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptRendererTest {

    private static final Personality COT = new Personality("cot", null, "Think.");
    private static final Personality EXPERT = new Personality("expert", "Be exact.", null);
    private static final Item TWO = item("2 + 2?", "3", "4");
    private static final Benchmark CHOICE = Examples.benchmark(
            AnswerKind.CHOICE,
            "{{question}}\n{{#options}}\n{{letter}}. {{text}}\n{{/options}}\n",
            "{{answer}}",
            "Which one?");
    private static final Benchmark NUMBER =
            Examples.benchmark(AnswerKind.NUMBER, "{{question}}", "#### {{answer}}", "");

    private final PromptRenderer renderer = new PromptRenderer();

    private static Item item(String question, String... options) {
        Gold gold = new Gold.Options(Set.of(options.length - 1));
        return Examples.item(question, List.of(options), gold, Map.of());
    }

    private Conversation render(Personality personality, Benchmark benchmark, Item item, Protocol readBy) {
        return render(personality, benchmark, item, List.of(), readBy, BaselineSystem.EMPTY);
    }

    private Conversation render(
            Personality personality,
            Benchmark benchmark,
            Item item,
            List<Item> shots,
            Protocol readBy,
            BaselineSystem baseline) {
        return renderer.render(
                Examples.combination(Examples.model("You are Tiny."), personality, benchmark),
                item,
                shots,
                readBy,
                baseline);
    }

    private String turn(Benchmark benchmark, Item item) {
        return render(Personality.baseline(), benchmark, item, Protocol.GENERATE)
                .messages()
                .get(1)
                .content();
    }

    @Test
    void sendsTheSystemTextOfAPersonalityWhateverTheBaselineDoes() {
        for (BaselineSystem baseline : BaselineSystem.values()) {
            assertThat(render(EXPERT, CHOICE, TWO, List.of(), Protocol.LOGPROB, baseline)
                            .messages())
                    .containsExactly(Message.system("Be exact."), Message.user("2 + 2?\nA. 3\nB. 4"));
        }
    }

    @ParameterizedTest
    @CsvSource({"baseline, EMPTY, ''", "baseline, VENDOR, You are Tiny.", "cot, EMPTY, ''", "cot, VENDOR, You are Tiny."
    })
    void sendsAnExplicitSystemMessageWhereThePersonalityHasNone(String name, BaselineSystem mode, String expected) {
        Personality personality = name.equals("cot") ? COT : Personality.baseline();

        assertThat(render(personality, NUMBER, TWO, List.of(), Protocol.GENERATE, mode)
                        .messages())
                .first()
                .isEqualTo(Message.system(expected));
    }

    @Test
    void sendsNoSystemMessageWhenToldSo() {
        assertThat(render(Personality.baseline(), CHOICE, TWO, List.of(), Protocol.LOGPROB, BaselineSystem.NONE)
                        .messages())
                .containsExactly(Message.user("2 + 2?\nA. 3\nB. 4"));
    }

    @Test
    void sendsEmptyTextForAVendorWithoutSystem() {
        Conversation conversation = renderer.render(
                Examples.combination(Examples.model(""), Personality.baseline(), CHOICE),
                TWO,
                List.of(),
                Protocol.LOGPROB,
                BaselineSystem.VENDOR);

        assertThat(conversation.messages()).first().isEqualTo(Message.system(""));
    }

    @Test
    void putsShotsBeforeTheItemAndTheWrapperAfterTheItemOnly() {
        Conversation conversation = render(
                COT,
                CHOICE,
                TWO,
                List.of(item("1 + 1?", "1", "2"), item("0 + 1?", "0", "2", "1")),
                Protocol.GENERATE,
                BaselineSystem.EMPTY);

        assertThat(conversation.messages())
                .containsExactly(
                        Message.system(""),
                        Message.user("1 + 1?\nA. 1\nB. 2"),
                        Message.assistant("B"),
                        Message.user("0 + 1?\nA. 0\nB. 2\nC. 1"),
                        Message.assistant("C"),
                        Message.user("2 + 2?\nA. 3\nB. 4\n\nThink."));
    }

    @Test
    void readsOneTokenByLogProbabilities() {
        assertThat(render(EXPERT, CHOICE, TWO, Protocol.LOGPROB)).isInstanceOfSatisfying(SingleCall.class, call -> {
            assertThat(call.maxTokens()).isEqualTo(1);
            assertThat(call.protocol()).isEqualTo(Protocol.LOGPROB);
        });
    }

    @Test
    void givesAGeneratedAnswerTheLimitOfAnswers() {
        assertThat(render(EXPERT, CHOICE, TWO, Protocol.GENERATE).maxTokens()).isEqualTo(64);
        assertThat(render(EXPERT, NUMBER, TWO, Protocol.GENERATE).maxTokens()).isEqualTo(64);
    }

    @Test
    void givesANumberWithAWrapperTheLimitOfReasoningInOneCall() {
        assertThat(render(COT, NUMBER, TWO, Protocol.GENERATE)).isInstanceOfSatisfying(SingleCall.class, call -> {
            assertThat(call.maxTokens()).isEqualTo(768);
            assertThat(call.protocol()).isEqualTo(Protocol.GENERATE);
        });
    }

    @ParameterizedTest
    @CsvSource({"LOGPROB, 1", "GENERATE, 64"})
    void asksLetteredItemsWithAWrapperTwice(Protocol readBy, int answerTokens) {
        assertThat(render(COT, CHOICE, TWO, readBy)).isInstanceOfSatisfying(ReasonThenRead.class, both -> {
            assertThat(both.maxTokens()).isEqualTo(768);
            assertThat(both.readBy()).isEqualTo(readBy);
            assertThat(both.answerTokens()).isEqualTo(answerTokens);
            assertThat(both.closingQuestion()).isEqualTo("Which one?");
        });
    }

    @Test
    void refusesAWrapperWhereNoClosingQuestionIs() {
        Benchmark silent = Examples.benchmark(AnswerKind.CHOICE, "{{question}}", "{{answer}}", "");

        assertThatThrownBy(() -> render(COT, silent, TWO, Protocol.LOGPROB))
                .isInstanceOf(MatrixException.class)
                .hasMessage("benchmark 'quiz' has no prompt.closing_question, which 'cot' needs to read an answer after"
                        + " the reasoning; add one to its file");
    }

    @Test
    void keepsValuesLiteral() {
        Benchmark plain =
                Examples.benchmark(AnswerKind.TEXT, "{{question}} {{&subject}} {{{subject}}}", "{{answer}}", "");
        Item nasty = Examples.item(
                "{{answer}} & {{#options}} <b> \"x\" {{subject}}",
                List.of(),
                new Gold.Texts(List.of("{{question}}")),
                Map.of("subject", "{{nothing}} & 'y'"));

        Conversation conversation =
                render(Personality.baseline(), plain, nasty, List.of(nasty), Protocol.GENERATE, BaselineSystem.NONE);

        String turn = "{{answer}} & {{#options}} <b> \"x\" {{subject}} {{nothing}} & 'y' {{nothing}} & 'y'";
        assertThat(conversation.messages())
                .containsExactly(Message.user(turn), Message.assistant("{{question}}"), Message.user(turn));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0 | (in )", "1 | (in A)", "2 | (in A or B)", "3 | (in A, B or C)", "5 | (in A, B, C, D or E)"})
    void listsTheLetters(int options, String expected) {
        Benchmark letters = Examples.benchmark(AnswerKind.CHOICE, "(in {{letters}})", "{{answer}}", "Which?");
        List<String> texts =
                IntStream.range(0, options).mapToObj(String::valueOf).toList();
        Item item = Examples.item("q", texts, new Gold.Options(Set.of(0)), Map.of());

        assertThat(turn(letters, item)).isEqualTo(expected);
    }

    @Test
    void writesTheAnswerOfAShotByItsKind() {
        assertThat(shotAnswer(new Gold.Options(Set.of(3, 1)))).isEqualTo("B");
        assertThat(shotAnswer(new Gold.Numeric(new BigDecimal("1.50E+3")))).isEqualTo("1500");
        assertThat(shotAnswer(new Gold.Numeric(new BigDecimal("12.50")))).isEqualTo("12.50");
        assertThat(shotAnswer(new Gold.Texts(List.of("Paris", "paris")))).isEqualTo("Paris");
    }

    private String shotAnswer(Gold gold) {
        Item shot = Examples.item("q", List.of("a", "b", "c", "d"), gold, Map.of());
        return render(EXPERT, CHOICE, TWO, List.of(shot), Protocol.LOGPROB, BaselineSystem.NONE)
                .messages()
                .get(2)
                .content();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{{subjct}} | prompt.question: item 'i1' has no variable {{subjct}} (it has letters, options, question, subject);",
                "{{#subjct}}x{{/subjct}} | prompt.question: item 'i1' has no variable {{subjct}} (it has",
                "{{answer}} | prompt.question: {{answer}} would tell the model the right answer;",
                "{{question | prompt.question: a tag that begins with {{ does not end with }};",
                "{{#options}}x | prompt.question:",
                "{{>other}} | prompt.question: partials such as {{>other}} are not supported;"
            })
    void refusesWrongTemplates(String template, String clause) {
        Benchmark wrong = Examples.benchmark(AnswerKind.CHOICE, template, "{{answer}}", "Which?");
        Item item = Examples.item("q", List.of("a"), new Gold.Options(Set.of(0)), Map.of("subject", "s"));

        assertThatThrownBy(() -> turn(wrong, item))
                .isInstanceOfSatisfying(
                        MatrixException.class, e -> assertThat(e.kind()).isEqualTo(MatrixException.Kind.USAGE))
                .hasMessageStartingWith("benchmark 'quiz': " + clause)
                .hasMessageEndingWith("; correct the template in its file")
                .hasMessageNotContaining("\n");
    }

    @Test
    void rendersTheSameFromManyThreads() {
        List<String> turns = IntStream.range(0, 400)
                .parallel()
                .mapToObj(i -> turn(CHOICE, item("q" + i % 4, "x", "y" + i % 4)))
                .toList();

        assertThat(turns)
                .isEqualTo(IntStream.range(0, 400)
                        .mapToObj(i -> "q" + i % 4 + "\nA. x\nB. y" + i % 4)
                        .toList());
    }
}
