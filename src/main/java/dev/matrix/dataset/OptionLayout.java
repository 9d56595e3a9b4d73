package dev.matrix.dataset;

import dev.matrix.domain.Fingerprint;
import dev.matrix.domain.OptionOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The order in which an item's options are shown.
 *
 * <p>{@link OptionOrder#SHUFFLED} sorts the source positions 0, 1, 2 ... by the hex digest {@code Fingerprint("option order", item id, position)}. That
 * depends on nothing but the id, so it is the same in every run, for every seed, and on every Java.
 */
final class OptionLayout {

    /** More options than this make letters hard to tell apart in log-probabilities of 20 tokens; an item with several right ones is cut. */
    static final int MOST_OF_SEVERAL = 10;

    private OptionLayout() {}

    /** For each displayed option its position in the source. */
    static List<Integer> positions(String id, int count, OptionOrder order) {
        List<Integer> source = IntStream.range(0, count).boxed().toList();
        if (order == OptionOrder.SOURCE) {
            return source;
        }
        List<String> keys = source.stream().map(position -> key(id, position)).toList();
        return source.stream().sorted(Comparator.comparing(keys::get)).toList();
    }

    /** The first {@code most} of an order; if no right one is among them, the first right one takes the last place. */
    static List<Integer> cut(List<Integer> positions, Set<Integer> right, int most) {
        if (positions.size() <= most) {
            return positions;
        }
        List<Integer> kept = new ArrayList<>(positions.subList(0, most));
        if (kept.stream().noneMatch(right::contains)) {
            positions.stream().filter(right::contains).findFirst().ifPresent(saved -> kept.set(most - 1, saved));
        }
        return List.copyOf(kept);
    }

    private static String key(String id, int position) {
        return new Fingerprint().add("option order").add(id).add(position).hex();
    }
}
