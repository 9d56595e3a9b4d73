package dev.matrix.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.DataKind;
import dev.matrix.domain.DataSource;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.OptionOrder;
import dev.matrix.domain.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The published files themselves, where they lie beside the project ({@code ../shared/data}, or {@code -Dmatrix.sharedData=DIR}). Skipped where they are
 * absent, unless {@code MATRIX_REQUIRE_DATA} says that they must be there.
 */
class PublishedDataTest {

    private static final Path DATA = Path.of(System.getProperty("matrix.sharedData", "../shared/data"));
    private static final DataRoot ROOT = DataRoot.directory(DATA);
    private static final SamplePlan ALL = SamplePlan.everything();

    @Test
    void readsGsm8k() {
        ItemSet set = load("gsm8k", 5, ALL);

        assertThat(set.items()).hasSize(1319);
        assertThat(set.kind()).isEqualTo(DataKind.REAL);
        Item first = set.items().get(0);
        assertThat(first.id()).isEqualTo("test/0");
        assertThat(first.gold()).isEqualTo(new Gold.Numeric(java.math.BigDecimal.valueOf(18)));
        assertThat(set.items()).noneMatch(item -> item.fields().get("solution").matches("(?s).*(<<|####).*"));
        assertThat(set.shots()).hasSize(5).extracting(Item::id).startsWith("shots/train/0");
        assertThat(KeyStatistics.of(set.items()).guess()).isNaN();
    }

    @Test
    void readsArcEasyWithItsOwnLabels() {
        ItemSet set = load("arc_easy", 5, ALL);
        Map<Integer, Long> options = counts(set, item -> item.options().size());

        assertThat(set.items()).hasSize(2376);
        assertThat(options).containsExactlyInAnyOrderEntriesOf(Map.of(4, 2365L, 3, 7L, 5, 4L));
        assertThat(set.items().get(0).id()).isEqualTo("Mercury_417466");
        // Letters A 570 and digit labels 1 26, and so on: labels become letters by place.
        assertThat(KeyStatistics.of(set.items()).keys())
                .containsExactly(
                        Map.entry("A", 596),
                        Map.entry("B", 585),
                        Map.entry("C", 633),
                        Map.entry("D", 561),
                        Map.entry("E", 1));
        assertThat(set.shots()).hasSize(5);
        assertThat(set.warnings()).isEmpty();
    }

    @Test
    void readsMmluFromItsZip() {
        ItemSet set = load("mmlu", 5, ALL);
        KeyStatistics keys = KeyStatistics.of(set.items());

        assertThat(set.items()).hasSize(14042);
        assertThat(counts(set, Item::stratum)).hasSize(57).containsEntry("professional_law", 1534L);
        assertThat(set.items().get(0).id()).isEqualTo("abstract_algebra/0");
        assertThat(keys.guess()).isEqualTo(.25);
        assertThat(keys.keys().get("D") / 14042.0).isCloseTo(.269, within(.0005));
        assertThat(set.warnings()).singleElement().asString().contains("D holds 26.9 %");
        assertThat(set.shots()).hasSize(285);
        assertThat(set.items())
                .allSatisfy(item -> assertThat(set.shotsFor(item, 5)).hasSize(5));
        assertThat(14042
                        - new HashSet<>(set.items().stream()
                                        .map(item -> item.question() + item.options())
                                        .toList())
                                .size())
                .isPositive();
    }

    @Test
    void samplesMmluBySubject() {
        ItemSet hundred = load("mmlu", 0, new SamplePlan(100, Sample.STRATIFIED, 42));
        ItemSet thousand = load("mmlu", 0, new SamplePlan(1000, Sample.STRATIFIED, 42));

        assertThat(hundred.items()).isEqualTo(thousand.items().subList(0, 100));
        assertThat(hundred.available()).isEqualTo(14042);
        assertThat(hundred.dataHash()).isEqualTo(thousand.dataHash());
        assertThat(counts(hundred, Item::stratum).get("professional_law")).isBetween(10L, 11L);
        assertThat(counts(thousand, Item::stratum)).hasSize(57);
    }

