package dev.matrix.execution;

import dev.matrix.domain.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Hands the models of a run out to its hosts. One host takes them in plan order. Of several, a free one takes the longest model that no other host would have
 * done earlier: all waiting models are dealt out, those first that the fewest hosts can take, among them the longest first, each to the host that would be
 * done with it first, and what falls to the free host as its first is its next (T. Gonzalez, O. H. Ibarra, S. Sahni, Bounds for LPT schedules on uniform
 * processors, SIAM J. Comput. 6, 1977, 155-166; the least flexible first: M. L. Pinedo, Scheduling, chapter 5). A model that a host has begun stays with it
 * while the host lives, unless it failed there without one reply. A host where that happened twice in a row, or that could not be measured, gets what no
 * other could take. Thread-safe.
 */
final class ModelQueue {

    /** How often a host that has nothing to do looks whether the others are slower than was thought. */
    private static final long LOOK_MILLIS = 200;

    private static final int DOUBTED_FROM = 2;

    private final Hosts hosts;
    private final Cancellation cancellation;
    private final List<ModelJob> waiting = new ArrayList<>();
    private final Place[] places;

    /** One host's part. */
    private static final class Place {
        private double speed;
        private @Nullable ModelJob job;
        private DoubleSupplier share = () -> 0;
        private boolean lost;
        /** Models that failed there in a row without one reply. */
        private int failed;
    }

    /** @param models of the plan; what is complete belongs where it was asked and goes to none of several */
    ModelQueue(Hosts hosts, List<ModelBooks> models, Cancellation cancellation) {
        this.hosts = hosts;
        this.cancellation = cancellation;
        this.places = new Place[hosts.all().size()];
        Arrays.setAll(places, host -> new Place());
        for (int number = 0; number < models.size(); number++) {
            ModelBooks books = models.get(number);
            if (hosts.alone() || !books.isComplete()) {
                double seconds = hosts.seconds(books.model());
                int left = books.trials() - books.ended();
                waiting.add(new ModelJob(
                        books.model(),
                        number,
                        seconds,
                        left > 0 ? seconds * books.trials() / left : seconds,
                        hosts.home(books.model()),
                        books.ended(),
                        books.complete(),
                        Set.of()));
            }
        }
        if (!hosts.alone()) {
            waiting.sort(LONGEST_FIRST);
        }
        var unused = cancellation.signal().thenRun(this::wake);
    }

    private static final Comparator<ModelJob> LONGEST_FIRST =
            Comparator.comparingDouble(ModelJob::seconds).reversed().thenComparingInt(ModelJob::number);

    private synchronized void wake() {
        notifyAll();
    }

    /** A host's speed, above 0; only the proportion to the others' matters. One that is not known is taken to be as fast as the others are on average. */
    synchronized void measured(int host, double speed) {
        places[host].speed = speed;
    }

    /** A host's speed could not be found out. */
    synchronized void notMeasured(int host) {
        places[host].failed = DOUBTED_FROM;
    }

    /** True when a model could go to one host or another. */
    synchronized boolean isOpen() {
        return waiting.stream()
                .anyMatch(job -> IntStream.range(0, places.length)
                                .filter(host -> couldTake(host, job))
                                .count()
                        > 1);
    }

