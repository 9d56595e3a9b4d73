package dev.matrix.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Progress for people and scripts. The journal decides; this file can be rebuilt from it.
 *
 * @param completed ids of complete combinations
 * @param remaining ids of the others
 * @param results results of the completed ones by id
 */
public record Checkpoint(
        int formatVersion,
        String runId,
        Instant timestamp,
        List<String> completed,
        List<String> remaining,
        Map<String, CellResult> results) {

    public static final int FORMAT_VERSION = 1;

    public Checkpoint {
        completed = List.copyOf(completed);
        remaining = List.copyOf(remaining);
    }
}
