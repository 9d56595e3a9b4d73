package dev.matrix.execution;

import dev.matrix.domain.Model;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the time that is left: for the resident model from running means of the service time of each timing class and the measured throughput; for models
 * that have not been seen from the same classes scaled by parameter count, as a range. Thread-safe.
 */
final class EtaEstimator {

    /** How far a model that was never measured may be off after scaling. */
    private static final double UNSEEN_LOW = 0.6;

    private static final double UNSEEN_HIGH = 1.7;

    private static final int ROUNDS = 4;
    private static final int FEW = 4;

    private int concurrency;
    private final Map<Model, Map<TimingClass, Integer>> later = new LinkedHashMap<>();
    private final Map<TimingClass, Reference> references = new HashMap<>();
    private final Map<TimingClass, Mean> means = new HashMap<>();
    private final Map<TimingClass, Integer> waiting = new HashMap<>();
    private final Map<Object, Started> inFlight = new HashMap<>();
    private Throughput throughput;
    /** False while it is open what is left of the resident model, since its protocols are being chosen. */
    private boolean waitingKnown;

    private double parameters = 1;
    private double loadNanos;
    private Supplier<OptionalLong> limit = OptionalLong::empty;

    EtaEstimator(int concurrency) {
        this.concurrency = concurrency;
        this.throughput = new Throughput(concurrency);
    }

    /** What is known of a class from the model that was measured last. */
    private record Reference(double nanos, double parameters) {}

    private record Started(TimingClass timing, long at) {}

    /** A running mean. */
    private static final class Mean {
        private double sum;
        private int count;

        void add(double value) {
            sum += value;
            count++;
        }

        double value() {
            return sum / count;
        }
    }

    /** The run ends then in any case: time left in nanoseconds, empty when it has as much as it needs. */
    synchronized void within(Supplier<OptionalLong> nanosLeft) {
        limit = nanosLeft;
    }

    /** Work that later models have. */
    synchronized void planned(Model model, Map<TimingClass, Integer> trials) {
        later.put(model, Map.copyOf(trials));
    }

    /** Another host has it. */
    synchronized void takenElsewhere(Model model) {
        later.remove(model);
    }

    /** A model took so long to load. */
    synchronized void loaded(Duration wall) {
        loadNanos = wall.toNanos();
    }

    /** The model becomes the resident one; nothing is measured of it yet. */
    synchronized void modelStarts(Model model) {
        later.remove(model);
        waiting.clear();
        waitingKnown = false;
        inFlight.clear();
        means.clear();
        throughput = new Throughput(concurrency);
        parameters = model.sizeOrGuess();
    }

    /** The resident model is asked with so many requests in flight. */
    synchronized void inFlight(int requests) {
        concurrency = requests;
        throughput = new Throughput(requests);
    }

    /** The resident model is done or given up. */
    synchronized void modelEnds() {
        waiting(Map.of());
        inFlight.clear();
    }

    /** Trials of the resident model that are still to be asked. */
    synchronized void waiting(Map<TimingClass, Integer> trials) {
        waiting.clear();
        waiting.putAll(trials);
        waitingKnown = true;
    }

    /** Requests begin after a barrier. */
    synchronized void waveStarts(long now) {
        throughput.waveStarts(now);
    }

    /** True when a trial of the class has been timed on the resident model. */
    synchronized boolean timed(TimingClass timing) {
        return means.containsKey(timing);
    }

    synchronized void started(Object token, TimingClass timing, long now) {
        waiting.computeIfPresent(timing, (key, count) -> Math.max(0, count - 1));
        inFlight.put(token, new Started(timing, now));
    }

    /** A trial ended; {@code serviceNanos} without waiting, null when it says nothing of its class because it failed. */
    synchronized void ended(Object token, @Nullable Long serviceNanos, long now) {
        Started started = inFlight.remove(token);
        if (started == null || serviceNanos == null) {
            return;
        }
        means.computeIfAbsent(started.timing(), key -> new Mean()).add(serviceNanos);
        references.put(started.timing(), new Reference(mean(started.timing()), parameters));
        throughput.ended(serviceNanos, now - started.at(), now);
    }

    /** Empty until enough is known of everything that is left of the resident model. */
    synchronized Optional<ExecutionEvent.Estimate> estimate(long now) {
        Optional<Double> resident = waitingKnown ? resident(now) : Optional.empty();
        if (resident.isEmpty() || !throughput.known()) {
            return Optional.empty();
        }
        double unseen = 0;
        for (Map.Entry<Model, Map<TimingClass, Integer>> model : later.entrySet()) {
            Optional<Double> left = unseen(model.getKey(), model.getValue(), now);
            if (left.isEmpty()) {
                return Optional.empty();
            }
            unseen += left.get();
        }
        return Optional.of(new ExecutionEvent.Estimate(
                limited(resident.get() + unseen * UNSEEN_LOW),
                limited(resident.get() + unseen * UNSEEN_HIGH),
                limited(resident.get())));
    }

