package dev.matrix.endurance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * The run that nothing disturbed.
 *
 * @param trials the one line of each planned trial
 * @param combinations of its results, without what depends on the clock
 * @param gold the answers
 */
record Reference(Map<String, JsonNode> trials, Map<String, JsonNode> combinations, Map<String, String> gold) {

    static Reference of(RunFiles files) throws IOException {
        return new Reference(files.last(), files.combinations(), files.gold());
    }

    /** How long a disturbed run over the same plan may take; a trial takes two calls at most. */
    Duration bound() {
        return Patience.bound(Workplace.MODELS, 2 * trials.size(), Workplace.WIDTH);
    }

    /** True when a line answers what was planned: the same question, to the same weights, read in the same way. */
    boolean planned(JsonNode line) {
        JsonNode wanted = trials.get(RunFiles.trial(line));
        return wanted != null && wanted.path("key").equals(line.path("key"));
    }

    /** True when the line is a reply to its question. */
    boolean scored(JsonNode line) {
        return planned(line) && !RunFiles.failed(line);
    }

    boolean right(JsonNode line) {
        String[] combination = line.path("combination").asText().split("/");
        String key =
                combination[combination.length - 2] + " " + line.path("item").asText();
        return RunFiles.said(line).equals(gold.get(key));
    }
}
