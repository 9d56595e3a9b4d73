package dev.matrix.execution;

import dev.matrix.domain.Model;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A model that is to be asked.
 *
 * @param number of the model in the plan, from 0
 * @param seconds guessed, good for proportions only
 * @param whole the same for all of it, also where a part is answered
 * @param home the host that answered a part of it, or failed with it; empty while none did
 * @param trials that are there of it
 * @param combinations of the matrix that were complete before the run began
 * @param failedAt hosts that gave no reply
 */
record ModelJob(
        Model model,
        int number,
        double seconds,
        double whole,
        OptionalInt home,
        int trials,
        int combinations,
        Set<Integer> failedAt) {

    ModelJob {
        failedAt = Set.copyOf(failedAt);
    }

    /** Whoever takes it asks all of it. */
    ModelJob leftBy(int host, int ended) {
        return new ModelJob(model, number, whole, whole, OptionalInt.of(host), ended, combinations, failedAt);
    }

    ModelJob failedAt(int host) {
        Set<Integer> all = new HashSet<>(failedAt);
        all.add(host);
        return new ModelJob(model, number, seconds, whole, home, trials, combinations, all);
    }
}
