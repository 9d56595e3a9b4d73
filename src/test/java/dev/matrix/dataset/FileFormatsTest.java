package dev.matrix.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.matrix.domain.DataKind;
import dev.matrix.domain.DataSource.Format;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.MatrixException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileFormatsTest {

    private static final String ITEM = "{\"question\": \"Q%d\", \"answer\": \"%d\"}";

    @TempDir
    Path folder;

    @Test
    void readsOneObjectALine() {
        ItemSet set = Given.numbers(folder)
                .file("items.jsonl", item(1), "", "  \t\r", item(2) + "\r", item(3))
                .load();

        assertThat(set.items()).extracting(Item::question).containsExactly("Q1", "Q2", "Q3");
        assertThat(set.items()).extracting(Item::id).containsExactly("items/0", "items/1", "items/2");
        assertThat(set.items().get(1).gold()).isEqualTo(new Gold.Numeric(new java.math.BigDecimal("2")));
        assertThat(set.kind()).isEqualTo(DataKind.USER);
        assertThat(set.origin()).isEqualTo(folder.resolve("items.jsonl").toString());
    }

    @Test
    void readsOneArrayOfObjects() {
        ItemSet set = Given.numbers(folder)
                .format(Format.JSON, "items.json")
                .file("items.json", "[", item(1) + ",", item(2), "]")
                .load();

        assertThat(set.items()).extracting(Item::question).containsExactly("Q1", "Q2");
    }

    @Test
    void readsCsvWithQuotesAndLineBreaks() {
        Item item = Given.numbers(folder)
                .format(Format.CSV, "items.csv")
                .file("items.csv", "answer, question", "1,\"He said \"\"no\"\",", "and left\"")
                .loadOne();

        assertThat(item.question()).isEqualTo("He said \"no\",\nand left");
    }

    @Test
    void readsCsvWithoutHeaderByPosition() {
        Item item = Given.lettered(folder)
                .format(Format.CSV_NO_HEADER, "items.csv")
                .question("0")
                .options("1", "2", "3", "4")
                .answer("5")
                .file("items.csv", "Which?,one,two,three,four,C")
                .loadOne();

        assertThat(item.question()).isEqualTo("Which?");
        assertThat(item.options()).containsExactly("one", "two", "three", "four");
        assertThat(item.gold()).isEqualTo(new Gold.Options(Set.of(2)));
    }

    @Test
    void countsTheLinesOfCsvRowsThatSpanSeveral() {
        Given given = Given.numbers(folder)
                .format(Format.CSV, "items.csv")
                .file("items.csv", "question,answer", "\"two", "lines\",1", "", "next,one");

        assertThatThrownBy(given::load).hasMessageContaining("items.csv, line 5: the answer 'one' is not a number");
    }

    @Test
    void unpacksGzip() {
        ItemSet set = Given.numbers(folder)
                .format(Format.JSONL, "train.jsonl.gz")
                .gzip("train.jsonl.gz", item(1), item(2))
                .load();

        assertThat(set.items()).extracting(Item::id).containsExactly("train/0", "train/1");
    }

    @Test
    void readsZipEntriesWhateverTheArchiveIsCalled() {
        ItemSet set = Given.numbers(folder)
                .format(Format.JSONL, "*.zip!data/test/*_test.jsonl")
                .stratum("$file")
                .zip(
                        "anything at all.zip",
                        "data/test/zoology_test.jsonl",
                        item(2),
                        "data/test/anatomy_test.jsonl",
                        item(1),
                        "data/test/.hidden_test.jsonl",
                        "not data",
                        "__MACOSX/data/test/anatomy_test.jsonl",
                        "not data",
                        "data/test/deeper/x_test.jsonl",
                        "not data",
                        "data/dev/anatomy_dev.jsonl",
                        "not data")
                .load();

        assertThat(set.items()).extracting(Item::id).containsExactly("anatomy/0", "zoology/0");
        assertThat(set.items()).extracting(Item::stratum).containsExactly("anatomy", "zoology");
        assertThat(set.origin()).endsWith("*.zip!data/test/*_test.jsonl (2 files)");
    }

    @Test
    void readsAllFilesThatAStarMatchesByName() throws IOException {
        Files.createDirectory(folder.resolve("c_test.jsonl"));
        ItemSet set = Given.numbers(folder)
                .format(Format.JSONL, "*_test.jsonl")
                .file("b_test.jsonl", item(2))
                .file("a_test.jsonl", item(1))
                .file("._a_test.jsonl", "not data")
                .file("a_dev.jsonl", "not data")
                .load();

        assertThat(set.items()).extracting(Item::id).containsExactly("a/0", "b/0");
    }

    @Test
    void takesTheFirstPathThatMatches() {
        Given given = Given.numbers(folder).format(Format.JSONL, "first.jsonl", "sub/*.jsonl", "third.jsonl");

        given.file("third.jsonl", item(3)).file("sub/second.jsonl", item(2));

        assertThat(given.load().items()).extracting(Item::id).containsExactly("second/0");
    }

    @Test
    void toleratesAByteOrderMark() throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        content.write("question,answer\nQ,7\n".getBytes(StandardCharsets.UTF_8));

        Item item = Given.numbers(folder)
                .format(Format.CSV, "items.csv")
                .bytes("items.csv", content.toByteArray())
                .loadOne();

        assertThat(item.question()).isEqualTo("Q");
    }

    @Test
    void readsAFileShorterThanAByteOrderMark() {
        Given given = Given.numbers(folder).file("items.jsonl", "{}");

        assertThatThrownBy(given::load).hasMessageContaining("field 'question' is missing");
    }

    @Test
    void namesTheLineThatIsNotJson() {
        Given given = Given.numbers(folder).file("items.jsonl", item(1), "{\"question\": \"Q2\"");

        assertThatThrownBy(given::load)
                .isInstanceOf(MatrixException.class)
                .hasMessageEndingWith(
                        "items.jsonl, line 2: this is not a JSON object: it ends too early; write one object a line.");
    }

    @Test
    void saysThatAnArrayNeedsAnotherFormat() {
        Given given = Given.numbers(folder);

        assertThatThrownBy(given.file("items.jsonl", "[", item(1), "]")::load)
                .hasMessageContaining("line 1")
                .hasMessageContaining("format: json");
        assertThatThrownBy(given.file("items.jsonl", "[" + item(1) + "]")::load).hasMessageContaining("format: json");
        assertThatThrownBy(given.file("items.jsonl", item(1) + item(2))::load)
                .hasMessageContaining("one object a line");
    }

    @Test
    void saysThatLinesNeedAnotherFormat() {
        Given given = Given.numbers(folder).format(Format.JSON, "items.json");

        assertThatThrownBy(given.file("items.json", item(1), item(2))::load).hasMessageContaining("format: jsonl");
        assertThatThrownBy(given.file("items.json", "")::load).hasMessageContaining("format: jsonl");
    }

    @Test
    void namesTheLineOfABrokenArray() {
        Given given = Given.numbers(folder).format(Format.JSON, "items.json");

        assertThatThrownBy(given.file("items.json", "[" + item(1) + ",", "{\"question\": }]")::load)
                .hasMessageContaining("items.json, line 2: this is not valid JSON");
        assertThatThrownBy(given.file("items.json", "[" + item(1) + ",", "17]")::load)
                .hasMessageContaining("line 2: this element of the array is not an object");
        assertThatThrownBy(given.file("items.json", "[" + item(1))::load).hasMessageContaining("not valid JSON");
    }

    @Test
    void namesTheRowWithTooManyOrTooFewFields() {
        Given given = Given.numbers(folder).format(Format.CSV, "items.csv");

        assertThatThrownBy(given.file("items.csv", "question,answer", "Well, which?,3")::load)
                .hasMessageContaining("items.csv, line 2: this row has 3 fields where the first has 2")
                .hasMessageContaining("double quotes");
        assertThatThrownBy(given.file("items.csv", "question,answer", "Q,1", "Q")::load)
                .hasMessageContaining("line 3: this row has 1 fields");
        assertThatThrownBy(given.file("items.csv", "question,answer", "Q,1,")::load)
                .hasMessageContaining("line 2: this row has 3 fields");
    }

    @Test
    void refusesCsvWithABrokenQuoteOrDoubledColumns() {
        Given given = Given.numbers(folder).format(Format.CSV, "items.csv");

        assertThatThrownBy(given.file("items.csv", "question,answer", "\"Q,1", "R,2")::load)
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining("not valid CSV")
                .hasMessageContaining("quotes");
        assertThatThrownBy(given.file("items.csv", "question,question", "Q,1")::load)
                .hasMessageContaining("two columns have the same name");
        assertThatThrownBy(given.file("items.csv", "question;answer", "Q;1")::load)
                .hasMessageContaining("items.csv, line 1: the header is one column that holds a semicolon");
        assertThatThrownBy(given.file("items.csv", "question\tanswer", "Q\t1")::load)
                .hasMessageContaining("holds a tab; separate the columns by commas.");
    }

    @Test
    void refusesAnObjectThatHasOneKeyTwice() {
        Given given = Given.numbers(folder).file("items.jsonl", item(1), "{\"question\": \"Q\", \"question\": \"R\"}");

        assertThatThrownBy(given::load)
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining("items.jsonl, line 2", "Duplicate field 'question'");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        byte[] latin = "question,answer\nGr\u00fc\u00dfe,1\n".getBytes(StandardCharsets.ISO_8859_1);
        byte[] latinJson = "{\"question\": \"Gr\u00fc\u00dfe\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(Given.numbers(folder).format(Format.CSV, "items.csv").bytes("items.csv", latin)::load)
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining("UTF-8");
        assertThatThrownBy(Given.numbers(folder).bytes("items.jsonl", latinJson)::load)
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining("items.jsonl, line 1: this is not UTF-8 text");
        assertThatThrownBy(Given.numbers(folder)
                        .bytes("items.jsonl", ("\uFEFF" + item(1)).getBytes(StandardCharsets.UTF_16LE))::load)
                .hasMessageContaining("save the file as UTF-8");
    }

    @Test
    void namesAFileThatIsDamaged() {
        assertThatThrownBy(Given.numbers(folder)
                        .format(Format.JSONL, "items.jsonl.gz")
                        .file("items.jsonl.gz", "not packed")::load)
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining("items.jsonl.gz cannot be read");
        assertThatThrownBy(Given.numbers(folder)
                        .format(Format.JSONL, "a.zip!items.jsonl")
                        .file("a.zip", "not packed")::load)
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining("a.zip cannot be read as a zip archive");
    }

    @Test
    void saysWhereItLookedForMissingItems() {
        Given given = Given.numbers(folder).format(Format.JSONL, "a.jsonl", "sub/*.jsonl", "x.zip!b.jsonl");

        assertThatThrownBy(given::load)
                .hasMessageContaining("'mine'")
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("a.jsonl, sub/*.jsonl, x.zip!b.jsonl");
        assertThatThrownBy(given.kind(DataKind.REAL)::load)
                .hasMessageStartingWith(folder + " has no data of mine")
                .hasMessageContaining("a.jsonl, sub/*.jsonl, x.zip!b.jsonl")
                .hasMessageContaining("--benchmarks");
    }

    @Test
    void tellsWhetherThereIsAnythingToLoad() {
        Datasets datasets = new Datasets();
        Given given = Given.numbers(folder);
        DataRoot root = DataRoot.directory(folder);

        assertThat(datasets.available(given.source(), root)).isFalse();
        assertThat(datasets.available(given.source(), DataRoot.directory(folder.resolve("absent"))))
                .isFalse();
        given.file("items.jsonl", "");
        assertThat(datasets.available(given.source(), root)).isTrue();
    }

    @Test
    void refusesAFileWithoutItems() {
        assertThatThrownBy(Given.numbers(folder).file("items.jsonl", "")::load).hasMessageContaining("holds no items");
        assertThatThrownBy(
                        Given.numbers(folder).format(Format.CSV, "items.csv").file("items.csv", "question,answer")
                                ::load)
                .hasMessageContaining("holds no items");
    }

    @Test
    void readsBuiltInFiles() {
        Datasets datasets = new Datasets();
        var source = CatalogueFixture.source("gsm8k", DataKind.SAMPLE);

        ItemSet set =
                datasets.load(CatalogueFixture.benchmark("gsm8k"), source, DataRoot.builtIn(), SamplePlan.everything());

        assertThat(set.origin()).isEqualTo("built-in samples/gsm8k.jsonl");
        assertThat(set.items()).hasSizeGreaterThanOrEqualTo(40);
        assertThat(DataRoot.builtIn().toString()).contains("built-in");
        assertThat(DataRoot.builtIn().find("samples/absent.jsonl")).isEmpty();
        assertThat(datasets.available(source, DataRoot.builtIn())).isTrue();
    }

    @Test
    void matchesNamesByOneStar() {
        assertThat(Wildcard.of("a*_test.csv").match("ab_test.csv")).contains("b");
        assertThat(Wildcard.of("a*_test.csv").match("a_test.csv")).contains("a_test");
        assertThat(Wildcard.of("aba*aba").match("aba")).isEmpty();
        assertThat(Wildcard.of("*").match(".hidden")).isEmpty();
        assertThat(Wildcard.of("a*").match("a.b")).contains(".b");
        assertThat(Wildcard.of("plain.jsonl.gz").match("plain.jsonl.gz")).contains("plain");
        assertThat(Wildcard.stem("folder/.profile")).isEqualTo(".profile");
        assertThat(List.of("x", "y.csv"))
                .allSatisfy(name -> assertThat(Wildcard.of(name).match("z")).isEmpty());
    }

    private static String item(int number) {
        return ITEM.formatted(number, number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": \"cut",
                "{\"a\": [1, {\"b\": 2",
                "{\"a\": 1, \"a\": 2}",
                "{'a': 1}",
                "{\"a\": tru",
                "{\"a\": 01}"
            })
    void tellsOfABrokenLineWithoutTheParsersOwnNames(String line) {
        Given given = Given.numbers(folder).file("items.jsonl", line);

        assertThatThrownBy(given::load)
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining("line 1")
                .satisfies(failure -> assertThat(failure.getMessage())
                        .doesNotContain("Source:", "REDACTED", "StreamRead", "start marker", "`"));
    }

    @Test
    void tellsOfTooDeepALineWithoutTheParsersOwnNames() {
        Given given = Given.numbers(folder).file("items.jsonl", "{\"a\": " + "[".repeat(1500) + "]".repeat(1500) + "}");

        assertThatThrownBy(given::load)
                .satisfies(failure -> assertThat(failure.getMessage())
                        .contains("line 1", "depth")
                        .doesNotContain("StreamRead", "`"));
    }
}
