package dev.matrix.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the server saw of one run.
 *
 * @param wallSeconds from the first request for a reply to the end of the last one, summed over models
 * @param serviceSeconds that replies spent in slots, summed
 * @param requests for a reply, those included that check how prompts reach a model
 * @param loads of models
 */
record Traffic(double wallSeconds, double serviceSeconds, int requests, int loads) {

    /** The difference of two looks at the server's statistics. */
    static Traffic between(JsonNode before, JsonNode after) {
        Map<String, long[]> spans = new HashMap<>();
        long service = 0;
        JsonNode calls = after.path("calls");
        int first = before.path("calls").size();
        for (int i = first; i < calls.size(); i++) {
            JsonNode call = calls.get(i);
            long start = call.path("start_nanos").longValue();
            long end = call.path("end_nanos").longValue();
            long[] span = spans.computeIfAbsent(call.path("model").textValue(), name -> new long[] {start, end});
            span[0] = Math.min(span[0], start);
            span[1] = Math.max(span[1], end);
            service += call.path("service_nanos").longValue();
        }
        long wall = spans.values().stream().mapToLong(span -> span[1] - span[0]).sum();
        return new Traffic(wall / 1e9, service / 1e9, calls.size() - first, loads(after) - loads(before));
    }

    private static int loads(JsonNode statistics) {
        int loads = 0;
        for (JsonNode count : List.copyOf(statistics.path("loads").properties().stream()
                .map(Map.Entry::getValue)
                .toList())) {
            loads += count.intValue();
        }
        return loads;
    }

    /** How many times longer it took than a client without any delay of its own would need with so many requests in flight. */
    double overIdeal(int inFlight) {
        return wallSeconds / (serviceSeconds / inFlight);
    }
}
