package dev.matrix.config;

/**
 * How many items of a benchmark are asked.
 *
 * @param items at least 1; {@link Integer#MAX_VALUE} is all
 */
public record Limit(int items) {

    /** Every item. */
    public static final Limit ALL = new Limit(Integer.MAX_VALUE);

    public Limit {
        if (items < 1) {
            throw new IllegalArgumentException("a limit must be at least 1, got " + items);
        }
    }

    public boolean isAll() {
        return items == Integer.MAX_VALUE;
    }

    /** As a user writes it: a number or {@code all}. */
    public String label() {
        return isAll() ? "all" : Integer.toString(items);
    }
}
