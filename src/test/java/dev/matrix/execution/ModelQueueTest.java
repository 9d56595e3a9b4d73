package dev.matrix.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Model;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Protocol;
import dev.matrix.inference.ServerInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which host gets which model, played in virtual time: the queue is asked whenever a host is free, as its thread would ask it. */
class ModelQueueTest {

    private static final double NEVER = Double.POSITIVE_INFINITY;

    private final Cancellation cancellation = new Cancellation(() -> {});

    private static Hosts hosts(Map<String, String> homes, Map<String, Double> seconds, List<Set<String>> models) {
        ServerInfo.Ability there = new ServerInfo.Ability(true, "1");
        List<Host> all = new ArrayList<>();
        for (Set<String> each : models) {
            String address = "h" + all.size();
            ServerInfo info = new ServerInfo(address, "1", there, there, true, true);
            ExecutionPorts ports = new ExecutionPorts(
                    new FakeServer(),
                    new FakeClient(),
                    Lab::conversation,
                    (item, trial) -> 1,
                    trial -> {},
                    event -> {},
                    StoppingRule.none(),
                    () -> {});
            all.add(new Host(address, ports, info, each, OptionalDouble.empty()));
        }
        return new Hosts(all, seconds, homes);
    }

    private ModelQueue queue(Hosts hosts, List<String> models) {
        List<ModelBooks> books = models.stream()
                .map(name -> new ModelBooks(
                        Samples.model(name),
                        List.of(new CombinationWork(Samples.planned(
                                Personality.baseline(), Samples.benchmark("b", AnswerKind.NUMBER), 1)))))
                .toList();
        return new ModelQueue(hosts, books, cancellation);
    }

    private static String name(Optional<ModelJob> job) {
        return job.map(ModelJob::model).map(Model::name).orElse("");
    }

