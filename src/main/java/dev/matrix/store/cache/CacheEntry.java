package dev.matrix.store.cache;

import dev.matrix.domain.Reach;
import dev.matrix.domain.Trial;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One answered trial. The fields that are looked for stand first in its line, so that they are found without reading the replies.
 *
 * @param key SHA-256 (hex) of what was asked
 * @param at when it was stored
 * @param model the model's name, for people
 * @param digest the model's digest
 * @param version the server's version
 * @param run the run that asked it
 * @param reach how its system prompt reached the model; null when that was not found out
 * @param evidence for the reach
 * @param trial with its own times
 */
public record CacheEntry(
        String key,
        Instant at,
        String model,
        String digest,
        String version,
        String run,
        @Nullable Reach reach,
        @Nullable String evidence,
        Trial trial) {}
