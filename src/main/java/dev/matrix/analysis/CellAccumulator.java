package dev.matrix.analysis;

import dev.matrix.domain.Outcome;
import dev.matrix.domain.Score;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Collects the scores of one combination in a few primitive arrays: 18 bytes a trial, 30 where there are log-probabilities, so that a matrix of millions of trials fits into memory.
 * Items are known by their index in sampling order, which all combinations of a benchmark share. The last score that is added for an item and repeat
 * counts. Not thread-safe: confined to whoever replays or runs the combination.
 */
public final class CellAccumulator {

    private static final int CORRECT = 1;
    private static final int IN_FORMAT = 2;
    private static final int AMBIGUOUS = 4;
    private static final byte NOT_ASKED = -1;
    private static final List<Outcome> OUTCOMES = List.of(Outcome.values());

    private final int items;
    private final int repeats;
    private final byte[] outcomes;
    private final byte[] flags;
    private final double[] values;
    private final double[] strict;
    private final LetterMeasures letters;
    private int reached;
    private String unit = "share of items";

    /**
     * An empty cell.
     *
     * @param items planned items, at least 0
     * @param repeats planned repeats an item, at least 1
     */
    public CellAccumulator(int items, int repeats) {
        if (items < 0 || repeats < 1) {
            throw new IllegalArgumentException(
                    "a cell needs 0 or more items and 1 or more repeats, got " + items + " and " + repeats);
        }
        this.items = items;
        this.repeats = repeats;
        this.reached = items;
        int trials = Math.multiplyExact(items, repeats);
        outcomes = new byte[trials];
        flags = new byte[trials];
        values = new double[trials];
        strict = new double[trials];
        letters = new LetterMeasures(trials);
        Arrays.fill(outcomes, NOT_ASKED);
    }

    /**
     * Adds a score; an earlier one of the same item and repeat is replaced.
     *
     * @param item index of the item, from 0
     * @param repeat from 0
     * @throws IndexOutOfBoundsException when the plan has no such item or repeat
     */
    public void add(int item, int repeat, Score score) {
        int trial = index(item, repeat);
        outcomes[trial] = (byte) OUTCOMES.indexOf(score.outcome());
        flags[trial] = flags(score);
        values[trial] = score.value();
        strict[trial] = score.strict();
        letters.set(trial, score.letterMass(), score.probability());
        if (score.scored()) {
            unit = score.unit();
        }
    }

    /** Takes a score back: the trial counts as not asked. */
    public void remove(int item, int repeat) {
        outcomes[index(item, repeat)] = NOT_ASKED;
    }

    /**
     * The same cell with some of its items alone.
     *
     * @param chosen their indices, in the order in which they are wanted
     */
    public CellAccumulator only(int... chosen) {
        CellAccumulator part = new CellAccumulator(chosen.length, repeats);
        part.unit = unit;
        for (int item = 0; item < chosen.length; item++) {
            int from = index(chosen[item], 0);
            int to = item * repeats;
            System.arraycopy(outcomes, from, part.outcomes, to, repeats);
            System.arraycopy(flags, from, part.flags, to, repeats);
            System.arraycopy(values, from, part.values, to, repeats);
            System.arraycopy(strict, from, part.strict, to, repeats);
            for (int repeat = 0; repeat < repeats; repeat++) {
                part.letters.set(to + repeat, letters.mass(from + repeat), letters.probability(from + repeat));
            }
        }
        return part;
    }

    /** The cell as it is now; what is added later does not change it. */
    public CellAccumulator copy() {
        CellAccumulator copy = only(IntStream.range(0, items).toArray());
        copy.reached = reached;
        return copy;
    }

    /** Planned items. */
    public int items() {
        return items;
    }

    /**
     * Only the first items count: the others were not to be asked, whatever is there of them.
     *
     * @param count of items, at least 0; more than there are is all
     */
    public void reach(int count) {
        reached = Math.min(items, Math.max(0, count));
    }

    /** Items that were to be asked: all, or the first ones where a rule of the run stopped it. */
    public int reached() {
        return reached;
    }

    /** Planned repeats of each item. */
    public int repeats() {
        return repeats;
    }

    /** Trials that were to be asked. */
    public int planned() {
        return reached * repeats;
    }

    /** Trials that have an outcome, missing ones included. */
    public int asked() {
        int asked = 0;
        for (int trial = 0; trial < planned(); trial++) {
            asked += outcomes[trial] == NOT_ASKED ? 0 : 1;
        }
        return asked;
    }

