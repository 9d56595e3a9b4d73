package dev.matrix.domain;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which part of a run that is split over several invocations: the first of three is 1/3.
 *
 * @param index from 1
 * @param count how many parts there are, at least 1
 */
public record Shard(int index, int count) {

    /** More parts than a plan has combinations are refused anyway; this keeps numbers that no plan has out of it. */
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,5})/([1-9][0-9]{0,5})");

    public Shard {
        if (index < 1 || index > count) {
            throw new IllegalArgumentException("a shard's index lies in 1 to " + count + ", got " + index);
        }
    }

    /**
     * Reads {@code i/n}.
     *
     * @throws MatrixException of kind USAGE for anything else
     */
    public static Shard parse(String text) {
        Matcher numbers = TEXT.matcher(text);
        if (numbers.matches()) {
            int index = Integer.parseInt(numbers.group(1));
            int count = Integer.parseInt(numbers.group(2));
            if (index <= count) {
                return new Shard(index, count);
            }
        }
        throw MatrixException.usage("--shard '" + text
                + "' is no part of a run: write i/n, the i-th of n parts with i from 1 to n, e.g. --shard 2/3.");
    }

    /** As the option takes it. */
    public String label() {
        return index + "/" + count;
    }
}