    /** The host's next model; waits while one may still come to it. Empty when none does, or the run was cancelled. */
    synchronized Optional<ModelJob> next(int host) {
        try {
            while (!cancellation.isCancelled() && !places[host].lost && mayCome(host)) {
                Optional<ModelJob> job = poll(host);
                if (job.isPresent()) {
                    return job;
                }
                wait(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            cancellation.cancel();
        }
        return Optional.empty();
    }

    /** The host's next model as things stand now; empty where another host would be done with each of them earlier. */
    synchronized Optional<ModelJob> poll(int host) {
        Optional<ModelJob> job = choose(host);
        job.ifPresent(taken -> {
            waiting.remove(taken);
            places[host].job = taken;
            places[host].share = () -> 0;
        });
        return job;
    }

    /** How much of the host's present model is done, a share. */
    synchronized void doing(int host, DoubleSupplier share) {
        places[host].share = share;
    }

    /** The host is done with its model, of which something was answered or nothing was left to ask. */
    synchronized void done(int host) {
        places[host].job = null;
        places[host].failed = 0;
        notifyAll();
    }

    /**
     * The host is done with its model and gave no reply: another one that has it is to try.
     *
     * @param ended trials of it that are there, all failed
     */
    synchronized void failed(int host, int ended) {
        ModelJob job = places[host].job;
        places[host].job = null;
        places[host].failed++;
        if (job != null && hasOther(host, job)) {
            waiting.add(job.leftBy(host, ended).failedAt(host));
            waiting.sort(LONGEST_FIRST);
        }
        notifyAll();
    }

    /**
     * The host is gone; its model is to be asked elsewhere unless it is whole.
     *
     * @param ended trials of it that are there
     */
    synchronized void lost(int host, boolean whole, int ended) {
        ModelJob job = places[host].job;
        places[host].job = null;
        places[host].lost = true;
        waiting.replaceAll(each -> each.home().equals(OptionalInt.of(host)) ? each.leftBy(host, each.trials()) : each);
        if (job != null && !whole) {
            waiting.add(job.leftBy(host, ended));
        }
        if (!hosts.alone()) {
            waiting.sort(LONGEST_FIRST);
        }
        notifyAll();
    }

    /** Models that nobody has taken. */
    synchronized List<Model> left() {
        return waiting.stream().map(ModelJob::model).toList();
    }

    synchronized boolean allLost() {
        return Arrays.stream(places).allMatch(place -> place.lost);
    }

    /** Another living host could take the model over. */
    synchronized boolean hasOther(int host, ModelJob job) {
        return IntStream.range(0, places.length).anyMatch(other -> other != host && suits(other, job));
    }

    /** The host lives, has the model, and did not fail with it. */
    private boolean suits(int host, ModelJob job) {
        return !places[host].lost
                && hosts.has(host, job.model())
                && !job.failedAt().contains(host);
    }

    private boolean couldTake(int host, ModelJob job) {
        OptionalInt home = job.home();
        boolean free = home.isEmpty()
                || home.getAsInt() == host
                || places[home.getAsInt()].lost
                || job.failedAt().contains(home.getAsInt());
        return free && suits(host, job);
    }

    private boolean mayTake(int host, ModelJob job) {
        return couldTake(host, job)
                && (!isDoubted(host)
                        || IntStream.range(0, places.length)
                                .noneMatch(other -> !isDoubted(other) && couldTake(other, job)));
    }

    private boolean isDoubted(int host) {
        return places[host].failed >= DOUBTED_FROM;
    }

    /** How many hosts could take the model. */
    private long choices(ModelJob job) {
        return IntStream.range(0, places.length)
                .filter(host -> mayTake(host, job))
                .count();
    }

    /** What another host has begun, or began in an earlier invocation, comes free when that host dies. */
    private boolean mayCome(int host) {
        return Stream.concat(waiting.stream(), Arrays.stream(places).flatMap(place -> Stream.ofNullable(place.job)))
                .anyMatch(job -> suits(host, job));
    }

    private Optional<ModelJob> choose(int host) {
        if (hosts.alone()) {
            return waiting.stream().findFirst();
        }
        double[] busy = new double[places.length];
        for (int each = 0; each < places.length; each++) {
            busy[each] = remaining(places[each]);
        }
        List<ModelJob> order = new ArrayList<>(waiting);
        order.sort(Comparator.comparingLong(this::choices));
        for (ModelJob job : order) {
            int first = firstDone(job, busy);
            if (first == host && busy[host] == 0) {
                return Optional.of(job);
            }
            if (first >= 0) {
                busy[first] += job.seconds() / speed(places[first]);
            }
        }
        return Optional.empty();
    }

    private double speed(Place place) {
        return place.speed > 0
                ? place.speed
                : Arrays.stream(places)
                        .filter(each -> each.speed > 0)
                        .mapToDouble(each -> each.speed)
                        .average()
                        .orElse(1);
    }

    private double remaining(Place place) {
        return place.job == null ? 0 : place.job.seconds() * Math.max(0, 1 - place.share.getAsDouble()) / speed(place);
    }

    private int firstDone(ModelJob job, double[] busy) {
        int best = -1;
        double earliest = Double.POSITIVE_INFINITY;
        for (int host = 0; host < places.length; host++) {
            double end = busy[host] + job.seconds() / speed(places[host]);
            if (mayTake(host, job) && end < earliest) {
                earliest = end;
                best = host;
            }
        }
        return best;
    }
}
