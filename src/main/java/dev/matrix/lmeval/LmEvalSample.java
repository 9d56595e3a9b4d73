package dev.matrix.lmeval;

import dev.matrix.domain.Item;
import java.util.Map;

/**
 * One question as lm-eval asked it.
 *
 * @param item of the plan
 * @param messages the messages as JSON, exactly as lm-eval wrote them
 * @param reply the text of the reply
 * @param readings what each filter read, by the filter's name
 * @param matches what each filter was worth by {@code exact_match}, by the filter's name
 */
public record LmEvalSample(
        Item item, String messages, String reply, Map<String, String> readings, Map<String, Double> matches) {

    /** What a filter gives where it reads nothing, as lm-eval's own do. */
    public static final String NOTHING = "[invalid]";

    public LmEvalSample {
        readings = Map.copyOf(readings);
        matches = Map.copyOf(matches);
    }

    /**
     * Whether a filter read this and was worth this.
     *
     * @param reading the text; for a filter of a generated task that read nothing its {@link #NOTHING}
     */
    public boolean says(String filter, String reading, boolean right) {
        return reading.equals(readings.get(filter)) && matches.getOrDefault(filter, Double.NaN) == (right ? 1 : 0);
    }
}