    @Test
    void oneHostTakesThemInPlanOrder() {
        FakeServer server = new FakeServer();
        ExecutionPorts ports = new ExecutionPorts(
                server,
                new FakeClient(),
                Lab::conversation,
                (item, trial) -> 1,
                trial -> {},
                event -> {},
                StoppingRule.none(),
                () -> {});
        ModelQueue queue = queue(Hosts.one(ports, server.info), List.of("b", "c", "a"));
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            order.add(name(queue.next(0)));
            queue.done(0);
        }
        assertThat(order).containsExactly("b", "c", "a");
        assertThat(queue.next(0)).isEmpty();
    }

    @Test
    void leavesTheLongestModelToTheFastHost() {
        Set<String> all = Set.of("small", "large");
        ModelQueue queue = queue(
                hosts(Map.of(), Map.of("small", 10.0, "large", 40.0), List.of(all, all)), List.of("small", "large"));
        queue.measured(0, 1);
        queue.measured(1, 5);
        assertThat(name(queue.next(0))).isEqualTo("small");
        assertThat(name(queue.next(1))).isEqualTo("large");
    }

    @Test
    void asksAModelOnlyWhereItIsInstalled() {
        ModelQueue queue = queue(
                hosts(Map.of(), Map.of("a", 1.0, "b", 9.0), List.of(Set.of("a"), Set.of("b"))), List.of("a", "b"));
        assertThat(queue.isOpen()).isFalse();
        assertThat(name(queue.next(0))).isEqualTo("a");
        assertThat(name(queue.next(1))).isEqualTo("b");
        queue.done(0);
        assertThat(queue.next(0)).isEmpty();
    }

    @Test
    void leavesTheFastHostToModelsThatOnlyItHas() {
        ModelQueue queue = queue(
                hosts(Map.of(), Map.of("a", 9.0, "b", 8.0, "c", 7.0), List.of(Set.of("a"), Set.of("a", "b", "c"))),
                List.of("a", "b", "c"));
        queue.measured(0, 1);
        queue.measured(1, 1.5);
        assertThat(name(queue.next(1))).isEqualTo("b");
        assertThat(name(queue.next(0))).isEqualTo("a");
        queue.done(1);
        assertThat(name(queue.next(1))).isEqualTo("c");
    }

    @Test
    void keepsAModelAtItsHomeUntilThatIsLost() {
        Set<String> all = Set.of("a", "b");
        ModelQueue queue =
                queue(hosts(Map.of("a", "h1"), Map.of("a", 50.0, "b", 1.0), List.of(all, all)), List.of("a", "b"));
        queue.measured(0, 100);
        assertThat(name(queue.next(0))).isEqualTo("b");
        assertThat(name(queue.next(1))).isEqualTo("a");
        queue.done(0);
        queue.lost(1, false, 7);
        ModelJob again = queue.next(0).orElseThrow();
        assertThat(again.model().name()).isEqualTo("a");
        assertThat(again.home()).hasValue(1);
        assertThat(again.trials()).isEqualTo(7);
    }

    @Test
    void triesAModelThatFailedOnEachHostOnce() {
        Set<String> all = Set.of("a");
        ModelQueue queue = queue(hosts(Map.of(), Map.of("a", 1.0), List.of(all, all)), List.of("a"));
        assertThat(name(queue.poll(0))).isEqualTo("a");
        queue.failed(0, 6);
        assertThat(queue.poll(0)).isEmpty();
        ModelJob again = queue.poll(1).orElseThrow();
        assertThat(again.home()).hasValue(0);
        assertThat(again.trials()).isEqualTo(6);
        queue.failed(1, 6);
        assertThat(queue.next(0)).isEmpty();
        assertThat(queue.next(1)).isEmpty();
        assertThat(queue.left()).isEmpty();
    }

    @Test
    void leavesAHostThatFailsTwiceTheLeavings() {
        Set<String> all = Set.of("a", "b", "c", "d");
        Map<String, Double> seconds = Map.of("a", 9.0, "b", 9.0, "c", 9.0, "d", 9.0);
        ModelQueue queue = queue(hosts(Map.of(), seconds, List.of(all, all)), List.of("a", "b", "c", "d"));
        queue.measured(0, 100);
        queue.measured(1, 1);
        for (int failure = 0; failure < 2; failure++) {
            assertThat(queue.poll(0)).isPresent();
            queue.failed(0, 0);
        }
        assertThat(queue.poll(0)).isEmpty();
        for (int model = 0; model < 3; model++) {
            assertThat(queue.poll(1)).isPresent();
            queue.done(1);
        }
        ModelJob last = queue.poll(1).orElseThrow();
        queue.lost(1, false, 1);
        assertThat(queue.poll(0).isPresent()).isEqualTo(last.failedAt().isEmpty());
    }

    @Test
    void leavesAHostThatCouldNotBeMeasuredWhatOnlyItHas() {
        ModelQueue queue = queue(
                hosts(Map.of(), Map.of("a", 1.0, "b", 1.0), List.of(Set.of("a", "b"), Set.of("a"))), List.of("a", "b"));
        queue.measured(1, 0.001);
        queue.notMeasured(0);
        assertThat(name(queue.poll(0))).isEqualTo("b");
        assertThat(name(queue.poll(1))).isEqualTo("a");
    }

    @Test
    void guessesAllOfAModelThatALostHostHadBegun() {
        Set<String> all = Set.of("a");
        Hosts hosts = hosts(Map.of("a", "h0"), Map.of("a", 10.0), List.of(all, all));
        CombinationWork work = new CombinationWork(
                Samples.planned(Personality.baseline(), Samples.benchmark("b", AnswerKind.NUMBER), 4));
        BitSet done = new BitSet();
        done.set(0, 3);
        work.resolve(Protocol.GENERATE, BaselineSystem.EMPTY, done);
        ModelQueue queue =
                new ModelQueue(hosts, List.of(new ModelBooks(Samples.model("a"), List.of(work))), cancellation);
        queue.lost(0, true, 0);
        assertThat(queue.poll(1).orElseThrow().seconds()).isEqualTo(40);
    }

    @Test
    void leavesWhatNoLivingHostHas() {
        ModelQueue queue = queue(
                hosts(Map.of(), Map.of("a", 1.0, "b", 1.0), List.of(Set.of("a"), Set.of("b"))), List.of("a", "b"));
        assertThat(name(queue.next(1))).isEqualTo("b");
        queue.lost(1, false, 3);
        assertThat(name(queue.next(0))).isEqualTo("a");
        queue.done(0);
        assertThat(queue.next(0)).isEmpty();
        assertThat(queue.left()).extracting(Model::name).containsExactly("b");
        assertThat(queue.allLost()).isFalse();
    }

    @Test
    void endsWhenTheRunIsCancelled() {
        ModelQueue queue = queue(hosts(Map.of(), Map.of(), List.of(Set.of("a"), Set.of("a"))), List.of("a"));
        assertThat(name(queue.next(0))).isEqualTo("a");
        cancellation.cancel();
        assertThat(queue.next(1)).isEmpty();
    }

    /** Every model is asked exactly once to its end, whatever is lost, and the end is near the best one. */
    @Test
    void handsOutEachModelOnceAndNearTheOptimum() {
        double worst = 0;
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int hostCount = 2 + random.nextInt(2);
            List<String> models = IntStream.range(0, 1 + random.nextInt(7))
                    .mapToObj(i -> "m" + i)
                    .toList();
            Map<String, Double> seconds = new HashMap<>();
            models.forEach(model -> seconds.put(model, 1 + 9 * random.nextDouble()));
            double[] speeds = IntStream.range(0, hostCount)
                    .mapToDouble(host -> 0.25 + random.nextDouble())
                    .toArray();
            Set<String> all = new HashSet<>(models);
            Hosts hosts = hosts(
                    Map.of(),
                    seconds,
                    IntStream.range(0, hostCount).mapToObj(host -> all).toList());
            int dies = seed % 3 == 0 ? random.nextInt(hostCount) : -1;
            double end = play(queue(hosts, models), seconds, speeds, dies, models.size());
            if (dies < 0) {
                worst = Math.max(worst, end / optimum(new ArrayList<>(seconds.values()), speeds));
            }
        }
        // The bound of the method is 2 m / (m + 1), which is 1.5 for three hosts.
        assertThat(worst).isBetween(1.0, 1.5);
    }

    /** Runs the queue on hosts of these speeds; returns when the last model ended. */
    private double play(ModelQueue queue, Map<String, Double> seconds, double[] speeds, int dies, int models) {
        for (int host = 0; host < speeds.length; host++) {
            queue.measured(host, speeds[host]);
        }
        Map<Integer, String> busy = new HashMap<>();
        double[] ends = new double[speeds.length];
        double[] starts = new double[speeds.length];
        Set<String> done = new HashSet<>();
        double[] now = {0};
        boolean alive = true;
        while (done.size() < models) {
            for (int host = 0; host < speeds.length; host++) {
                if (!busy.containsKey(host) && !(host == dies && !alive)) {
                    Optional<ModelJob> job = queue.poll(host);
                    if (job.isPresent()) {
                        String model = job.get().model().name();
                        int number = host;
                        busy.put(host, model);
                        starts[host] = now[0];
                        ends[host] = now[0] + seconds.get(model) / speeds[host];
                        queue.doing(host, () -> (now[0] - starts[number]) / (ends[number] - starts[number]));
                    }
                }
            }
            assertThat(busy).isNotEmpty();
            int next = busy.keySet().stream()
                    .min(Comparator.comparingDouble(host -> ends[host]))
                    .orElseThrow();
            now[0] = ends[next];
            String model = busy.remove(next);
            if (next == dies && alive) {
                alive = false;
                queue.lost(next, false, 1);
            } else {
                assertThat(done.add(model)).isTrue();
                queue.done(next);
            }
        }
        assertThat(queue.left()).isEmpty();
        return now[0];
    }

    private static double optimum(List<Double> seconds, double[] speeds) {
        return optimum(seconds, 0, speeds, new double[speeds.length]);
    }

    private static double optimum(List<Double> seconds, int next, double[] speeds, double[] busy) {
        if (next == seconds.size()) {
            return Arrays.stream(busy).max().orElse(0);
        }
        double best = NEVER;
        for (int host = 0; host < speeds.length; host++) {
            double more = seconds.get(next) / speeds[host];
            busy[host] += more;
            best = Math.min(best, optimum(seconds, next + 1, speeds, busy));
            busy[host] -= more;
        }
        return best;
    }
}
