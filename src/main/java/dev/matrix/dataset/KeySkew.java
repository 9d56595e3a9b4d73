package dev.matrix.dataset;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.OptionOrder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Looks for letters that are right too often: a model that always says such a letter would score well without reading.
 *
 * <p>With k options of which t are right, each letter that is right counts 1/t. By chance a letter holds 1/k of an item, with variance
 * {@code (t/k)(1 - t/k) / t^2}; sums over items give its expected share and standard error, so items may differ in k and t.
 */
final class KeySkew {

    private static final int LETTERS = 26;
    private static final double STANDARD_ERRORS = 4;

    private final double[] held = new double[LETTERS];
    private final double[] expected = new double[LETTERS];
    private final double[] variance = new double[LETTERS];
    private final int items;

    private KeySkew(List<Item> items) {
        this.items = items.size();
        items.forEach(this::add);
    }

    /**
     * A warning when one letter is right more often than chance explains.
     *
     * @throws MatrixException when it is also more than twice its expected share, and shuffling would mend it
     */
    static Optional<String> check(Benchmark benchmark, List<Item> items) {
        if (!benchmark.answer().lettered()) {
            return Optional.empty();
        }
        KeySkew skew = new KeySkew(items);
        int letter = skew.worst();
        if (skew.excess(letter) <= STANDARD_ERRORS) {
            return Optional.empty();
        }
        String finding = skew.finding(benchmark.name(), letter);
        if (skew.held[letter] > 2 * skew.expected[letter] && benchmark.optionOrder() == OptionOrder.SOURCE) {
            throw MatrixException.usage(finding + ": a model that always says " + Item.letter(letter)
                    + " would look good; set 'options: shuffled' in the benchmark's file.");
        }
        return Optional.of(finding + "; read small differences with care.");
    }

    private void add(Item item) {
        if (!(item.gold() instanceof Gold.Options gold)) {
            return;
        }
        double options = item.options().size();
        double right = gold.correct().size();
        for (int letter = 0; letter < item.options().size(); letter++) {
            held[letter] += gold.correct().contains(letter) ? 1 / right : 0;
            expected[letter] += 1 / options;
            variance[letter] += right / options * (1 - right / options) / (right * right);
        }
    }

    private int worst() {
        int worst = 0;
        for (int letter = 1; letter < LETTERS; letter++) {
            if (excess(letter) > excess(worst)) {
                worst = letter;
            }
        }
        return worst;
    }

    /** How many standard errors a letter holds above its expected share. */
    private double excess(int letter) {
        double above = held[letter] - expected[letter];
        return variance[letter] > 0 ? above / Math.sqrt(variance[letter]) : 0;
    }

    private String finding(String benchmark, int letter) {
        return String.format(
                Locale.ROOT,
                "%s: the answer %s holds %.1f %% of the keys of %d items where %.1f %% are expected",
                benchmark,
                Item.letter(letter),
                100 * held[letter] / items,
                items,
                100 * expected[letter] / items);
    }
}
