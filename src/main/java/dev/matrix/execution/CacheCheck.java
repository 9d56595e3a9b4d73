package dev.matrix.execution;

import java.util.List;

/**
 * What came of asking cached trials of a model again.
 *
 * @param compared trials that have an answer now
 * @param flips of these, scored differently than the cached answer
 * @param allowed flips that the model's own noise explains
 * @param used true when cached answers of this model may stand beside new ones
 * @param reason why, as a sentence
 * @param origins whose answers were asked again
 */
public record CacheCheck(int compared, int flips, int allowed, boolean used, String reason, List<String> origins) {

    public CacheCheck {
        origins = List.copyOf(origins);
    }
}
