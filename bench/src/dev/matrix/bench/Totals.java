package dev.matrix.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What the server saw of a client that may mix its models.
 *
 * @param requests for a reply
 * @param serviceSeconds that replies spent in slots, summed
 * @param loads of models
 */
record Totals(int requests, double serviceSeconds, int loads) {

    /** The difference of two looks at the server's statistics. */
    static Totals between(JsonNode before, JsonNode after) {
        return new Totals(
                after.path("chat_requests").intValue()
                        - before.path("chat_requests").intValue(),
                after.path("service_time").doubleValue()
                        - before.path("service_time").doubleValue(),
                loads(after) - loads(before));
    }

    /** How often a model was loaded so far, whichever it was. */
    static int loads(JsonNode statistics) {
        return statistics.path("loads").properties().stream()
                .map(Map.Entry::getValue)
                .mapToInt(JsonNode::intValue)
                .sum();
    }
}
