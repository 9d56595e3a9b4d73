package dev.matrix.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * How many conversations the server was asked to begin, by model. A second call goes on with one, so that each trial begins exactly one, whatever its protocol. Immutable.
 */
record AskedTrials(Map<String, Integer> byModel) {

    private static final int QUIET_LOOKS = 10;

    /** Counts once nothing is in flight or on its way any more: the requests of a client that was killed end as well. */
    static AskedTrials settled(SimulatorProcess server) throws IOException {
        JsonNode now = server.statistics();
        int requests = -1;
        for (int quiet = 0; quiet < QUIET_LOOKS; quiet++) {
            int asked = now.path("chat_requests").asInt();
            if (asked != requests || asked > now.path("calls").size()) {
                quiet = 0;
            }
            requests = asked;
            now = server.statistics();
        }
        Map<String, Integer> counts = new HashMap<>();
        now.path("models")
                .properties()
                .forEach(model -> counts.put(
                        model.getKey(),
                        model.getValue().path("chat_requests").asInt()
                                - model.getValue().path("continued").asInt()));
        return new AskedTrials(Map.copyOf(counts));
    }

    int of(String model) {
        return byModel.getOrDefault(model, 0);
    }
}
