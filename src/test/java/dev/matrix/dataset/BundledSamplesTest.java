package dev.matrix.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.DataKind;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundledSamplesTest {

    private static final Set<String> LEVELS = Set.of("easy", "medium", "hard");

    static List<String> names() {
        return CatalogueFixture.NAMES;
    }

    @ParameterizedTest
    @MethodSource("names")
    void holdFortyItemsAndFiveExamples(String name) {
        ItemSet set = load(name);

        assertThat(set.items()).hasSizeGreaterThanOrEqualTo(40);
        assertThat(set.shots()).hasSize(5);
        assertThat(set.warnings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void haveThreeLevelsInEqualParts(String name) {
        Map<String, Long> levels = load(name).items().stream()
                .collect(Collectors.groupingBy(item -> item.fields().get("level"), Collectors.counting()));

        assertThat(levels.keySet()).isEqualTo(LEVELS);
        assertThat(levels.values()).allSatisfy(count -> assertThat(count).isGreaterThanOrEqualTo(13));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mmlu", "hellaswag", "arc_easy"})
    void haveBalancedKeys(String name) {
        ItemSet set = load(name);
        KeyStatistics keys = KeyStatistics.of(set.items());
        double expected = set.items().size() / 4.0;

        assertThat(keys.keys()).hasSize(4);
        assertThat(keys.keys().values())
                .allSatisfy(count -> assertThat((double) count).isBetween(expected - 2, expected + 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mmlu", "hellaswag", "arc_easy", "truthfulqa_mc2"})
    void areNotSolvedByTheLongestOption(String name) {
        ItemSet set = load(name);
        double right =
                set.items().stream().filter(BundledSamplesTest::aLongestIsRight).count();

        if (CatalogueFixture.benchmark(name).answer() == AnswerKind.CHOICE) {
            assertThat(right / set.items().size()).isLessThanOrEqualTo(.30);
        }
        KeyStatistics keys = KeyStatistics.of(set.items());
        assertThat(keys.longestRight()).isLessThanOrEqualTo(Math.max(.30, keys.guess()));
    }

    @Test
    void neverAskTheSameTwice() {
        Set<String> questions = new HashSet<>();
        Set<String> ids = new HashSet<>();
        List<String> repeated = new ArrayList<>();
        for (String name : names()) {
            ItemSet set = load(name);
            for (Item item : concat(set)) {
                if (!questions.add(plain(item.question())) || !ids.add(item.id())) {
                    repeated.add(item.id());
                }
            }
        }
        assertThat(repeated).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void haveOptionsThatDiffer(String name) {
        assertThat(concat(load(name)))
                .allSatisfy(item -> assertThat(item.options().stream().map(BundledSamplesTest::plain))
                        .doesNotHaveDuplicates());
    }

    @Test
    void haveASolutionForEachNumber() {
        assertThat(concat(load("gsm8k"))).allSatisfy(item -> {
            String value =
                    ((dev.matrix.domain.Gold.Numeric) item.gold()).value().toPlainString();
            assertThat(item.fields().get("solution")).contains(value);
        });
    }

    private static boolean aLongestIsRight(Item item) {
        return KeyStatistics.of(List.of(item)).longestRight() > 0;
    }

    private static List<Item> concat(ItemSet set) {
        List<Item> all = new ArrayList<>(set.items());
        all.addAll(set.shots());
        return all;
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}+*/.-]+", " ")
                .strip();
    }

    private static ItemSet load(String name) {
        Benchmark benchmark = CatalogueFixture.benchmark(name).withFewshot(5);
        return new Datasets()
                .load(
                        benchmark,
                        CatalogueFixture.source(name, DataKind.SAMPLE),
                        DataRoot.directory(CatalogueFixture.FOLDER),
                        SamplePlan.everything());
    }
}
