package dev.matrix.analysis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What analysis is told of a benchmark.
 *
 * @param shownAs its name as people see it, e.g. {@code mmlu (sample)}
 * @param sample true when its items are those bundled with the program: never compared with the real set
 * @param metric e.g. {@code acc}
 * @param itemIds in sampling order
 * @param groups the cluster of each item, such as its MMLU subject; {@code ""} where there is none
 * @param guess expected score of a random choice, in [0, 1]; null when answers are not letters
 * @param majority score of always giving the most frequent answer, in [0, 1]; null when unknown
 */
public record StudyBenchmark(
        String name,
        String shownAs,
        boolean sample,
        String metric,
        List<String> itemIds,
        List<String> groups,
        @Nullable Double guess,
        @Nullable Double majority) {

    public StudyBenchmark {
        itemIds = List.copyOf(itemIds);
        groups = List.copyOf(groups);
        if (itemIds.size() != groups.size()) {
            throw new IllegalArgumentException("benchmark '" + name + "' has " + itemIds.size() + " items and "
                    + groups.size() + " groups: each item needs one");
        }
    }
}
