package dev.matrix.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task of lm-eval (EleutherAI's lm-evaluation-harness) as a benchmark of its own: its messages, examples, limits, filters and metric to the letter.
 *
 * @param task the task's name, or the group's where it has leaves, e.g. {@code gsm8k}
 * @param version the version that lm-eval gives it
 * @param description template of the text that stands in the system message; empty when there is none
 * @param shots where its solved examples come from
 * @param until texts that end a reply
 * @param filters how a reply is read: the first chain gives the strict score, the last one the headline; at most two
 * @param cotFilters the same for a personality that asks for reasoning: the last explicit answer counts
 * @param exactMatch how what was read is compared with the right answer
 * @param targetAfter only what follows the last occurrence of this text in the field {@code target} is the right answer; null: all of it
 * @param leaves the leaf tasks that it is made of; null when it is one task
 */
public record LmEvalTask(
        String task,
        String version,
        String description,
        Shots shots,
        List<String> until,
        List<FilterChain> filters,
        List<FilterChain> cotFilters,
        ExactMatch exactMatch,
        @Nullable String targetAfter,
        @Nullable Leaves leaves) {

    /** The field of an item that holds the right answer as lm-eval's document has it. */
    public static final String TARGET = "target";

    public LmEvalTask {
        until = List.copyOf(until);
        filters = List.copyOf(filters);
        cotFilters = List.copyOf(cotFilters);
        if (filters.isEmpty() || filters.size() > 2 || cotFilters.size() != filters.size()) {
            throw new IllegalArgumentException(
                    "task '" + task + "' needs one or two filter chains, and as many for cot");
        }
    }

    /**
     * Where solved examples come from.
     *
     * @param draw which examples an item is shown
     * @param locked true when lm-eval ignores another number than the task's own
     * @param seed of a random draw
     * @param fixed the examples themselves, where the task brings them
     */
    public record Shots(Draw draw, boolean locked, long seed, List<FixedShot> fixed) {
        public Shots {
            fixed = List.copyOf(fixed);
        }
    }

    /** Which examples an item is shown. */
    public enum Draw {
        /** Drawn from the pool by Python's random numbers, anew for each item in the order of the data set, reseeded once a task. */
        RANDOM,
        /** The first of the pool; of the item's own leaf where the pool has any. */
        FIRST,
        /** The first of those that the task itself brings. */
        FIXED
    }

    /**
     * An example that a task brings.
     *
     * @param question its question
     * @param target its answer as shown
     */
    public record FixedShot(String question, String target) {}

    /**
     * A way to read a reply.
     *
     * @param name as lm-eval names it, e.g. {@code strict-match}
     * @param steps in order
     */
    public record FilterChain(String name, List<LmEvalFilter> steps) {
        public FilterChain {
            steps = List.copyOf(steps);
        }
    }

    /**
     * How two texts are compared.
     *
     * @param ignoreCase compare lower case
     * @param ignorePunctuation remove ASCII punctuation first
     * @param regexesToIgnore patterns whose matches are removed first, in order
     */
    public record ExactMatch(boolean ignoreCase, boolean ignorePunctuation, List<String> regexesToIgnore) {
        public ExactMatch {
            regexesToIgnore = List.copyOf(regexesToIgnore);
        }
    }

    /**
     * The leaf tasks: one for each stratum of the items. Their scores are averaged by size.
     *
     * @param name of a leaf task, with {@code *} for the stratum, e.g. {@code mmlu_*_generative}
     * @param order strata in the order in which lm-eval adds them up; others come after these
     */
    public record Leaves(String name, List<String> order) {
        public Leaves {
            order = List.copyOf(order);
        }

        /** The leaf task of a stratum. */
        public String taskOf(String stratum) {
            return name.replace("*", stratum);
        }
    }

    /** The chains that read the replies of a protocol. */
    public List<FilterChain> filtersFor(Protocol protocol) {
        return protocol == Protocol.GENERATE_COT ? cotFilters : filters;
    }

    /** The stop strings of a personality's requests: reasoning is not stopped. */
    public List<String> untilFor(Personality personality) {
        return personality.reasons() ? List.of() : until;
    }

    /** The right answer of an item as lm-eval compares it: the letter, or the document's own text. */
    public String target(Item item) {
        if (item.gold() instanceof Gold.Options options) {
            return Item.letter(options.correct().iterator().next());
        }
        String target = item.fields().get(TARGET);
        if (target == null) {
            throw new IllegalArgumentException("item '" + item.id() + "' has no field '" + TARGET + "'");
        }
        return targetAfter == null ? target : PythonText.strip(afterLast(target, targetAfter));
    }

    private static String afterLast(String text, String marker) {
        int at = text.lastIndexOf(marker);
        return at < 0 ? text : text.substring(at + marker.length());
    }
}
