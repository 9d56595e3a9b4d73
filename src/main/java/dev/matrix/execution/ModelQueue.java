package dev.matrix.execution;

import dev.matrix.domain.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Hands the models of a run out to its hosts. One host takes them in plan order. Of several, a free one takes the longest model that no other host would have
 * done earlier: all waiting models are dealt out, those first that the fewest hosts can take, among them the longest first, each to the host that would be
 * done with it first, and what falls to the free host as its first is its next (T. Gonzalez, O. H. Ibarra, S. Sahni, Bounds for LPT schedules on uniform
 * processors, SIAM J. Comput. 6, 1977, 155-166; the least flexible first: M. L. Pinedo, Scheduling, chapter 5). A model that a host has begun stays with it
 * while the host lives. Thread-safe.
 */
final class ModelQueue {

    /** How often a host that has nothing to do looks whether the others are slower than was thought. */
    private static final long LOOK_MILLIS = 200;

    private final Hosts hosts;
    private final Cancellation cancellation;
    private final List<Job> waiting = new ArrayList<>();
    private final Place[] places;

    /** One host's part. */
    private static final class Place {
        private double speed;
        private @Nullable Job job;
        private DoubleSupplier share = () -> 0;
        private boolean lost;
    }

    /**
     * A model that is to be asked.
     *
     * @param number of the model in the plan, from 0
     * @param seconds guessed, good for proportions only
     * @param home the host that answered a part of it; empty while none did
     * @param trials that are there of it
     * @param combinations of the matrix that were complete before the run began
     */
    record Job(Model model, int number, double seconds, OptionalInt home, int trials, int combinations) {

        Job answeredAt(int host, int ended) {
            return new Job(model, number, seconds, OptionalInt.of(host), ended, combinations);
        }
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
                waiting.add(new Job(
                        books.model(),
                        number,
                        hosts.seconds(books.model()),
                        hosts.home(books.model()),
                        books.ended(),
                        books.complete()));
            }
        }
        if (!hosts.alone()) {
            waiting.sort(LONGEST_FIRST);
        }
        var unused = cancellation.signal().thenRun(this::wake);
    }

    private static final Comparator<Job> LONGEST_FIRST =
            Comparator.comparingDouble(Job::seconds).reversed().thenComparingInt(Job::number);

    private synchronized void wake() {
        notifyAll();
    }

    /** A host's speed, above 0; only the proportion to the others' matters. One that is not known is taken to be as fast as the others are on average. */
    synchronized void measured(int host, double speed) {
        places[host].speed = speed;
    }

    /** True when a model could go to one host or another. */
    synchronized boolean isOpen() {
        return waiting.stream().anyMatch(job -> choices(job) > 1);
    }

    /** The host's next model; waits while one may still come to it. Empty when none does, or the run was cancelled. */
    synchronized Optional<Job> next(int host) {
        try {
            while (!cancellation.isCancelled() && !places[host].lost && mayCome(host)) {
                Optional<Job> job = poll(host);
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
    synchronized Optional<Job> poll(int host) {
        Optional<Job> job = choose(host);
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

    /** The host is done with its model. */
    synchronized void done(int host) {
        places[host].job = null;
        notifyAll();
    }

    /**
     * The host is gone; its model is to be asked elsewhere unless it is whole.
     *
     * @param ended trials of it that are there
     */
    synchronized void lost(int host, boolean whole, int ended) {
        Job job = places[host].job;
        places[host].job = null;
        places[host].lost = true;
        if (job != null && !whole) {
            waiting.add(job.answeredAt(host, ended));
            waiting.sort(LONGEST_FIRST);
        }
        notifyAll();
    }

    /** Models that nobody has taken. */
    synchronized List<Model> left() {
        return waiting.stream().map(Job::model).toList();
    }

    synchronized boolean allLost() {
        return Arrays.stream(places).allMatch(place -> place.lost);
    }

    /** Another living host could take the model over. */
    synchronized boolean hasOther(int host, Model model) {
        for (int other = 0; other < places.length; other++) {
            if (other != host && !places[other].lost && hosts.has(other, model)) {
                return true;
            }
        }
        return false;
    }

    private boolean mayTake(int host, Job job) {
        boolean free = job.home().isEmpty()
                || job.home().getAsInt() == host
                || places[job.home().getAsInt()].lost;
        return !places[host].lost && free && hosts.has(host, job.model());
    }

    /** How many hosts could take the model. */
    private long choices(Job job) {
        return IntStream.range(0, places.length)
                .filter(host -> mayTake(host, job))
                .count();
    }

    /** What another host has begun, or began in an earlier invocation, comes free when that host dies. */
    private boolean mayCome(int host) {
        return waiting.stream().anyMatch(job -> hosts.has(host, job.model()))
                || Arrays.stream(places).anyMatch(place -> place.job != null && hosts.has(host, place.job.model()));
    }

    private Optional<Job> choose(int host) {
        if (hosts.alone()) {
            return waiting.stream().findFirst();
        }
        double[] busy = new double[places.length];
        for (int each = 0; each < places.length; each++) {
            busy[each] = remaining(places[each]);
        }
        List<Job> order = new ArrayList<>(waiting);
        order.sort(Comparator.comparingLong(this::choices));
        for (Job job : order) {
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

    private int firstDone(Job job, double[] busy) {
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
