package dev.matrix.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyStatisticsTest {

    @Test
    void guessesFromEachItemsOwnOptions() {
        KeyStatistics statistics = KeyStatistics.of(
                List.of(Given.item("a", "", 4, 0), Given.item("b", "", 3, 0), Given.item("c", "", 5, 2)));

        assertThat(statistics.n()).isEqualTo(3);
        assertThat(statistics.keys()).containsExactly(Map.entry("A", 2), Map.entry("C", 1));
        assertThat(statistics.majority()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(statistics.guess()).isCloseTo((1 / 4.0 + 1 / 3.0 + 1 / 5.0) / 3, within(1e-12));
    }

    @Test
    void countsEachRightLetterOfSeveral() {
        KeyStatistics statistics = KeyStatistics.of(List.of(Given.item("a", "", 4, 0, 1), Given.item("b", "", 5, 1)));

        assertThat(statistics.keys()).containsExactly(Map.entry("A", 1), Map.entry("B", 2));
        assertThat(statistics.majority()).isEqualTo(1);
        assertThat(statistics.guess()).isCloseTo((.5 + .2) / 2, within(1e-12));
    }

    @Test
    void tellsWhatChoosingTheLongestWouldReach() {
        Item right = options(Set.of(1), "a", "longest", "b");
        Item wrong = options(Set.of(0), "a", "longest", "b");
        Item tie = options(Set.of(0), "same", "same", "b");
        // A character outside the basic plane is one character.
        Item astral = options(Set.of(0), "abc", "\uD83D\uDE00\uD83D\uDE00", "b");

        assertThat(KeyStatistics.of(List.of(right)).longestRight()).isEqualTo(1);
        assertThat(KeyStatistics.of(List.of(wrong)).longestRight()).isZero();
        assertThat(KeyStatistics.of(List.of(tie)).longestRight()).isEqualTo(.5);
        assertThat(KeyStatistics.of(List.of(astral)).longestRight()).isEqualTo(1);
        assertThat(KeyStatistics.of(List.of(right, wrong, tie, astral)).longestRight())
                .isEqualTo(.625);
    }

    @Test
    void countsEqualNumbersAsOneAnswer() {
        KeyStatistics statistics = KeyStatistics.of(List.of(number("18"), number("18.00"), number("-4")));

        assertThat(statistics.keys()).isEmpty();
        assertThat(statistics.majority()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(statistics.guess()).isNaN();
        assertThat(statistics.longestRight()).isNaN();
    }

    @Test
    void countsEqualTextsAsOneAnswer() {
        Item paris = ItemHash.item("x", "", "Q", List.of(), List.of(), new Gold.Texts(List.of("Paris")), Map.of());
        Item rome = ItemHash.item("y", "", "R", List.of(), List.of(), new Gold.Texts(List.of("Rome")), Map.of());

        assertThat(KeyStatistics.of(List.of(paris, rome, paris, paris)).majority())
                .isEqualTo(.75);
    }

    @Test
    void hasNoSharesWithoutItems() {
        KeyStatistics none = KeyStatistics.of(List.of());

        assertThat(none.n()).isZero();
        assertThat(none.majority()).isNaN();
        assertThat(none.guess()).isNaN();
    }

    private static Item options(Set<Integer> right, String... options) {
        return ItemHash.item("x", "", "Q", List.of(options), List.of(0, 1, 2), new Gold.Options(right), Map.of());
    }

    private static Item number(String value) {
        return ItemHash.item("x", "", "Q", List.of(), List.of(), new Gold.Numeric(new BigDecimal(value)), Map.of());
    }
}
