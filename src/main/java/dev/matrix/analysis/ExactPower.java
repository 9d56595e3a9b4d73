package dev.matrix.analysis;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.distribution.discrete.BinomialDistribution;

/** The power of the exact McNemar test at one number of items, discordance and level, whatever the difference. Source: see {@link Power}. */
final class ExactPower {

    /** Numbers of differing items that are less probable add nothing that shows. */
    private static final double NEGLIGIBLE = 1e-12;

    private final double discordance;
    private final List<Table> tables = new ArrayList<>();

    /**
     * So many items differ.
     *
     * @param probability that they are so many
     * @param needed the fewest won ones with which the test rejects
     */
    private record Table(int differing, double probability, int needed) {}

    /**
     * @param items at least 1
     * @param discordance in (0, 1]
     * @param alpha two-sided level
     */
    ExactPower(int items, double discordance, double alpha) {
        this.discordance = discordance;
        BinomialDistribution differing = new BinomialDistribution(items, discordance);
        int needed = 0;
        for (int k = 1; k <= items; k++) {
            // One more item to differ never lets fewer won ones do.
            needed = Math.max(needed, k / 2 + 1);
            while (needed <= k && ExactMcNemar.pValue(needed, k - needed) > alpha) {
                needed++;
            }
            double probability = differing.probability(k);
            if (needed <= k && probability > NEGLIGIBLE) {
                tables.add(new Table(k, probability, needed));
            }
        }
    }

    /** @param difference a share, at most the discordance */
    double of(double difference) {
        double won = (1 + difference / discordance) / 2;
        double power = 0;
        for (Table table : tables) {
            BinomialDistribution here = new BinomialDistribution(table.differing(), won);
            power += table.probability()
                    * (1
                            - here.cumulativeProbability(table.needed() - 1)
                            + here.cumulativeProbability(table.differing() - table.needed()));
        }
        return power;
    }
}