    /** What the score is a share of. */
    String unit() {
        return unit;
    }

    /** How many trials ended so. */
    int count(Outcome wanted) {
        int index = OUTCOMES.indexOf(wanted);
        int count = 0;
        for (int trial = 0; trial < planned(); trial++) {
            count += outcomes[trial] == index ? 1 : 0;
        }
        return count;
    }

    /** True when at least one repeat of the item is scored. */
    public boolean isValid(int item) {
        for (int trial = item * repeats; trial < (item + 1) * repeats; trial++) {
            if (isScored(trial)) {
                return true;
            }
        }
        return false;
    }

    /** Mean score of the item over its scored repeats; NaN when none is. */
    double value(int item) {
        return mean(item, values);
    }

    /** Mean strict score of the item over its scored repeats; NaN when none is. */
    double strict(int item) {
        return mean(item, strict);
    }

    /** Whether a trial is right; empty when it is not scored. */
    public Optional<Boolean> correct(int item, int repeat) {
        int trial = index(item, repeat);
        return isScored(trial) ? Optional.of(has(trial, CORRECT)) : Optional.empty();
    }

    /** The share of the item's scored repeats that are right; NaN when none is scored. */
    double correct(int item) {
        int scored = 0;
        int correct = 0;
        for (int trial = item * repeats; trial < (item + 1) * repeats; trial++) {
            scored += isScored(trial) ? 1 : 0;
            correct += isScored(trial) && has(trial, CORRECT) ? 1 : 0;
        }
        return scored == 0 ? Double.NaN : (double) correct / scored;
    }

    /** Mean probability of the right letters over the item's scored repeats that have one; NaN when none has. */
    private double probability(int item) {
        double sum = 0;
        int n = 0;
        for (int trial = item * repeats; trial < (item + 1) * repeats; trial++) {
            if (isScored(trial) && !Double.isNaN(letters.probability(trial))) {
                sum += letters.probability(trial);
                n++;
            }
        }
        return n == 0 ? Double.NaN : sum / n;
    }

    /** By how much the right letters are more probable here than in another cell of the same items, over the items that have probabilities in both. */
    double[] probabilityDifferences(CellAccumulator other) {
        return IntStream.range(0, items)
                .mapToDouble(item -> probability(item) - other.probability(item))
                .filter(difference -> !Double.isNaN(difference))
                .toArray();
    }

    int scoredTrials() {
        int scored = 0;
        for (int trial = 0; trial < outcomes.length; trial++) {
            scored += isScored(trial) ? 1 : 0;
        }
        return scored;
    }

    int inFormat() {
        return count(IN_FORMAT);
    }

    int ambiguous() {
        return count(AMBIGUOUS);
    }

    /** Mean letter mass over the scored trials that have one; NaN when none has. */
    double meanLetterMass() {
        double sum = 0;
        int n = 0;
        for (int trial = 0; trial < outcomes.length; trial++) {
            if (isScored(trial) && !Double.isNaN(letters.mass(trial))) {
                sum += letters.mass(trial);
                n++;
            }
        }
        return n == 0 ? Double.NaN : sum / n;
    }

    private int count(int flag) {
        int count = 0;
        for (int trial = 0; trial < outcomes.length; trial++) {
            count += isScored(trial) && has(trial, flag) ? 1 : 0;
        }
        return count;
    }

    private double mean(int item, double[] of) {
        double sum = 0;
        int scored = 0;
        for (int trial = item * repeats; trial < (item + 1) * repeats; trial++) {
            if (isScored(trial)) {
                sum += of[trial];
                scored++;
            }
        }
        return scored == 0 ? Double.NaN : sum / scored;
    }

    private boolean isScored(int trial) {
        return trial < planned()
                && outcomes[trial] != NOT_ASKED
                && OUTCOMES.get(outcomes[trial]).scored();
    }

    private boolean has(int trial, int flag) {
        return (flags[trial] & flag) != 0;
    }

    private int index(int item, int repeat) {
        if (item < 0 || item >= items || repeat < 0 || repeat >= repeats) {
            throw new IndexOutOfBoundsException("item " + item + ", repeat " + repeat + " is outside a plan of " + items
                    + " items and " + repeats + " repeats");
        }
        return item * repeats + repeat;
    }

    private static byte flags(Score score) {
        int flags = (score.correct() ? CORRECT : 0)
                | (score.strictReading() != null ? IN_FORMAT : 0)
                | (score.ambiguous() ? AMBIGUOUS : 0);
        return (byte) flags;
    }
}
