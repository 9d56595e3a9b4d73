package dev.matrix.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.DataSource.Format;
import dev.matrix.domain.FieldMapping.AnswerStyle;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.Sample;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemMappingTest {

    @TempDir
    Path folder;

    @Test
    void lettersOptionsByPlace() {
        Item item = lettered("{'question': ' Which?\\r\\nSay. ', 'options': [' one', 'two ', 'three'], 'answer': 'b'}")
                .loadOne();

        assertThat(item.question()).isEqualTo("Which?\nSay.");
        assertThat(item.options()).containsExactly("one", "two", "three");
        assertThat(item.optionOrder()).containsExactly(0, 1, 2);
        assertThat(item.gold()).isEqualTo(new Gold.Options(Set.of(1)));
        assertThat(item.stratum()).isEmpty();
    }

    @Test
    void translatesThePublishersOwnLabels() {
        Given arc = lettered(
                        "{'question': 'Q', 'choices': {'text': ['x', 'y', 'z'], 'label': ['1', '2', '3']}, 'key': '3'}")
                .options("choices.text")
                .labels("choices.label")
                .answer("key");

        assertThat(arc.loadOne().gold()).isEqualTo(new Gold.Options(Set.of(2)));
    }

    @Test
    void followsAPathThroughAListOfObjects() {
        Given nested = lettered(
                        "{'question': {'stem': 'Q', 'choices': [{'text': 'x', 'label': 'A'}, {'text': 'y', 'label': 'B'}]}, 'key': 'B'}")
                .question("question.stem")
                .options("question.choices.text")
                .labels("question.choices.label")
                .answer("key");

        assertThat(nested.loadOne().options()).containsExactly("x", "y");
        assertThat(nested.loadOne().gold()).isEqualTo(new Gold.Options(Set.of(1)));
        assertThat(nested.question("question.choices.1.text").loadOne().question())
                .isEqualTo("y");
        assertThatThrownBy(nested.question("question.choices.7.text")::load).hasMessageContaining("is missing");
        assertThatThrownBy(nested.question("question.choices.99999999999")::load)
                .hasMessageContaining("is missing");
        assertThatThrownBy(nested.options("question.choices.colour")::load).hasMessageContaining("null");
    }

    @Test
    void prefersAKeyThatHoldsADotItself() {
        Given dotted = lettered("{'a.b': 'the key', 'a': {'b': 'the path'}, 'options': ['x', 'y'], 'answer': 'A'}")
                .question("a.b");

        assertThat(dotted.loadOne().question()).isEqualTo("the key");
    }

    @Test
    void readsPositionsAsNumberAndAsText() {
        Given given = lettered(
                        "{'question': 'Q', 'options': ['x', 'y'], 'answer': 1}",
                        "{'question': 'R', 'options': ['x', 'y'], 'answer': '0'}")
                .style(AnswerStyle.INDEX);

        assertThat(given.load().items())
                .extracting(Item::gold)
                .containsExactly(new Gold.Options(Set.of(1)), new Gold.Options(Set.of(0)));
    }

    @Test
    void readsTheRightOptionsText() {
        Given given = lettered("{'question': 'Q', 'options': ['x', 'y'], 'answer': ' y '}")
                .style(AnswerStyle.TEXT);

        assertThat(given.loadOne().gold()).isEqualTo(new Gold.Options(Set.of(1)));
    }

    @Test
    void readsMarksAndTargets() {
        Given marks = several("{'question': 'Q', 'options': ['x', 'y', 'z'], 'answer': [1, 0, true]}");
        assertThat(marks.loadOne().gold()).isEqualTo(new Gold.Options(Set.of(0, 2)));

        Given targets =
                several("{'question': 'Q', 'options': {' x ': 0, 'y': 1}}").style(AnswerStyle.TARGETS);
        assertThat(targets.loadOne().options()).containsExactly("x", "y");
        assertThat(targets.loadOne().gold()).isEqualTo(new Gold.Options(Set.of(1)));

        Given letters = several("{'question': 'Q', 'options': ['x', 'y', 'z'], 'answer': ['A', 'C']}")
                .style(AnswerStyle.LETTER);
        assertThat(letters.loadOne().gold()).isEqualTo(new Gold.Options(Set.of(0, 2)));
    }

    @Test
    void dropsEmptyColumnsAfterTheLastOption() {
        ItemSet set = Given.lettered(folder)
                .format(Format.CSV, "items.csv")
                .options("a", "b", "c", "d")
                .file("items.csv", "question,a,b,c,d,answer", "Q,x,y,z,,C", "R,x,y,,,A")
                .load();

        assertThat(set.items()).extracting(item -> item.options().size()).containsExactly(3, 2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            18        | 18
            18.00     | 18.00
            1,250     | 1250
            $1,250.50 | 1250.50
            -$3       | -3
            $-3       | -3
            \u22123   | -3
            +7        | 7
            .5        | 0.5
            18.       | 18
            1e3       | 1000
            1234567   | 1234567
            """)
    void readsNumbersAsPeopleWriteThem(String written, BigDecimal number) {
        assertThat(NumberText.parse(written))
                .hasValueSatisfying(read -> assertThat(read.toPlainString()).isEqualTo(number.toPlainString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "$", "-", "--3", "1,25", "12,3456", "1.2.3", "three", "18 apples", "1e99999"})
    void refusesWhatIsNoNumber(String written) {
        assertThat(NumberText.parse(written)).isEmpty();
    }

    @Test
    void keepsTheDigitsOfAJsonNumber() {
        Item item = json(Given.numbers(folder), "{'question': 'Q', 'answer': 12.50}")
                .loadOne();

        assertThat(((Gold.Numeric) item.gold()).value().toPlainString()).isEqualTo("12.50");
    }

    @Test
    void takesTheAnswerAfterItsMarkerAndTheWayToItBefore() {
        Item item = json(
                        Given.numbers(folder),
                        "{'question': 'Q', 'answer': '2 + 1 = <<2+1=3>>3 #### no\\nso\\n#### 3'}")
                .answerAfter("####")
                .cleanups("gsm8k_calculator")
                .extra("solution", "answer")
                .loadOne();

        assertThat(item.gold()).isEqualTo(new Gold.Numeric(BigDecimal.valueOf(3)));
        assertThat(item.fields()).containsExactly(java.util.Map.entry("solution", "2 + 1 = 3 #### no\nso"));
    }

    @Test
    void acceptsOneTextOrSeveral() {
        assertThat(json(Given.texts(folder), "{'question': 'Q', 'answer': 'Paris'}")
                        .loadOne()
                        .gold())
                .isEqualTo(new Gold.Texts(List.of("Paris")));
        assertThat(json(Given.texts(folder), "{'question': 'Q', 'answer': ['1', 2]}")
                        .loadOne()
                        .gold())
                .isEqualTo(new Gold.Texts(List.of("1", "2")));
    }

    @Test
    void givesFurtherFieldsToTemplates() {
        Given given = lettered("{'question': 'Q', 'options': ['x', 'y'], 'answer': 'A', 'topic': 'birds'}")
                .stratum("topic");

        assertThat(given.extra("topic", "topic").loadOne().fields()).containsEntry("topic", "birds");
        assertThat(given.extra("file", "$file").loadOne().fields()).containsEntry("file", "items");
        assertThat(given.loadOne().stratum()).isEqualTo("birds");
    }

    @Test
    void refusesTheSameIdTwice() {
        Given given = json(
                        Given.numbers(folder),
                        "{'id': 'a', 'question': 'Q', 'answer': 1}",
                        "{'id': 'b', 'question': 'Q', 'answer': 1}",
                        "{'id': 'a', 'question': 'R', 'answer': 1}")
                .id("id");

        assertThatThrownBy(given::load)
                .hasMessageContaining("items.jsonl, line 3: the id 'a' was already given in")
                .hasMessageContaining("items.jsonl, line 1;");
    }

    @Test
    void allowsTheSameQuestionTwice() {
        String twice = "{'question': 'Q', 'answer': 1}";

        ItemSet set = json(Given.numbers(folder), twice, twice).load();

        assertThat(set.items()).extracting(Item::id).containsExactly("items/0", "items/1");
        assertThat(set.items().get(0).hash()).isEqualTo(set.items().get(1).hash());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'options': ['x', 'y'], 'answer': 'A'}                          | field 'question' is missing
            {'question': null, 'options': ['x', 'y'], 'answer': 'A'}        | field 'question' is missing
            {'question': ' ', 'options': ['x', 'y'], 'answer': 'A'}         | field 'question' is empty
            {'question': ['Q'], 'options': ['x', 'y'], 'answer': 'A'}       | must hold text or a number
            {'question': 'Q', 'answer': 'A'}                                | field 'options' is missing
            {'question': 'Q', 'options': 'x', 'answer': 'A'}                | field 'options' must be a list
            {'question': 'Q', 'options': ['x'], 'answer': 'A'}              | has 1 option; it needs 2 to 26
            {'question': 'Q', 'options': ['x', ' '], 'answer': 'A'}         | option B is empty
            {'question': 'Q', 'options': ['x', 'y']}                        | field 'answer' is missing
            {'question': 'Q', 'options': ['x', 'y'], 'answer': 'C'}         | the answer 'C' names none of the 2 options
            {'question': 'Q', 'options': ['x', 'y'], 'answer': '1'}         | the answer '1' names none of the 2 options
            {'question': 'Q', 'options': ['x', 'y'], 'answer': 'AB'}        | the answer 'AB' names none of the 2 options
            {'question': 'Q', 'options': ['x', 'y'], 'answer': ''}          | the answer '' names none of the 2 options
            {'question': 'Q', 'options': ['x', 'y'], 'answer': []}          | no option is marked as right
            {'question': 'Q', 'options': ['x', 'y'], 'answer': ['A', 'B']}  | 2 options are right; mark one
            """)
    void namesLineFieldAndFixOfABadItem(String bad, String problem) {
        String good = "{'question': 'Q', 'options': ['x', 'y'], 'answer': 'A'}";

        assertThatThrownBy(lettered(good, bad)::load)
                .hasMessageContaining("items.jsonl, line 2: ")
                .hasMessageContaining(problem)
                .hasMessageContaining("; ")
                .hasMessageEndingWith(".");
    }

    @Test
    void refusesBadPositionsLabelsAndMarks() {
        String item = "{'question': 'Q', 'options': ['x', 'y'], 'labels': ['1'], 'answer': '-1'}";
        assertThatThrownBy(lettered(item).style(AnswerStyle.INDEX)::load).hasMessageContaining("names none");
        assertThatThrownBy(lettered(item).labels("labels")::load).hasMessageContaining("1 label for 2 options");
        assertThatThrownBy(several("{'question': 'Q', 'options': ['x', 'y'], 'answer': [1]}")::load)
                .hasMessageContaining("1 mark for 2 options");
        assertThatThrownBy(several("{'question': 'Q', 'options': ['x', 'y'], 'answer': [0, 2]}")::load)
                .hasMessageContaining("the mark '2' is neither 0 nor 1");
        assertThatThrownBy(several("{'question': 'Q', 'options': ['x', 'y'], 'answer': [0, 0]}")::load)
                .hasMessageContaining("no option is marked as right");
    }

    @Test
    void refusesMoreOptionsThanLetters() {
        String many = "['x'" + ", 'x'".repeat(26) + "]";

        assertThatThrownBy(lettered("{'question': 'Q', 'options': " + many + ", 'answer': 'A'}")::load)
                .hasMessageContaining("has 27 options");
    }

    @Test
    void refusesAnAnswerWithoutItsMarkerAndEmptyTexts() {
        Given marker =
                json(Given.numbers(folder), "{'question': 'Q', 'answer': '3'}").answerAfter("####");
        assertThatThrownBy(marker::load).hasMessageContaining("holds no '####'");

        assertThatThrownBy(json(Given.numbers(folder), "{'question': 'Q', 'answer': 'x 3'}")::load)
                .hasMessageContaining("'x 3' is not a number")
                .hasMessageContaining("answer_after");
        assertThatThrownBy(json(Given.texts(folder), "{'question': 'Q', 'answer': []}")::load)
                .hasMessageContaining("field 'answer' is empty");
        assertThatThrownBy(json(Given.texts(folder), "{'question': 'Q', 'answer': ' '}")::load)
                .hasMessageContaining("field 'answer' is empty");
        assertThatThrownBy(json(Given.texts(folder), "{'id': '', 'question': 'Q', 'answer': 'x'}")
                        .id("id")::load)
                .hasMessageContaining("field 'id' is empty");
    }

    @Test
    void refusesAMappingThatCannotWork() {
        assertThatThrownBy(lettered("{}").style(AnswerStyle.NUMBER)::load)
                .hasMessageContaining("'mine': 'style: number' does not fit 'answer: choice'")
                .hasMessageContaining("letter, index, labels, targets, text");
        assertThatThrownBy(several("{}").style(AnswerStyle.TEXT)::load).hasMessageContaining("does not fit");
        assertThatThrownBy(json(Given.texts(folder), "{}").style(AnswerStyle.LETTER)::load)
                .hasMessageContaining("choose one of [text]");
        assertThatThrownBy(lettered("{}").options()::load).hasMessageContaining("has no options");
        assertThatThrownBy(lettered("{}").cleanups("soap")::load)
                .hasMessageContaining("no clean-up 'soap'")
                .hasMessageContaining("gsm8k_calculator, hellaswag");
    }

    @Test
    void hashesWhatIsAskedAndWhatIsRight() {
        String base = "{'question': 'Q', 'options': ['x', 'y'], 'answer': 'A', 'e': '1'}";
        String hash = lettered(base).extra("e", "e").loadOne().hash();

        assertThat(hash)
                .isEqualTo("011f1bea37fbd4912e63625482504fb43aaff29ce3983d035d0f9b4db02b2b4e")
                .hasSize(64);
        for (String changed : List.of(
                base.replace("'Q'", "'R'"),
                base.replace("'y'", "'z'"),
                base.replace("'A'", "'B'"),
                base.replace("'1'", "'2'"))) {
            assertThat(lettered(changed).extra("e", "e").loadOne().hash()).isNotEqualTo(hash);
        }
        assertThat(lettered(base).extra("e", "e").stratum("answer").loadOne().hash())
                .isEqualTo(hash);
        assertThat(json(Given.numbers(folder), "{'question': 'Q', 'answer': '1'}")
                        .loadOne()
                        .hash())
                .isNotEqualTo(json(Given.texts(folder), "{'question': 'Q', 'answer': '1'}")
                        .loadOne()
                        .hash());
    }

    @Test
    void hashesTheWholeSetBeforeSampling() {
        Given given = json(Given.numbers(folder), "{'question': 'Q', 'answer': 1}", "{'question': 'R', 'answer': 2}");
        String whole = given.load().dataHash();

        assertThat(given.load(new SamplePlan(1, Sample.STRATIFIED, 7)).dataHash())
                .isEqualTo(whole);
        assertThat(json(Given.numbers(folder), "{'question': 'R', 'answer': 2}", "{'question': 'Q', 'answer': 1}")
                        .load()
                        .dataHash())
                .isNotEqualTo(whole);
    }

    private Given lettered(String... lines) {
        return json(Given.lettered(folder), lines);
    }

    private Given several(String... lines) {
        return json(Given.of(folder, AnswerKind.MULTI_CHOICE, AnswerStyle.LABELS, List.of("options")), lines);
    }

    /** Lines with single quotes for double ones. */
    private static Given json(Given given, String... lines) {
        return given.file(
                "items.jsonl",
                java.util.Arrays.stream(lines)
                        .map(line -> line.replace('\'', '"'))
                        .toArray(String[]::new));
    }
}
