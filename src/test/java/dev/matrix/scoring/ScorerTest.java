package dev.matrix.scoring;

import static dev.matrix.scoring.Trials.benchmark;
import static dev.matrix.scoring.Trials.choice;
import static dev.matrix.scoring.Trials.failed;
import static dev.matrix.scoring.Trials.generated;
import static dev.matrix.scoring.Trials.logprob;
import static dev.matrix.scoring.Trials.number;
import static dev.matrix.scoring.Trials.reply;
import static dev.matrix.scoring.Trials.texts;
import static dev.matrix.scoring.Trials.token;
import static dev.matrix.scoring.Trials.trial;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Call;
import dev.matrix.domain.FailureKind;
import dev.matrix.domain.Item;
import dev.matrix.domain.Outcome;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Score;
import dev.matrix.domain.Trial;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScorerTest {

    private static final String STOP = "stop";

    private final Scorer scorer = new Scorer();
    private final Item item = choice(4, 1);

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void takesAFailedTrialAsMissing(FailureKind kind) {
        Score score = score(AnswerKind.CHOICE, item, generated(failed(kind)));

        Outcome expected = switch (kind) {
            case OVERFLOW -> Outcome.OVERFLOW;
            case PROMPT_CUT -> Outcome.PROMPT_CUT;
            default -> Outcome.FAILED;
        };
        assertThat(score.outcome()).isEqualTo(expected);
        assertThat(score.scored()).isFalse();
        assertThat(score.value()).isNaN();
        assertThat(score.strict()).isNaN();
        assertThat(score.reading()).isNull();
    }

    @Test
    void takesATrialAsMissingWhenItsReasoningFailed() {
        Trial trial = trial(
                Protocol.REASON_THEN_READ, Protocol.GENERATE, failed(FailureKind.TOTAL_TIMEOUT), reply("B", STOP));

        assertThat(score(AnswerKind.CHOICE, item, trial).outcome()).isEqualTo(Outcome.FAILED);
    }

    @ParameterizedTest(name = "[{index}] {0} / {1} / {2}")
    @CsvSource(nullValues = "-", textBlock = """
            B,                          '',       stop,       ANSWERED,      B
            The answer is B.,           '',       stop,       ANSWERED,      B
            no idea,                    '',       stop,       NO_ANSWER,     -
            '',                         '',       stop,       NO_ANSWER,     -
            I don't know.,              '',       stop,       NO_ANSWER,     -
            '',                         hmm,      stop,       THINKING_ONLY, -
            '',                         hmm,      length,     THINKING_ONLY, -
            <think>The answer is B,     '',       length,     THINKING_ONLY, -
            The answer is B because,    '',       length,     TRUNCATED,     B
            Let me see,                 '',       length,     TRUNCATED,     -
            The answer is B B B B,      '',       repetition, REPETITION,    B
            so so so so,                '',       repetition, REPETITION,    -
            I'm sorry. I cannot help.,  '',       stop,       REFUSED,       -
            I cannot answer this.,      '',       stop,       REFUSED,       -
            As an AI I am unable to,    '',       stop,       REFUSED,       -
            'Sorry, the answer is B.',  '',       stop,       ANSWERED,      B
            I'm sorry,                  '',       length,     TRUNCATED,     -
            """)
    void namesTheOutcomeOfAGeneratedReply(String text, String thinking, String done, Outcome outcome, String reading) {
        Score score = score(AnswerKind.CHOICE, item, generated(reply(text, thinking, done, List.of())));

        assertThat(score.outcome()).isEqualTo(outcome);
        assertThat(score.reading()).isEqualTo(reading);
        assertThat(score.value()).isEqualTo(reading == null ? 0 : 1);
        assertThat(score.correct()).isEqualTo(reading != null);
        assertThat(score.letterMass()).isNaN();
        assertThat(score.unit()).isEqualTo("share of items");
    }

    @Test
    void keepsStrictAndLenientReadingsApart() {
        Score score = score(AnswerKind.CHOICE, item, generated(reply("A\n\nNo: the answer is B.", STOP)));

        assertThat(score.strictReading()).isEqualTo("A");
        assertThat(score.strict()).isZero();
        assertThat(score.reading()).isEqualTo("B");
        assertThat(score.value()).isEqualTo(1);
    }

    @Test
    void scoresAWrongAnswerAsZeroNotAsMissing() {
        Score score = score(AnswerKind.CHOICE, item, generated(reply("C", STOP)));

        assertThat(score.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(score.value()).isZero();
        assertThat(score.correct()).isFalse();
    }

    @Test
    void readsNumbers() {
        Score right = score(AnswerKind.NUMBER, number("18"), generated(reply("so\n#### 18.00", STOP)));
        Score lenient = score(AnswerKind.NUMBER, number("1000"), generated(reply("It costs $1,000.", STOP)));
        Score wrong = score(AnswerKind.NUMBER, number("6"), generated(reply("#### 16", STOP)));

        assertThat(right.value()).isEqualTo(1);
        assertThat(right.strict()).isEqualTo(1);
        assertThat(right.reading()).isEqualTo("18");
        assertThat(lenient.value()).isEqualTo(1);
        assertThat(lenient.strict()).isZero();
        assertThat(lenient.strictReading()).isNull();
        assertThat(lenient.reading()).isEqualTo("1000");
        assertThat(wrong.value()).isZero();
        assertThat(wrong.strictReading()).isEqualTo("16");
    }

    @Test
    void readsTexts() {
        Item paris = texts("Paris", "City of Paris");
        Score strict = score(AnswerKind.TEXT, paris, generated(reply(" paris.\n", STOP)));
        Score lenient = score(AnswerKind.TEXT, paris, generated(reply("Well.\nThe answer is Paris.", STOP)));
        Score wrong = score(AnswerKind.TEXT, paris, generated(reply("Rome", STOP)));
        Score refused = score(AnswerKind.TEXT, paris, generated(reply("I'm sorry, I can't help.", STOP)));

        assertThat(strict.strict()).isEqualTo(1);
        assertThat(strict.value()).isEqualTo(1);
        assertThat(lenient.strict()).isZero();
        assertThat(lenient.value()).isEqualTo(1);
        assertThat(wrong.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(wrong.reading()).isEqualTo("Rome");
        assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(refused.reading()).isNull();
    }

    @Test
    void scoresTheMostProbableLetter() {
        Score score = score(AnswerKind.CHOICE, item, logprob(token(" B=0.6", " A=0.3")));

        assertThat(score.outcome()).as("length is the expected end").isEqualTo(Outcome.ANSWERED);
        assertThat(score.value()).isEqualTo(1);
        assertThat(score.strict()).isEqualTo(1);
        assertThat(score.reading()).isEqualTo("B");
        assertThat(score.strictReading()).isEqualTo("B");
        assertThat(score.letterMass()).isCloseTo(0.9, within(1e-12));
        assertThat(score.ambiguous()).isFalse();
    }

    @Test
    void findsNoAnswerWhereNoLetterIsSeen() {
        Score unseen = score(AnswerKind.CHOICE, item, logprob(token("The=0.9", "It=0.1")));
        Score absent = score(AnswerKind.CHOICE, item, logprob());

        assertThat(unseen.outcome()).isEqualTo(Outcome.NO_ANSWER);
        assertThat(unseen.value()).isZero();
        assertThat(unseen.letterMass()).isZero();
        assertThat(absent.outcome()).isEqualTo(Outcome.NO_ANSWER);
        assertThat(absent.letterMass()).isNaN();
    }

    @Test
    void flagsAnAnswerThatAnUnseenLetterCouldTurn() {
        Score score = score(AnswerKind.CHOICE, item, logprob(token("The=0.2", "B=0.1")));

        assertThat(score.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(score.ambiguous()).isTrue();
        assertThat(score.value()).isEqualTo(1);
    }

    @Test
    void scoresTheShareOfTrueLettersUnderLogProbabilities() {
        Item several = choice(4, 1, 2);
        Score score = score(AnswerKind.MULTI_CHOICE, several, logprob(token("A=0.4", "B=0.3", "C=0.1")));

        assertThat(score.value()).isCloseTo(0.5, within(1e-12));
        assertThat(score.strict()).isEqualTo(score.value());
        assertThat(score.correct()).as("the best letter is false").isFalse();
        assertThat(score.unit()).isEqualTo("share of probability");
    }

    @Test
    void scoresOneTrueLetterUnderGenerate() {
        Item several = choice(4, 1, 2);

        assertThat(score(AnswerKind.MULTI_CHOICE, several, generated(reply("C", STOP)))
                        .value())
                .isEqualTo(1);
        assertThat(score(AnswerKind.MULTI_CHOICE, several, generated(reply("A", STOP)))
                        .value())
                .isZero();
        assertThat(score(AnswerKind.MULTI_CHOICE, several, generated(reply("C", STOP)))
                        .unit())
                .isEqualTo("share of items");
    }

    @ParameterizedTest(name = "[{index}] {0} then {2}")
    @CsvSource(textBlock = """
            stop,       B,       stop,       ANSWERED,   1
            length,     B,       stop,       TRUNCATED,  1
            repetition, B,       stop,       REPETITION, 1
            repetition, C,       stop,       REPETITION, 0
            length,     hm,      stop,       TRUNCATED,  0
            stop,       hm,      stop,       NO_ANSWER,  0
            repetition, B or,    length,     TRUNCATED,  1
            stop,       B,       repetition, REPETITION, 1
            """)
    void reportsTheReasoningsEndAndScoresTheClosingAnswer(
            String reasoningEnd, String closing, String closingEnd, Outcome outcome, double value) {
        Trial trial = trial(
                Protocol.REASON_THEN_READ,
                Protocol.GENERATE,
                reply("Let me think. The answer is C.", reasoningEnd),
                reply(closing.equals("B or") ? "The answer is B because" : closing, closingEnd));
        Score score = score(AnswerKind.CHOICE, item, trial);

        assertThat(score.outcome()).isEqualTo(outcome);
        assertThat(score.value()).isEqualTo(value);
    }

    @Test
    void readsTheClosingCallByLogProbabilities() {
        Call closing = reply("B", "", Call.LENGTH, List.of(token("B=0.7", "A=0.3")));
        Trial cut = trial(Protocol.REASON_THEN_READ, Protocol.LOGPROB, reply("hm", Call.LENGTH), closing);
        Trial whole = trial(Protocol.REASON_THEN_READ, Protocol.LOGPROB, reply("hm", STOP), closing);

        assertThat(score(AnswerKind.CHOICE, item, cut).outcome()).isEqualTo(Outcome.TRUNCATED);
        assertThat(score(AnswerKind.CHOICE, item, whole).outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(score(AnswerKind.CHOICE, item, whole).value()).isEqualTo(1);
    }

    @Test
    void measuresLetterMassForTheProbe() {
        assertThat(scorer.letterMass(item, logprob(token("B=0.5", "A=0.25", "The=0.25"))))
                .isCloseTo(0.75, within(1e-12));
        assertThat(scorer.letterMass(item, logprob(token("The=1")))).isZero();
        assertThat(scorer.letterMass(item, logprob())).isNaN();
        assertThat(scorer.letterMass(item, generated(failed(FailureKind.BUSY)))).isNaN();
    }

    @Test
    void refusesAnItemOfAnotherKind() {
        Trial trial = generated(reply("18", STOP));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> score(AnswerKind.CHOICE, number("18"), trial))
                .withMessageContaining("item 'i1'");
    }

    @Test
    void hasAVersion() {
        assertThat(scorer.version()).isNotBlank().isEqualTo(new Scorer().version());
    }

    private Score score(AnswerKind kind, Item question, Trial trial) {
        return scorer.score(benchmark(kind), question, trial);
    }
}
