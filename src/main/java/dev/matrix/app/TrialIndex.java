package dev.matrix.app;

import dev.matrix.domain.Trial;
import dev.matrix.execution.KnownTrials;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the journal of earlier invocations holds: for each combination, item and repeat the key of its last line and whether that failed. Trials of control
 * conditions are none of the plan's and are passed over. Filled once by one thread, then read by many.
 */
final class TrialIndex implements KnownTrials {

    private final Map<String, Map<String, Known>> combinations = new HashMap<>();

    /** 64 bits stand for a key: enough to tell an edited prompt, small enough for a million trials. */
    private record Known(long key, boolean failed) {}

    void add(Trial trial) {
        if (trial.control() != null) {
            return;
        }
        combinations
                .computeIfAbsent(trial.combination(), id -> new HashMap<>())
                .put(
                        slot(trial.item(), trial.repeat()),
                        new Known(digest(trial.key()), trial.failure().isPresent()));
    }

    /** True when there were no earlier invocations: then no key need be computed. */
    @Override
    public boolean isEmpty() {
        return combinations.isEmpty();
    }

    @Override
    public boolean isDone(String combination, String item, int repeat, String key) {
        Known known = find(combination, item, repeat);
        return known != null && !known.failed() && known.key() == digest(key);
    }

    /** Why a planned trial is asked (again), or that it need not be. */
    Standing standing(String combination, String item, int repeat, String key) {
        Known known = find(combination, item, repeat);
        if (known == null) {
            return Standing.NEW;
        }
        if (known.key() != digest(key)) {
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

    /** Of any text: a key in a damaged journal need not be one. */
    private static long digest(String key) {
        long digest = 0;
        for (int i = 0; i < key.length(); i++) {
            digest = 31 * digest + key.charAt(i);
        }
        return digest;
    }

    /** How a planned trial stands to the journal. */
    enum Standing {
        REUSED,
        FAILED,
        STALE,
        NEW
    }
}