    private Optional<Double> resident(long now) {
        if (!List.copyOf(inFlight.values()).stream().allMatch(each -> timed(each.timing()))
                || !waiting.entrySet().stream().allMatch(each -> each.getValue() == 0 || timed(each.getKey()))) {
            return Optional.empty();
        }
        double parallelism = parallelism(now);
        int count = waiting.values().stream().mapToInt(Integer::intValue).sum();
        return Optional.of(count > FEW * concurrency ? bulk(parallelism, now) : toTheEnd(parallelism, now));
    }

    /** So much is left that the end's unevenness does not matter. */
    private double bulk(double parallelism, long now) {
        double share = parallelism / concurrency;
        double service = 0;
        for (Map.Entry<TimingClass, Integer> each : waiting.entrySet()) {
            service += each.getValue() * mean(each.getKey());
        }
        for (Started each : inFlight.values()) {
            service += Math.max(0, mean(each.timing()) - (now - each.at()) * share);
        }
        return service / parallelism;
    }

    /** Few are left: they are dealt to the slots one by one, and the slot that is free last decides. */
    private double toTheEnd(double parallelism, long now) {
        int slots = (int) Math.max(1, Math.round(parallelism));
        double slowness = slots / parallelism;
        PriorityQueue<Double> free = new PriorityQueue<>();
        List<Double> queued = new ArrayList<>();
        inFlight.values().stream().sorted(Comparator.comparingLong(Started::at)).forEach(each -> {
            double whole = mean(each.timing()) * slowness;
            double passed = now - each.at();
            if (free.size() < slots) {
                free.add(throughput.allAreServed() ? Math.max(0, whole - passed) : whole - Math.min(passed, whole / 2));
            } else {
                queued.add(whole);
            }
        });
        queued.addAll(mixed(slowness));
        return lastFree(free, slots, queued);
    }

    /** What waits, with each kind spread evenly over the rest: with and without reasoning are asked in turn. */
    private List<Double> mixed(double slowness) {
        record Turn(double place, double nanos) {}
        List<Turn> turns = new ArrayList<>();
        waiting.forEach((timing, count) -> {
            for (int i = 0; i < count; i++) {
                turns.add(new Turn((i + 0.5) / count, mean(timing) * slowness));
            }
        });
        turns.sort(Comparator.comparingDouble(Turn::place).thenComparingDouble(Turn::nanos));
        return turns.stream().map(Turn::nanos).toList();
    }

    private static double lastFree(PriorityQueue<Double> free, int slots, List<Double> queued) {
        while (free.size() < slots) {
            free.add(0.0);
        }
        queued.forEach(each -> free.add(each + free.remove()));
        return free.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    /**
     * What requests in flight have had of service counts as done. Where all are served that is their age; else those that came first are in service, half
     * done on average, and how many they are is what is being asked: a few rounds settle it.
     */
    private double parallelism(long now) {
        if (throughput.allAreServed()) {
            return throughput.parallelism(begun(now, inFlight.size(), 1), now);
        }
        double parallelism = throughput.parallelism(0, now);
        for (int round = 0; round < ROUNDS; round++) {
            long inService = Math.max(1, Math.round(parallelism));
            parallelism = throughput.parallelism(begun(now, inService, 0.5), now);
        }
        return parallelism;
    }

    private double begun(long now, long oldest, double share) {
        return inFlight.values().stream()
                .sorted(Comparator.comparingLong(Started::at))
                .limit(oldest)
                .mapToDouble(each -> Math.min((double) (now - each.at()), share * mean(each.timing())))
                .sum();
    }

    private Optional<Double> unseen(Model model, Map<TimingClass, Integer> trials, long now) {
        double service = 0;
        for (Map.Entry<TimingClass, Integer> each : trials.entrySet()) {
            Optional<Reference> reference = reference(each.getKey());
            if (reference.isEmpty()) {
                return Optional.empty();
            }
            double scale = model.sizeOrGuess() / reference.get().parameters();
            service += each.getValue() * reference.get().nanos() * scale;
        }
        return Optional.of(trials.isEmpty() ? 0 : service / parallelism(now) + loadNanos);
    }

    /** Of the same class, or of the same benchmark read in another way: a protocol that was guessed may turn out otherwise. */
    private Optional<Reference> reference(TimingClass timing) {
        Reference exact = references.get(timing);
        if (exact != null) {
            return Optional.of(exact);
        }
        return references.entrySet().stream()
                .filter(each -> each.getKey().benchmark().equals(timing.benchmark())
                        && each.getKey().reasons() == timing.reasons())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private double mean(TimingClass timing) {
        Mean mean = means.get(timing);
        return mean == null ? 0 : mean.value();
    }

    private Duration limited(double nanos) {
        return Duration.ofNanos(Math.min(Math.round(nanos), limit.get().orElse(Long.MAX_VALUE)));
    }
}
