package dev.matrix.execution;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Combination;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Deals the trials of one model to the workers. Each worker has a combination of its own and takes its items in order, so that neighbouring combinations
 * are active and each keeps its prefix in a slot; combinations whose prompts differ only behind the item belong together and are asked item by item. When none is left to own, workers share those with the most left. On a server with fewer slots than
 * workers that would change a slot's prefix at every request: narrowed, all workers share the first unfinished combination. Nothing here waits. Thread-safe.
 */
final class WorkQueue {

    private final List<CombinationWork> works;
    private final Map<Prefix, List<CombinationWork>> alike;
    private final @Nullable CombinationWork[] owned;
    private final @Nullable TrialTask[] reserved;
    private final Deque<TrialTask> first = new ArrayDeque<>();
    private boolean narrow;

    WorkQueue(List<CombinationWork> works, int workers) {
        this.works = List.copyOf(works);
        this.alike = this.works.stream().collect(Collectors.groupingBy(work -> Prefix.of(work.combination())));
        this.owned = new CombinationWork[workers];
        this.reserved = new TrialTask[workers];
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
        return takeReserved(worker).or(() -> deal(worker)).or(this::steal);
    }

    /**
     * What {@link #take} will give the worker next, unless one that has nothing left takes it before; empty while the trials that go first are not all out,
     * or when none is left or the worker has one reserved.
     */
    synchronized Optional<TrialTask> reserve(int worker) {
        if (!first.isEmpty() || reserved[worker] != null) {
            return Optional.empty();
        }
        Optional<TrialTask> task = deal(worker);
        reserved[worker] = task.orElse(null);
        return task;
    }

    private Optional<TrialTask> takeReserved(int worker) {
        TrialTask task = reserved[worker];
        reserved[worker] = null;
        // Of a combination that was given up meanwhile nothing more is asked.
        return Optional.ofNullable(task).filter(each -> each.work().givenUp().isEmpty());
    }

    /** The owner is busy, perhaps for long. */
    private Optional<TrialTask> steal() {
        return IntStream.range(0, reserved.length)
                .mapToObj(this::takeReserved)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<TrialTask> deal(int worker) {
        CombinationWork own = owned[worker];
        if (narrow || own == null || own.left() == 0) {
            own = choose(worker);
        }
        while (own != null) {
            owned[worker] = own;
            Optional<TrialTask> task = behind(own).next();
            if (task.isPresent()) {
                return task;
            }
            // It was given up a moment ago.
            own = choose(worker);
        }
        return Optional.empty();
    }

    /** Of those that are alike the one that is furthest behind: item by item in turn, each finds the other's item in the server's cache. */
    private CombinationWork behind(CombinationWork own) {
        return alike(own).stream()
                .filter(work -> work.left() > 0)
                .min(Comparator.comparingInt(CombinationWork::nextItem))
                .orElse(own);
    }

    private List<CombinationWork> alike(CombinationWork own) {
        return alike.getOrDefault(Prefix.of(own.combination()), List.of(own));
    }

    /** What combinations have in common whose prompts are the same up to the end of the item: with and without a wrapper, or at other temperatures. */
    private record Prefix(
            Benchmark benchmark,
            @Nullable String system,
            @Nullable String control) {

        static Prefix of(Combination combination) {
            return new Prefix(combination.benchmark(), combination.personality().system(), combination.control());
        }
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
                taken.addAll(alike(its));
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
