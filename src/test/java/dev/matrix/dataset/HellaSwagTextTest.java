package dev.matrix.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.DataKind;
import dev.matrix.domain.DataSource;
import dev.matrix.domain.FieldMapping.AnswerStyle;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HellaSwagTextTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            "  plain "|"plain"
            "How to fly [title] Go up"|"How to fly. Go up"
            "x. [title] Y"|"x.. Y"
            "[header] Start [step] now"|" Start now"
            "one  two   three    four"|"one two  three  four"
            "end [substeps]"|"end "
            "an [open bracket"|"an [open bracket"
            "[a] b ] c [d]"|" b ] c "
            """)
    void cleansToTheLetter(String text, String cleaned) {
        assertThat(HellaSwagText.clean(text)).isEqualTo(cleaned);
    }

    @Test
    void stripsWhatPythonStrips() {
        assertThat(HellaSwagText.clean("\u00a0\u2007\u202f\u0085\u3000 x \u001c\n"))
                .isEqualTo("x");
        assertThat(HellaSwagText.clean("[a\nb] c")).isEqualTo("[a\nb] c");
        assertThat(HellaSwagText.clean("[a\rb] c")).isEqualTo(" c");
    }

    @ParameterizedTest
    @CsvSource({
        "hello WORLD,Hello world",
        "ÉCOLE,École",
        "'',''",
        "a,A",
        "then,Then",
        "' leads',' leads'",
        "\"quote THIS,\"quote this",
        "ß and SS,Ss and ss",
        "ﬁSH,Fish",
        "ǆABC,ǅabc",
        "ᾳA,ᾼa",
        "ᾲA,Ὰͅa",
        "ŉA,ʼNa",
        "ᾈΣ,ᾈς",
        "ΑΣ,Ας",
        "ΣΑΣ ΟΔΟΣ,Σας οδος",
        "İSTANBUL,İstanbul",
        "𐐨𐐀,𐐀𐐨"
    })
    void capitalizesAsPythonDoes(String text, String capitalized) {
        assertThat(HellaSwagText.capitalize(text)).isEqualTo(capitalized);
    }

    /** The columns of the hub's rows, in which the label is a text. */
    @Test
    void readsRowsOfTheHub() {
        DataSource source = CatalogueFixture.hub("hellaswag");
        Given given = new Given(CatalogueFixture.benchmark("hellaswag"), source, folder)
                .format(DataSource.Format.JSONL, "rows.jsonl")
                .file("rows.jsonl", """
                        {"ind": 7, "activity_label": "Baking", "ctx_a": "A loaf [header] cools.", "ctx_b": "the BAKER",
                         "ctx": "A loaf [header] cools. the BAKER", "endings": ["cuts  it [title] now", "b", "c", "d"],
                         "source_id": "made~7", "split": "val", "split_type": "indomain", "label": "2"}""".replace("\n", ""));

        Item item = given.loadOne();

        assertThat(item.question()).isEqualTo("Baking: A loaf cools. The baker");
        assertThat(item.options()).containsExactly("cuts it. now", "b", "c", "d");
        assertThat(item.gold()).isEqualTo(new Gold.Options(Set.of(2)));
        assertThat(item.id()).isEqualTo("rows/0");
    }

    @Test
    void readsPublishedRowsOfTheValidationSplit() {
        DataSource source = CatalogueFixture.source("hellaswag", DataKind.REAL);
        Given given = new Given(CatalogueFixture.benchmark("hellaswag"), source, folder)
                .file("hellaswag/hellaswag_test.jsonl", "not read")
                .file("hellaswag/hellaswag_train.jsonl", row(4, "Cooking", "A cook stands.", "", 0))
                .file(
                        "hellaswag/hellaswag_val.jsonl",
                        row(24, "Roof shingle removal", "A man is sitting on a roof.", "he STARTS", 3),
                        row(92, "Finance", "How to save [title] Think first. [step] Plan", "", 1));

        ItemSet set = given.fewshot(1).load();

        assertThat(set.items()).extracting(Item::id).containsExactly("hellaswag_val/0", "hellaswag_val/1");
        assertThat(set.items())
                .extracting(Item::question)
                .containsExactly(
                        "Roof shingle removal: A man is sitting on a roof. He starts",
                        "Finance: How to save. Think first. Plan");
        assertThat(set.items())
                .extracting(Item::gold)
                .containsExactly(new Gold.Options(Set.of(3)), new Gold.Options(Set.of(1)));
        assertThat(set.items().get(0).options()).containsExactly("goes. Up", "stays.", "sleeps.", "sings.");
        assertThat(set.shots()).extracting(Item::question).containsExactly("Cooking: A cook stands.");
    }

    @Test
    void takesAnyOtherFileButTheExamples() {
        DataSource source = CatalogueFixture.source("hellaswag", DataKind.REAL);
        Given given = new Given(CatalogueFixture.benchmark("hellaswag"), source, folder)
                .file("hellaswag/train.jsonl", "not read")
                .file("hellaswag/mine.jsonl", row(24, "A", "B.", "c", 3));

        assertThat(given.load().items()).extracting(Item::id).containsExactly("mine/0");
    }

    @Test
    void putsTheActivityBeforeATextThatIsNotInParts() {
        Given given = Given.of(folder, AnswerKind.CHOICE, AnswerStyle.LETTER, List.of("options"))
                .cleanups("hellaswag");
        String rest = "\"question\": \" She runs [step] and\", \"options\": [\"x\", \"y\"], \"answer\": \"A\"}";

        assertThat(given.file("items.jsonl", "{\"activity\": \"Running\", " + rest)
                        .loadOne()
                        .question())
                .isEqualTo("Running: She runs and");
        assertThat(given.file("items.jsonl", "{" + rest).loadOne().question()).isEqualTo("She runs and");
    }

    private static String row(int index, String activity, String start, String end, int label) {
        return """
                {"ind": %d, "activity_label": "%s", "ctx_a": "%s", "ctx_b": "%s", "ctx": "%s %s", "split": "val", \
                "endings": ["goes [title] Up", "stays.", " sleeps.", "sings."], "label": %d}""".formatted(index, activity, start, end, start, end, label);
    }
}
