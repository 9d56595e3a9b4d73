package dev.matrix.app;

import dev.matrix.domain.Trial;
import dev.matrix.execution.KnownTrials;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the journal of earlier invocations holds: for each (combination, item, repeat, control) the key of its last line and whether that failed. Filled
 * once by one thread, then read by many.
 */
final class TrialIndex implements KnownTrials {

    private final Map<String, Map<String, Known>> combinations = new HashMap<>();

    /** The first 64 bits of a key stand for it: enough to tell an edited prompt, small enough for a million trials. */
    private record Known(long key, boolean failed) {}

    void add(Trial trial) {
        combinations
                .computeIfAbsent(trial.combination(), id -> new HashMap<>())
                .put(
                        slot(trial.item(), trial.repeat()),
                        new Known(prefix(trial.key()), trial.failure().isPresent()));
    }

    @Override
    public boolean isDone(String combination, String item, int repeat, String key) {
        Known known = find(combination, item, repeat);
        return known != null && !known.failed() && known.key() == prefix(key);
    }

    @Override
    public boolean isEmpty() {
        return combinations.isEmpty();
    }

    /** Why a planned trial is asked (again), or that it need not be. */
    Standing standing(String combination, String item, int repeat, String key) {
        Known known = find(combination, item, repeat);
        if (known == null) {
            return Standing.NEW;
        }
        if (known.key() != prefix(key)) {
            return Standing.STALE;
        }
        return known.failed() ? Standing.FAILED : Standing.REUSED;
    }

    private @Nullable Known find(String combination, String item, int repeat) {
        Map<String, Known> trials = combinations.get(combination);
        return trials == null ? null : trials.get(slot(item, repeat));
    }

    private static String slot(String item, int repeat) {
        return repeat == 0 ? item : item + '\u0000' + repeat;
    }

    private static long prefix(String key) {
        return Long.parseUnsignedLong(key.substring(0, 16), 16);
    }

    /** How a planned trial stands to the journal. */
    enum Standing {
        REUSED,
        FAILED,
        STALE,
        NEW
    }
}
