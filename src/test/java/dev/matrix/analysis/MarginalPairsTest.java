package dev.matrix.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What two counts of right answers on the same items leave open. */
class MarginalPairsTest {

    @Test
    void holdsThePOfEveryWayInWhichTheItemsMayPair() {
        Random random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            int items = 1 + random.nextInt(40);
            int won = 0;
            int lost = 0;
            int both = 0;
            for (int item = 0; item < items; item++) {
                boolean here = random.nextInt(3) > 0;
                boolean there = random.nextInt(3) > 0;
                won += here && !there ? 1 : 0;
                lost += there && !here ? 1 : 0;
                both += here && there ? 1 : 0;
            }
            MarginalPairs pairs = new MarginalPairs(items, both + won, both + lost);
            assertThat(ExactMcNemar.pValue(won, lost)).isBetween(pairs.leastP() - 1e-12, pairs.mostP() + 1e-12);
            assertThat(pairs.difference()).isEqualTo(won - lost);
        }
    }

    @Test
    void isExactWhereTheCountsLeaveNothingOpen() {
        MarginalPairs pairs = new MarginalPairs(9, 9, 3);
        assertThat(pairs.leastP()).isEqualTo(pairs.mostP()).isCloseTo(2.0 / 64, within(1e-12));
    }

    @Test
    void refusesCountsThatDoNotFit() {
        assertThatThrownBy(() -> new MarginalPairs(5, 6, 0)).hasMessageContaining("do not fit 5 items");
        assertThatThrownBy(() -> new MarginalPairs(5, 0, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void callsADifferenceOnlyWhereItHoldsHoweverTheItemsPair() {
        // 20 of 40 against 40 of 40: twenty flips, all one way. 11 against 17 of 20: .031 to .146.
        MarginalPairs certain = new MarginalPairs(40, 40, 20);
        MarginalPairs open = new MarginalPairs(20, 11, 17);
        MarginalFamily family = new MarginalFamily(List.of(certain, open));
        assertThat(family.size()).isEqualTo(2);
        assertThat(family.called()).isEqualTo(1);
        assertThat(family.called(0)).isTrue();
        assertThat(family.called(1)).isFalse();
        assertThat(family.possible()).isEqualTo(2);
        assertThat(new MarginalFamily(List.of(open, open)).possible()).isZero();
        assertThat(new MarginalFamily(List.of(open, open)).possibleAlone()).isEqualTo(2);
    }
}
