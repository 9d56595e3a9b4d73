package dev.matrix.analysis;

/** A personality and baseline item by item, on the items that are valid in both; repeats of an item are averaged first. Immutable. */
final class PairedItems {

    private final PairedCounts counts;
    private final int[] positions;
    private final double[] scores;
    private final double[] reference;

    private PairedItems(PairedCounts counts, int[] positions, double[] scores, double[] reference) {
        this.counts = counts;
        this.positions = positions;
        this.scores = scores;
        this.reference = reference;
    }

    static PairedItems of(CellAccumulator personality, CellAccumulator baseline) {
        PairedCounts counts = PairedCounts.of(personality, baseline);
        int[] positions = new int[counts.compared()];
        double[] scores = new double[positions.length];
        double[] reference = new double[positions.length];
        int place = 0;
        for (int item = 0; item < personality.items(); item++) {
            if (personality.isValid(item) && baseline.isValid(item)) {
                positions[place] = item;
                scores[place] = personality.value(item);
                reference[place] = baseline.value(item);
                place++;
            }
        }
        return new PairedItems(counts, positions, scores, reference);
    }

    PairedCounts counts() {
        return counts;
    }

    int compared() {
        return positions.length;
    }

    /** Where a compared item stands in the benchmark. */
    int position(int compared) {
        return positions[compared];
    }

    double[] differences() {
        double[] differences = new double[scores.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = scores[i] - reference[i];
        }
        return differences;
    }

    /** True when every item is right or wrong, nothing between. */
    boolean isBinary() {
        for (int i = 0; i < scores.length; i++) {
            if ((scores[i] != 0 && scores[i] != 1) || (reference[i] != 0 && reference[i] != 1)) {
                return false;
            }
        }
        return true;
    }

    /** How many items have these two scores. */
    int count(double score, double referenceScore) {
        int count = 0;
        for (int i = 0; i < scores.length; i++) {
            count += scores[i] == score && reference[i] == referenceScore ? 1 : 0;
        }
        return count;
    }

    /** Mean squared difference: the share of items that differ where each is right or wrong. */
    double discordance() {
        double squares = 0;
        for (double difference : differences()) {
            squares += difference * difference;
        }
        return squares / scores.length;
    }
}