    @Test
    void readsTruthfulQaShuffledAndCut() {
        ItemSet set = load("truthfulqa_mc2", 0, ALL);
        KeyStatistics keys = KeyStatistics.of(set.items());

        assertThat(set.items()).hasSize(817);
        assertThat(counts(set, item -> item.options().size()).get(10)).isGreaterThanOrEqualTo(78);
        assertThat(set.items()).allSatisfy(item -> {
            assertThat(item.options()).hasSizeBetween(2, 10);
            assertThat(((Gold.Options) item.gold()).correct().size())
                    .isLessThan(item.options().size());
        });
        assertThat(keys.keys().get("A") / 817.0).isCloseTo(keys.guess(), within(.06));
        assertThat(set.warnings()).isEmpty();
    }

    @Test
    void refusesTruthfulQaUnshuffled() {
        Benchmark b = CatalogueFixture.benchmark("truthfulqa_mc2");
        Benchmark unshuffled = new Benchmark(
                b.name(), b.title(), b.answer(), b.format(), 0, OptionOrder.SOURCE, b.metric(), b.limits(), List.of());
        requireData("truthfulqa");

        assertThatThrownBy(() -> new Datasets()
                        .load(unshuffled, CatalogueFixture.source("truthfulqa_mc2", DataKind.REAL), ROOT, ALL))
                .isInstanceOf(MatrixException.class)
                .hasMessageContaining("the answer A holds")
                .hasMessageContaining("options: shuffled");
    }

    @Test
    void namesTheSetThatIsNotThere() {
        requireData("gsm8k");
        assumeThat(DATA.resolve("hellaswag")).doesNotExist();

        assertThatThrownBy(() -> load("hellaswag", 0, ALL))
                .hasMessageStartingWith(DATA + " has no data of hellaswag (looked for hellaswag/hellaswag_val.jsonl");
    }

    @Test
    void sharesNoEightWordsWithTheBundledSamples() {
        Set<String> published = Stream.of("mmlu", "arc_easy", "gsm8k", "truthfulqa_mc2")
                .flatMap(name -> load(name, 0, ALL).items().stream())
                .flatMap(item -> runsOfEight(item.question()))
                .collect(Collectors.toSet());

        for (String name : CatalogueFixture.NAMES) {
            assertThat(sample(name).items())
                    .allSatisfy(item ->
                            assertThat(runsOfEight(item.question()).toList()).noneMatch(published::contains));
        }
    }

    private static Stream<String> runsOfEight(String text) {
        List<String> words = List.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"));
        return Stream.iterate(0, i -> i + 1)
                .limit(Math.max(0, words.size() - 7))
                .map(i -> String.join(" ", words.subList(i, i + 8)));
    }

    private static <K> Map<K, Long> counts(ItemSet set, Function<Item, K> by) {
        return set.items().stream().collect(Collectors.groupingBy(by, Collectors.counting()));
    }

    private static ItemSet sample(String name) {
        return new Datasets()
                .load(
                        CatalogueFixture.benchmark(name),
                        CatalogueFixture.source(name, DataKind.SAMPLE),
                        DataRoot.directory(CatalogueFixture.FOLDER),
                        ALL);
    }

    private static ItemSet load(String name, int fewshot, SamplePlan plan) {
        DataSource source = CatalogueFixture.source(name, DataKind.REAL);
        if (!name.equals("hellaswag")) {
            String path = source.items().get(0);
            requireData(path.substring(0, path.indexOf('/')));
        }
        return new Datasets().load(CatalogueFixture.benchmark(name).withFewshot(fewshot), source, ROOT, plan);
    }

    private static void requireData(String set) {
        if (!"1".equals(System.getenv("MATRIX_REQUIRE_DATA"))) {
            assumeThat(DATA.resolve(set)).isDirectory();
        }
        assertThat(Files.isDirectory(DATA.resolve(set)))
                .as("%s in %s", set, DATA)
                .isTrue();
    }
}
