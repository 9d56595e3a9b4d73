package dev.matrix.domain;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The right answer of an item. */
public sealed interface Gold {

    /**
     * Right options by position in the item's displayed order, 0-based.
     *
     * @param correct at least one position
     */
    record Options(Set<Integer> correct) implements Gold {
        public Options {
            if (correct.isEmpty()) {
                throw new IllegalArgumentException("at least one option must be right");
            }
            correct = Collections.unmodifiableSet(new TreeSet<>(correct));
        }
    }

    /**
     * A number in plain decimal notation.
     *
     * @param value e.g. {@code 18} or {@code 12.50}
     */
    record Numeric(BigDecimal value) implements Gold {}

    /**
     * Accepted texts.
     *
     * @param accepted at least one text
     */
    record Texts(List<String> accepted) implements Gold {
        public Texts {
            if (accepted.isEmpty()) {
                throw new IllegalArgumentException("at least one answer must be accepted");
            }
            accepted = List.copyOf(accepted);
        }
    }
}
