package dev.matrix.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.analysis.CellAccumulator;
import dev.matrix.analysis.CellKey;
import dev.matrix.analysis.StudyBenchmark;
import dev.matrix.analysis.StudyCell;
import dev.matrix.domain.CellStatus;
import dev.matrix.domain.DataKind;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.Outcome;
import dev.matrix.domain.Score;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which items and which cells of two runs stand beside each other. */
class SharedItemsTest {

    /** a has another content in the second run, d is new there. */
    private static final SharedItems ITEMS =
            new SharedItems(Map.of("toy", set("a:1", "b:2", "c:3")), Map.of("toy", set("c:3", "a:9", "d:4", "b:2")));

    private static ItemSet set(String... idsAndHashes) {
        List<Item> items = Stream.of(idsAndHashes)
                .map(each -> each.split(":"))
                .map(each -> new Item(
                        each[0],
                        "",
                        "?",
                        List.of(),
                        List.of(),
                        new Gold.Numeric(BigDecimal.ONE),
                        Map.of(),
                        each[1]))
                .toList();
        return new ItemSet("toy", DataKind.SAMPLE, "bundled", "h", items, items.size(), List.of(), List.of());
    }

    /** One letter an item: r is right, w is wrong, - is missing. */
    private static StudyCell cell(String personality, String benchmark, String letters, CellStatus status) {
        CellAccumulator scores = new CellAccumulator(letters.length(), 1);
        for (int item = 0; item < letters.length(); item++) {
            double value = letters.charAt(item) == 'r' ? 1 : 0;
            scores.add(
                    item,
                    0,
                    letters.charAt(item) == '-'
                            ? Score.missing(Outcome.FAILED)
                            : new Score(
                                    Outcome.ANSWERED,
                                    value,
                                    value,
                                    value == 1,
                                    "A",
                                    "A",
                                    Double.NaN,
                                    false,
                                    "share of items"));
        }
        CellKey key = new CellKey("m", personality, benchmark, "t0");
        StudyCell whole = StudyCell.of(key, scores, 100, null, false);
        return new StudyCell(key, scores, whole.summary(), status, null, false);
    }

    private static StudyCell cell(String personality, String letters) {
        return cell(personality, "toy", letters, CellStatus.COMPLETE);
    }

    private static List<Optional<Boolean>> correct(StudyCell cell) {
        return List.of(cell.scores().correct(0, 0), cell.scores().correct(1, 0));
    }

    @Test
    void areThoseOfTheSameContentInTheSecondRunsOrder() {
        assertThat(ITEMS.count("toy")).isEqualTo(2);
        assertThat(ITEMS.changed("toy")).isEqualTo(1);
        assertThat(ITEMS.count("other")).isZero();
        StudyBenchmark only = ITEMS.only(new StudyBenchmark(
                "toy",
                "toy (sample)",
                true,
                "acc",
                List.of("c", "a", "d", "b"),
                List.of("gc", "ga", "gd", "gb"),
                .25,
                null));
        assertThat(only.itemIds()).containsExactly("c", "b");
        assertThat(only.groups()).containsExactly("gc", "gb");
    }

    @Test
    void takesEachRunsScoresFromWhereTheyStandThere() {
        CellKey key = new CellKey("x", "y", "toy", "t0");
        StudyCell first = ITEMS.first(cell("p", "wrw"), key);
        assertThat(first.key()).isEqualTo(key);
        assertThat(correct(first)).containsExactly(Optional.of(false), Optional.of(true));
        StudyCell second = ITEMS.second(cell("p", "rwww"), key);
        assertThat(correct(second)).containsExactly(Optional.of(true), Optional.of(false));
    }

    @Test
    void canBeComparedWhereOneOfThemIsScoredInBoth() {
        assertThat(ITEMS.comparable(cell("p", "r-r"), cell("p", "rrrr"))).isTrue();
        assertThat(ITEMS.comparable(cell("p", "r-r"), cell("p", "-rrr"))).isFalse();
    }

    private static @Nullable String reason(StudyCell first, StudyCell second, boolean mayStopEarly) {
        CellPairs pairs = new CellPairs(List.of(first), List.of(second), ITEMS, mayStopEarly);
        return pairs.left().isEmpty() ? null : pairs.left().get(0).reason();
    }

    @Test
    void pairsCellsOfTheSameNames() {
        CellPairs pairs = new CellPairs(
                List.of(cell("baseline", "rrr"), cell("p", "wrw"), cell("old", "rrr")),
                List.of(cell("p", "rwww"), cell("new", "rrrr"), cell("baseline", "rrrr")),
                ITEMS,
                false);
        assertThat(pairs.onlyFirst()).containsExactly("m/old/toy/t0");
        assertThat(pairs.onlySecond()).containsExactly("m/new/toy/t0");
        assertThat(pairs.left()).isEmpty();
        assertThat(pairs.cells()).hasSize(4);
        StudyCell before = pairs.cells().get(0);
        StudyCell after = pairs.cells().get(1);
        assertThat(before.key()).isEqualTo(after.key().with("baseline"));
        assertThat(pairs.original(after.key())).isEqualTo(new CellKey("m", "p", "toy", "t0"));
        assertThat(correct(before)).containsExactly(Optional.of(false), Optional.of(true));
        assertThat(correct(after)).containsExactly(Optional.of(true), Optional.of(false));
    }

    @Test
    void saysWhyAPairIsNotCompared() {
        StudyCell open = cell("p", "toy", "rrr", CellStatus.UNFINISHED);
        assertThat(reason(open, cell("p", "rrrr"), false)).isEqualTo("it is not asked to the end in one of the two");
        assertThat(reason(open, cell("p", "rrrr"), true)).isNull();
        assertThat(reason(cell("p", "rrr"), cell("p", "toy", "rrrr", CellStatus.FAILED), true))
                .isEqualTo("it failed in one of the two");
        assertThat(reason(cell("p", "r-r"), cell("p", "-rrr"), false)).isEqualTo("no shared item is scored in both");
        StudyCell elsewhere = cell("p", "other", "r", CellStatus.COMPLETE);
        assertThat(reason(elsewhere, elsewhere, false)).isEqualTo("no item of other is the same in both");
    }
}
