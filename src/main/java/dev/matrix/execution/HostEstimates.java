package dev.matrix.execution;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Joins what each host estimates into one estimate of the run. A host knows how long its own model takes and how long it would take alone for all models
 * that wait; together they do these in the time after which the sum of what each has done of them is one. Thread-safe.
 */
final class HostEstimates {

    private final Given[] last;
    private final LongSupplier nanos;

    private record Given(ExecutionEvent.@Nullable Estimate estimate, boolean busy, long at) {}

    HostEstimates(int hosts, LongSupplier nanos) {
        this.last = new Given[hosts];
        this.nanos = nanos;
        Arrays.fill(last, new Given(null, false, 0));
    }

    /** The host begins a model: nothing is known of it yet. */
    synchronized void begins(int host) {
        last[host] = new Given(null, true, nanos.getAsLong());
    }

    /** The host has nothing to do. */
    synchronized void ends(int host) {
        last[host] = new Given(null, false, nanos.getAsLong());
    }

    /** Takes a host's own estimate; empty while that of another one that works is not known. */
    synchronized Optional<ExecutionEvent.Estimate> joined(int host, ExecutionEvent.Estimate own) {
        last[host] = new Given(own, true, nanos.getAsLong());
        List<Double> residents = new ArrayList<>();
        List<Double> low = new ArrayList<>();
        List<Double> high = new ArrayList<>();
        for (Given each : last) {
            if (each.busy() && each.estimate() == null) {
                return Optional.empty();
            }
            if (each.estimate() != null) {
                double resident = each.estimate().modelLeft().toNanos();
                residents.add(Math.max(0, resident - (nanos.getAsLong() - each.at())));
                low.add(each.estimate().low().toNanos() - resident);
                high.add(each.estimate().high().toNanos() - resident);
            }
        }
        return Optional.of(new ExecutionEvent.Estimate(
                Duration.ofNanos(Math.round(together(residents, low))),
                Duration.ofNanos(Math.round(together(residents, high))),
                own.modelLeft()));
    }

    /**
     * When all is done.
     *
     * @param residents what each host has left of its own model
     * @param alone what each would take for all that waits
     */
    static double together(List<Double> residents, List<Double> alone) {
        double longest =
                residents.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        double speed = 0;
        double head = 1;
        double end = longest;
        List<Integer> order = new ArrayList<>();
        for (int host = 0; host < residents.size(); host++) {
            if (alone.get(host) <= 0) {
                return longest;
            }
            order.add(host);
        }
        order.sort((a, b) -> Double.compare(residents.get(a), residents.get(b)));
        for (int place = 0; place < order.size(); place++) {
            int host = order.get(place);
            speed += 1 / alone.get(host);
            head += residents.get(host) / alone.get(host);
            end = head / speed;
            boolean last = place == order.size() - 1;
            if (last || end <= residents.get(order.get(place + 1))) {
                break;
            }
        }
        return Math.max(longest, end);
    }
}
