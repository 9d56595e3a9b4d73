package dev.matrix.scoring;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stretch of a text with the numbers in it. Immutable. */
final class NumberSegment {

    private final String text;
    private final List<NumberToken> numbers;
    private final int start;
    private final int end;

    NumberSegment(String text, List<NumberToken> numbers) {
        this(text, numbers, 0, text.length());
    }

    private NumberSegment(String text, List<NumberToken> numbers, int start, int end) {
        this.text = text;
        this.numbers = numbers;
        this.start = start;
        this.end = end;
    }

    /** The part of this segment between two indexes of the text. */
    NumberSegment between(int from, int to) {
        int first = indexAt(from);
        int last = first;
        while (last < numbers.size() && numbers.get(last).end() <= to) {
            last++;
        }
        return new NumberSegment(text, numbers.subList(first, last), from, to);
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    @Nullable
    NumberToken first() {
        return numbers.isEmpty() ? null : numbers.get(0);
    }

    /** The last number; only when there is a first. */
    NumberToken last() {
        return numbers.get(numbers.size() - 1);
    }

    @Nullable
    NumberToken after(NumberToken number) {
        int next = indexAt(number.end());
        return next < numbers.size() ? numbers.get(next) : null;
    }

    int wordsBefore(NumberToken number) {
        return NumberStatement.words(text.substring(start, number.start()));
    }

    /** The number right of the last equals sign; the fallback when there is none. */
    NumberToken rightSide(NumberToken fallback) {
        String inside = text.substring(start, end);
        int equals = Math.max(inside.lastIndexOf('='), inside.lastIndexOf('\u2248'));
        int next = indexAt(start + equals);
        return equals < 0 || next >= numbers.size() ? fallback : numbers.get(next);
    }

    /** The position of the first number that starts at an index of the text or after it. */
    private int indexAt(int from) {
        int low = 0;
        int high = numbers.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (numbers.get(middle).start() < from) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
