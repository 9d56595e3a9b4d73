package dev.matrix.store;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What lm-eval itself said of a combination, beside the scores that matrix makes from the same replies.
 *
 * @param version of lm-eval
 * @param gitHash of a checkout; null for a release
 * @param tasks the tasks that were run
 * @param substitute why a task of another name stands in for the benchmark; null when it is the benchmark's own
 * @param taskVersions by task
 * @param metrics by task and by lm-eval's own names, e.g. {@code exact_match,strict-match} and {@code exact_match_stderr,strict-match}; of the first repeat
 * @param laterMetrics the same of the repeats after it, by their number from 1
 * @param disagreements items of lm-eval's own tasks on which lm-eval's filters read, or its metric scores, otherwise than matrix; must be empty
 * @param contextTokens the context that its requests had and every prompt is known to fit into; null when that could not be seen
 * @param seconds that its processes took, the stopped ones included
 */
public record LmEvalRecord(
        String version,
        @Nullable String gitHash,
        List<String> tasks,
        @Nullable String substitute,
        Map<String, String> taskVersions,
        Map<String, Map<String, @Nullable Double>> metrics,
        Map<String, Map<String, Map<String, @Nullable Double>>> laterMetrics,
        List<String> disagreements,
        @Nullable Integer contextTokens,
        double seconds) {

    public LmEvalRecord {
        tasks = List.copyOf(tasks);
        disagreements = List.copyOf(disagreements);
        // Files of before there were any have none.
        laterMetrics = laterMetrics == null ? Map.of() : laterMetrics;
    }

    /** The same with another sum of seconds. */
    public LmEvalRecord withSeconds(double other) {
        return new LmEvalRecord(
                version,
                gitHash,
                tasks,
                substitute,
                taskVersions,
                metrics,
                laterMetrics,
                disagreements,
                contextTokens,
                other);
    }
}
