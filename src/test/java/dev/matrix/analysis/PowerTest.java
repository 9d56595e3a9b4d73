package dev.matrix.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerTest {

    /** Connor's formula plus 1 / delta with {@code scipy.stats.norm}. */
    @ParameterizedTest
    @CsvSource({"0.1, 1, 332", "0.2, 1, 646", "0.3, 1, 960", "0.2, 90, 1492", "0.3, 90, 2230"})
    void needsAsManyItemsAsConnorsFormulaSays(double discordance, int family, int items) {
        assertThat(Power.items(0.05, discordance, 0.05 / family)).isEqualTo(items);
    }

    /** Its root by halving, in Python's {@code statistics.NormalDist}. */
    @ParameterizedTest
    @CsvSource({
        "300, 30, 0.3, 0.1269883481461573",
        "1000, 1, 0.2, 0.04007567083127623",
        "1000, 90, 0.3, 0.07474052765419753"
    })
    void findsByConnorsFormulaWhatIsSmallBesideTheDiscordance(
            int items, int family, double discordance, double smallest) {
        assertThat(Power.smallestDifference(items, discordance, 0.05 / family).orElseThrow())
                .isCloseTo(smallest, within(1e-9));
    }

    /** The double sum over whole numbers, its root by halving, in Python with exact p values ({@code math.comb}). */
    @ParameterizedTest
    @CsvSource({
        "100, 1, 0.1, 0.08841728291993983",
        "100, 2, 0.1, 0.09437095883013565",
        "100, 1, 0.2, 0.12772495747620755",
        "100, 1, 0.3, 0.1585316186738528",
        "100, 90, 0.2, 0.17776807007729215",
        "100, 90, 0.3, 0.224175316435542",
        "300, 90, 0.1, 0.07505579314466013",
        "40, 1, 0.2, 0.19501636840754358"
    })
    void findsByTheExactTestWhatIsNearTheDiscordance(int items, int family, double discordance, double smallest) {
        assertThat(Power.smallestDifference(items, discordance, 0.05 / family).orElseThrow())
                .isCloseTo(smallest, within(1e-8));
    }

    @Test
    void saysWhenThereAreTooFewItems() {
        assertThat(Power.smallestDifference(20, 0.1, 0.05)).isEmpty();
        assertThat(Power.smallestDifference(100, 0.1, 0.05 / 90)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> Power.smallestDifference(0, 0.1, 0.05));
    }

    @Test
    void takesTheDifferenceForASmallerDiscordance() {
        assertThat(Power.items(0.05, 0, 0.05)).isEqualTo(Power.items(0.05, 0.05, 0.05));
    }

    /** What is stated holds for the exact test, over all numbers of items that can differ. */
    @ParameterizedTest
    @CsvSource({
        "100, 0.1, 1",
        "100, 0.2, 1",
        "100, 0.2, 90",
        "300, 0.1, 90",
        "300, 0.3, 30",
        "1000, 0.2, 1",
        "1000, 0.3, 90"
    })
    void exactTestHasTheStatedPower(int items, double discordance, int family) {
        double alpha = 0.05 / family;
        double smallest = Power.smallestDifference(items, discordance, alpha).orElseThrow();

        assertThat(exactPower(items, discordance, smallest, alpha)).isBetween(0.78, 0.96);
    }

    private static double exactPower(int items, double discordance, double difference, double alpha) {
        BinomialDistribution differing = new BinomialDistribution(items, discordance);
        double won = (1 + difference / discordance) / 2;
        double power = 0;
        for (int n = 0; n <= items; n++) {
            double weight = differing.probability(n);
            int needed = weight > 1e-9 ? needed(n, alpha) : n + 1;
            if (needed <= n) {
                BinomialDistribution here = new BinomialDistribution(n, won);
                power += weight * (1 - here.cumulativeProbability(needed - 1) + here.cumulativeProbability(n - needed));
            }
        }
        return power;
    }

    /** The fewest of n differing items that must be won. */
    private static int needed(int n, double alpha) {
        int won = n / 2 + 1;
        while (won <= n && ExactMcNemar.pValue(won, n - won) > alpha) {
            won++;
        }
        return won;
    }

    @Test
    void tableWarnsBeforeItemsAreSpentOnNothing() {
        PowerTable coarse = PowerTable.of(100, 90, 0.05, 0.05);
        assertThat(coarse.rows()).hasSize(3);
        assertThat(coarse.rows().get(0).smallestCorrected()).isNull();
        assertThat(coarse.warning().orElseThrow())
                .isEqualTo("With 100 items and 90 comparisons this run can find only differences of 17.8 points or more"
                        + " (at 20 % discordance, in 80 of 100 runs); 5 points need 1492 items.");
        assertThat(PowerTable.of(1500, 90, 0.05, 0.05).warning()).isEmpty();
        assertThat(PowerTable.of(10, 1, 0.05, 0.05).warning().orElseThrow())
                .startsWith("With 10 items and 1 comparison this run can find no difference at all");
        // Differences over 20 points do not exist at 20 % discordance.
        assertThat(PowerTable.of(48, 18, 0.05, 0.3).warning().orElseThrow())
                .startsWith("With 48 items and 18 comparisons this run can find only differences of ")
                .contains(" (at 30 % discordance, in 80 of 100 runs); 30 points need ");
    }
}
