package dev.matrix.lmeval;

import dev.matrix.domain.Item;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one combination.
 *
 * @param leaves each with the items that it asks, in order
 * @param group the group that all leaves together are; null when there is none, or not all of it is there
 * @param substitute why a task of another name stands in for the benchmark; null when it is the benchmark's own
 */
public record LmEvalTasks(
        List<Leaf> leaves, @Nullable Group group, @Nullable String substitute) {

    /** The filter of a generated task that reads the asked format alone. */
    public static final String STRICT_FILTER = "strict-match";
    /** The filter of a generated task whose number is the benchmark's score. */
    public static final String FLEXIBLE_FILTER = "flexible-extract";

    static final String METRIC = "exact_match";

    public LmEvalTasks {
        leaves = List.copyOf(leaves);
    }

    /**
     * A task as lm-eval knows it.
     *
     * @param name its name
     * @param yaml its definition; what it does not say is in the file that {@code include} names
     * @param docs one document an item
     * @param items the items in the order of the documents
     * @param pool documents to draw examples from; empty when the task names its own
     */
    public record Leaf(
            String name,
            Map<String, Object> yaml,
            List<Map<String, Object>> docs,
            List<Item> items,
            List<Map<String, Object>> pool) {

        public Leaf {
            yaml = Map.copyOf(yaml);
            docs = List.copyOf(docs);
            items = List.copyOf(items);
            pool = List.copyOf(pool);
        }
    }

    /**
     * Tasks that lm-eval aggregates.
     *
     * @param name its name
     * @param yaml its definition; null when it is lm-eval's own
     */
    public record Group(String name, @Nullable Map<String, Object> yaml) {}

    /** What to ask for: the group, so that lm-eval aggregates, else each leaf. */
    public List<String> names() {
        return group != null
                ? List.of(group.name())
                : leaves.stream().map(Leaf::name).toList();
    }
}
