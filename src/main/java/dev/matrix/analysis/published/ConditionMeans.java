package dev.matrix.analysis.published;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A condition of the personality matrix.
 *
 * @param condition its name
 * @param byModel unweighted mean over the sets, a share, by model in the table's order
 */
public record ConditionMeans(String condition, Map<String, Double> byModel) {

    public ConditionMeans {
        byModel = Collections.unmodifiableMap(new LinkedHashMap<>(byModel));
    }
}
