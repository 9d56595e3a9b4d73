package dev.matrix.analysis;

/**
 * Two conditions on the same items of which only the counts of right answers are known. McNemar's exact test needs the items that only one of them has right;
 * from the counts only their difference is known, so that all that can be said is between which two values p lies: with as few discordant items as the
 * difference needs, and with as many as the counts leave room for.
 *
 * <p>Source of the bounds: the largest and smallest overlap of two sets of known size (M. Frechet, Ann. Univ. Lyon A 14 (1951) 53-77).
 *
 * @param items that both answered
 * @param right right answers of the condition
 * @param referenceRight right answers of the other one
 */
public record MarginalPairs(int items, int right, int referenceRight) {

    public MarginalPairs {
        if (right < 0 || referenceRight < 0 || right > items || referenceRight > items) {
            throw new IllegalArgumentException(
                    right + " and " + referenceRight + " right answers do not fit " + items + " items");
        }
    }

    /** Right answers more than the other one's. */
    public int difference() {
        return right - referenceRight;
    }

    /** The smallest two-sided p that pairs with these counts can have. */
    public double leastP() {
        return p(Math.abs(difference()));
    }

    /** The largest one. */
    public double mostP() {
        int overlap = Math.max(0, right + referenceRight - items);
        return p(right + referenceRight - 2 * overlap);
    }

    private double p(int discordant) {
        int won = (discordant + difference()) / 2;
        return ExactMcNemar.pValue(won, discordant - won);
    }
}
