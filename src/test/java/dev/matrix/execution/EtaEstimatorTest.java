package dev.matrix.execution;

import static dev.matrix.execution.Samples.BASELINE;
import static dev.matrix.execution.Samples.COT;
import static dev.matrix.execution.Samples.EXPERT;
import static dev.matrix.execution.Samples.MATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Protocol;
import dev.matrix.inference.ChatRequest;
import dev.matrix.plan.RunPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EtaEstimatorTest {

    private static final long PLAIN_NANOS = 200_000_000L;
    private static final long REASONED_NANOS = 2_000_000_000L;
    private static final Benchmark WORDS = Samples.benchmark("words", AnswerKind.TEXT);

    /** An estimate with the moment at which it was given. */
    private record Given(long at, ExecutionEvent.Estimate estimate) {}

    @ParameterizedTest(name = "N = {0} on {1} slots")
    @CsvSource({"1, 1", "2, 2", "4, 4", "16, 16", "2, 1", "4, 1", "4, 2", "16, 4"})
    void isWithinAFifthOnAMatrixWhoseCotIsTenTimesSlower(int n, int slots) {
        for (int seed = 0; seed < 3; seed++) {
            Random random = new Random(seed);
            List<CombinationWork> works = works(100);
            EtaEstimator eta = new EtaEstimator(n);
            List<Given> given = new ArrayList<>();
            WorkQueue queue = start(eta, works, n);
            SimulatedServer server = new SimulatedServer(slots, task -> jitter(nanos(task), random));

            long end = server.run(queue, n, watcher(eta, given));

            // The last reasoned requests of all decide the end; there a fifth is less than one request.
            long tail = 2 * REASONED_NANOS * n / slots;
            assertThat(given.size()).isGreaterThan(100);
            assertThat(given.get(0).at()).as("it is known early").isLessThan(end / 10);
            given.stream().filter(each -> end - each.at() > tail).forEach(each -> {
                double truth = end - each.at();
                assertThat((double) each.estimate().modelLeft().toNanos()).isCloseTo(truth, within(.2 * truth));
                assertThat(each.estimate().low()).isEqualTo(each.estimate().high());
            });
        }
    }

    @Test
    void isWithinAFifthInAWholeRun() {
        Lab lab = new Lab();
        // Time passes in calls only, and none while an answer is handed over: the next call waits for it.
        Semaphore handedOver = new Semaphore(1);
        AtomicInteger finished = new AtomicInteger();
        AtomicReference<Thread> early = new AtomicReference<>();
        lab.client.trials = request -> {
            handedOver.acquireUninterruptibly();
            long nanos = reasons(request) ? REASONED_NANOS : PLAIN_NANOS;
            lab.now.addAndGet(nanos);
            return withWall(request, nanos);
        };
        List<Given> given = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        RunPlan plan = Samples.plan(List.of(Samples.model("m")), List.of(BASELINE, EXPERT, COT), 40, MATH, WORDS);
        ExecutionPorts ports = new ExecutionPorts(
                lab.server,
                lab.client,
                lab.conversations,
                lab.letterMass,
                trial -> ends.add(lab.now.get()),
                event -> {
                    if (event instanceof ExecutionEvent.Estimate estimate) {
                        given.add(new Given(lab.now.get(), estimate));
                        handedOver.release();
                    } else if (event instanceof ExecutionEvent.TrialFinished && finished.incrementAndGet() < 4) {
                        // There is no estimate before each of the four classes has been timed.
                        early.set(Thread.currentThread());
                    }
                },
                StoppingRule.none(),
                () -> {});
        new MatrixExecution(
                        ports,
                        EarlierWork.none(),
                        new ExecutionTime(
                                java.time.Clock.systemUTC(), () -> readBefore(lab.now, early, handedOver), pause -> {}),
                        Samples.settings(1, 42),
                        lab.server.info)
                .run(plan);

        long end = ends.get(ends.size() - 1);
        assertThat(given).hasSize(237).allSatisfy(each -> {
            double truth = end - each.at();
            assertThat((double) each.estimate().modelLeft().toNanos()).isCloseTo(truth, within(.2 * truth + 1));
        });
    }

    @Test
    void saysNothingBeforeEachClassOfTheModelWasTimed() {
        EtaEstimator eta = new EtaEstimator(1);
        eta.modelStarts(Samples.model("m"));
        eta.waiting(Map.of(plain(), 10, reasoned(), 10));
        eta.started("a", plain(), 0);
        eta.ended("a", PLAIN_NANOS, PLAIN_NANOS);
        assertThat(eta.estimate(PLAIN_NANOS)).isEmpty();

        eta.started("b", reasoned(), PLAIN_NANOS);
        assertThat(eta.estimate(PLAIN_NANOS)).as("not yet").isEmpty();
        eta.ended("b", REASONED_NANOS, PLAIN_NANOS + REASONED_NANOS);

        assertThat(eta.estimate(PLAIN_NANOS + REASONED_NANOS))
                .hasValueSatisfying(each ->
                        assertThat(each.modelLeft()).isEqualTo(Duration.ofNanos(9 * PLAIN_NANOS + 9 * REASONED_NANOS)));
    }

    @Test
    void saysNothingWhileItIsOpenWhatIsLeftOfTheModel() {
        EtaEstimator eta = new EtaEstimator(1);
        eta.planned(Samples.model("m"), Map.of(plain(), 100));
        eta.modelStarts(Samples.model("m"));
        eta.waveStarts(0);
        // A probe's replies are told before the rest is counted.
        eta.started("probe", plain(), 0);
        eta.ended("probe", PLAIN_NANOS, PLAIN_NANOS);
        assertThat(eta.estimate(PLAIN_NANOS)).isEmpty();

        eta.waiting(Map.of(plain(), 99));
        assertThat(eta.estimate(PLAIN_NANOS))
                .hasValueSatisfying(each -> assertThat(each.modelLeft()).isEqualTo(Duration.ofNanos(99 * PLAIN_NANOS)));

        eta.modelStarts(Samples.model("next"));
        eta.started("probe", plain(), 0);
        eta.ended("probe", PLAIN_NANOS, PLAIN_NANOS);
        assertThat(eta.estimate(PLAIN_NANOS)).as("open again").isEmpty();
    }

    @Test
    void learnsNothingFromFailedTrials() {
        EtaEstimator eta = new EtaEstimator(1);
        eta.modelStarts(Samples.model("m"));
        eta.waiting(Map.of(plain(), 3));
        eta.started("a", plain(), 0);
        eta.ended("a", null, 5);

        assertThat(eta.timed(plain())).isFalse();
        assertThat(eta.estimate(5)).isEmpty();
    }

    @Test
    void scalesUnseenModelsByTheirSizeAndGivesARange() {
        EtaEstimator eta = new EtaEstimator(1);
        eta.planned(Samples.model("m", 1_000_000_000L), Map.of(plain(), 5));
        eta.planned(Samples.model("large", 3_000_000_000L), Map.of(plain(), 10));
        eta.modelStarts(Samples.model("m", 1_000_000_000L));
        eta.loaded(Duration.ofSeconds(1));
        eta.waiting(Map.of(plain(), 5));
        eta.started("a", plain(), 0);
        eta.ended("a", PLAIN_NANOS, PLAIN_NANOS);

        ExecutionEvent.Estimate estimate = eta.estimate(PLAIN_NANOS).orElseThrow();

        double own = 4 * PLAIN_NANOS;
        double other = 10 * 3 * PLAIN_NANOS + 1e9;
        assertThat(estimate.modelLeft().toNanos()).isEqualTo((long) own);
        assertThat((double) estimate.low().toNanos()).isCloseTo(own + .6 * other, within(2.0));
        assertThat((double) estimate.high().toNanos()).isCloseTo(own + 1.7 * other, within(2.0));
    }

    @Test
    void takesAnotherProtocolOfTheSameBenchmarkForAnUnseenModel() {
        TimingClass byLogprob = new TimingClass("math", Protocol.LOGPROB, false);
        EtaEstimator eta = new EtaEstimator(1);
        eta.planned(Samples.model("other"), Map.of(byLogprob, 10));
        eta.modelStarts(Samples.model("m"));
        eta.waiting(Map.of());
        eta.started("a", plain(), 0);
        eta.ended("a", PLAIN_NANOS, PLAIN_NANOS);
        assertThat(eta.estimate(PLAIN_NANOS)).isPresent();

        eta.planned(Samples.model("third"), Map.of(new TimingClass("history", Protocol.LOGPROB, false), 1));
        assertThat(eta.estimate(PLAIN_NANOS)).as("of this nothing is known").isEmpty();
    }

    @Test
    void forgetsAModelThatEnded() {
        EtaEstimator eta = new EtaEstimator(1);
        eta.modelStarts(Samples.model("m"));
        eta.waiting(Map.of(plain(), 100));
        eta.started("a", plain(), 0);
        eta.modelEnds();

        assertThat(eta.estimate(1))
                .hasValueSatisfying(each -> assertThat(each.high()).isZero());
        eta.ended("a", 1L, 1);
        assertThat(eta.timed(plain())).as("a straggler counts nowhere").isFalse();
    }

    /** The thread that has told of an early trial looks at the clock last of all; were the next call let go before, it would move the hands meanwhile. */
    private static long readBefore(AtomicLong now, AtomicReference<Thread> early, Semaphore handedOver) {
        long read = now.get();
        if (early.compareAndSet(Thread.currentThread(), null)) {
            handedOver.release();
        }
        return read;
    }

    private static WorkQueue start(EtaEstimator eta, List<CombinationWork> works, int n) {
        eta.modelStarts(Samples.model("m"));
        Map<TimingClass, Integer> waiting = new HashMap<>();
        Map<TimingClass, TrialTask> first = new HashMap<>();
        for (CombinationWork work : works) {
            int left = work.left();
            TrialTask task = new TrialTask(work, 0, Protocol.GENERATE);
            waiting.merge(task.timing(), left, Integer::sum);
            if (!first.containsKey(task.timing())) {
                first.put(task.timing(), work.next().orElseThrow());
            }
        }
        eta.waiting(waiting);
        eta.waveStarts(0);
        WorkQueue queue = new WorkQueue(works, n);
        queue.first(first.values());
        return queue;
    }

    private static SimulatedServer.Watcher watcher(EtaEstimator eta, List<Given> given) {
        return new SimulatedServer.Watcher() {
            @Override
            public void started(Object token, TrialTask task, long now) {
                eta.started(token, task.timing(), now);
            }

            @Override
            public void ended(Object token, TrialTask task, long serviceNanos, long now) {
                eta.ended(token, serviceNanos, now);
                Optional<ExecutionEvent.Estimate> estimate = eta.estimate(now);
                estimate.ifPresent(each -> given.add(new Given(now, each)));
            }
        };
    }

    private static List<CombinationWork> works(int items) {
        List<CombinationWork> works = new ArrayList<>();
        Samples.plan(List.of(Samples.model("m")), List.of(BASELINE, EXPERT, COT), items, MATH, WORDS)
                .combinations()
                .map(CombinationWork::new)
                .forEach(work -> {
                    work.resolve(Protocol.GENERATE, BaselineSystem.EMPTY, new BitSet());
                    works.add(work);
                });
        return works;
    }

    private static long nanos(TrialTask task) {
        return task.combination().personality().reasons() ? REASONED_NANOS : PLAIN_NANOS;
    }

    /** Replies of one class differ by a tenth. */
    private static long jitter(long nanos, Random random) {
        return Math.round(nanos * (.9 + .2 * random.nextDouble()));
    }

    private static boolean reasons(ChatRequest request) {
        return FakeClient.user(request).contains("step by step");
    }

    private static dev.matrix.inference.ChatResult withWall(ChatRequest request, long nanos) {
        dev.matrix.domain.CallMetrics metrics = new dev.matrix.domain.CallMetrics(
                FakeClient.tokens(request), 5, nanos, 0, nanos / 10, nanos - nanos / 10, nanos);
        return new dev.matrix.inference.ChatResult.Reply("18", "", List.of(), metrics, "stop");
    }

    private static TimingClass plain() {
        return TimingClass.of(MATH, BASELINE, Protocol.GENERATE);
    }

    private static TimingClass reasoned() {
        return TimingClass.of(MATH, COT, Protocol.GENERATE);
    }
}
