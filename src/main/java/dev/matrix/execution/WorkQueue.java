package dev.matrix.execution;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Deals the trials of one model to the workers. Each worker has a combination of its own and takes its items in order, so that neighbouring combinations
 * are active and each keeps its prefix in a slot; when none is left to own, workers share those with the most left. On a server with fewer slots than
 * workers that would change a slot's prefix at every request: narrowed, all workers share the first unfinished combination. Nothing here waits. Thread-safe.
 */
final class WorkQueue {

    private final List<CombinationWork> works;
    private final @Nullable CombinationWork[] owned;
    private final Deque<TrialTask> first = new ArrayDeque<>();
    private boolean narrow;

    WorkQueue(List<CombinationWork> works, int workers) {
        this.works = List.copyOf(works);
        this.owned = new CombinationWork[workers];
    }

    /** These trials go before all others. They have been taken from their combinations already. */
    synchronized void first(Collection<TrialTask> tasks) {
        first.addAll(tasks);
    }

    /** The server has fewer slots than there are workers. */
    synchronized void narrow() {
        narrow = true;
    }

    /** The worker's next trial; empty when there is none and there will be none. */
    synchronized Optional<TrialTask> take(int worker) {
        if (!first.isEmpty()) {
            return Optional.of(first.removeFirst());
        }
        CombinationWork own = owned[worker];
        if (narrow || own == null || own.left() == 0) {
            own = choose(worker);
        }
        while (own != null) {
            owned[worker] = own;
            Optional<TrialTask> task = own.next();
            if (task.isPresent()) {
                return task;
            }
            // It was given up a moment ago.
            own = choose(worker);
        }
        return Optional.empty();
    }

    private @Nullable CombinationWork choose(int worker) {
        List<CombinationWork> open =
                works.stream().filter(work -> work.left() > 0).toList();
        if (narrow || open.isEmpty()) {
            return open.isEmpty() ? null : open.get(0);
        }
        Set<CombinationWork> taken = new HashSet<>();
        for (int other = 0; other < owned.length; other++) {
            CombinationWork its = owned[other];
            if (other != worker && its != null) {
                taken.add(its);
            }
        }
        return open.stream()
                .filter(work -> !taken.contains(work))
                .findFirst()
                .orElseGet(() -> open.stream()
                        .max(Comparator.comparingInt(CombinationWork::left))
                        .orElse(null));
    }
}
