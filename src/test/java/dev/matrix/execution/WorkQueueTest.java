package dev.matrix.execution;

import static dev.matrix.execution.Samples.BASELINE;
import static dev.matrix.execution.Samples.COT;
import static dev.matrix.execution.Samples.EXPERT;
import static dev.matrix.execution.Samples.MATH;
import static dev.matrix.execution.Samples.QUIZ;
import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Protocol;
import dev.matrix.plan.RunPlan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkQueueTest {

    private static final Personality POET = new Personality("poet", "You are a poet.", null);

    private static final SimulatedServer.Watcher NOBODY = new SimulatedServer.Watcher() {
        @Override
        public void started(Object token, TrialTask task, long now) {}

        @Override
        public void ended(Object token, TrialTask task, long serviceNanos, long now) {}
    };

    @Test
    void givesEachWorkerANeighbouringCombinationOfItsOwn() {
        List<CombinationWork> works = works(3, BASELINE, EXPERT, POET);
        WorkQueue queue = new WorkQueue(works, 2);

        assertThat(take(queue, 0, 1, 0, 1))
                .containsExactly(
                        "m/baseline/math/t0 0", "m/expert/math/t0 0", "m/baseline/math/t0 1", "m/expert/math/t0 1");
        assertThat(take(queue, 0, 0, 0))
                .as("done with its own it goes to the next that nobody has")
                .containsExactly("m/baseline/math/t0 2", "m/poet/math/t0 0", "m/poet/math/t0 1");
    }

    @Test
    void asksItemByItemWhatDiffersOnlyBehindTheItem() {
        WorkQueue queue = new WorkQueue(works(3, BASELINE, EXPERT, COT), 2);

        assertThat(take(queue, 0, 1, 0, 0, 0, 1, 0, 0))
                .as("cot is baseline with a wrapper behind the item, so that one worker asks both")
                .containsExactly(
                        "m/baseline/math/t0 0",
                        "m/expert/math/t0 0",
                        "m/cot/math/t0 0",
                        "m/baseline/math/t0 1",
                        "m/cot/math/t0 1",
                        "m/expert/math/t0 1",
                        "m/baseline/math/t0 2",
                        "m/cot/math/t0 2");
    }

    @Test
    void bringsOneThatIsBehindUpToItsLikes() {
        List<CombinationWork> works = works(4, BASELINE, COT);
        works.get(0).next();
        works.get(0).next();

        assertThat(take(new WorkQueue(works, 1), 0, 0, 0, 0))
                .containsExactly("m/cot/math/t0 0", "m/cot/math/t0 1", "m/baseline/math/t0 2", "m/cot/math/t0 2");
    }

    @Test
    void keepsEachSlotAtOnePrefixForEightRequestsOrMore() {
        for (int slots = 1; slots <= 2; slots++) {
            WorkQueue queue = new WorkQueue(works(40, BASELINE, EXPERT, POET), 4);
            queue.narrow();
            SimulatedServer server = new SimulatedServer(slots, task -> 1000 + task.index() % 3);
            server.run(queue, 4, NOBODY);
            List<String> prefixes =
                    server.order().stream().map(task -> task.combination().id()).toList();
            int run = 1;
            for (int i = 1; i < prefixes.size(); i++) {
                boolean same = prefixes.get(i).equals(prefixes.get(i - 1));
                assertThat(same || run >= 8 * slots)
                        .as("request %d after a run of %d", i, run)
                        .isTrue();
                run = same ? run + 1 : 1;
            }
        }
    }

    @Test
    void letsIdleWorkersShareTheLastCombinations() {
        List<CombinationWork> works = works(6, BASELINE, EXPERT);
        WorkQueue queue = new WorkQueue(works, 3);
        assertThat(take(queue, 0, 0, 1)).hasSize(3);

        assertThat(take(queue, 2)).as("the one with the most left").containsExactly("m/expert/math/t0 1");
        Set<String> all = new HashSet<>(take(queue, 0, 1, 2, 0, 1, 2, 0, 1));
        assertThat(all).hasSize(8);
        assertThat(queue.take(0)).isEmpty();
        assertThat(queue.take(2)).isEmpty();
    }

    @Test
    void dealsEachTrialOnceWhateverTheOrderOfWorkers() {
        for (int seed = 0; seed < 50; seed++) {
            java.util.Random random = new java.util.Random(seed);
            int workers = 1 + random.nextInt(6);
            WorkQueue queue = new WorkQueue(works(7, BASELINE, EXPERT, COT), workers);
            Set<String> dealt = new HashSet<>();
            int misses = 0;
            while (misses < 50) {
                Optional<TrialTask> task = queue.take(random.nextInt(workers));
                misses += task.isPresent() ? 0 : 1;
                task.ifPresent(each -> assertThat(dealt.add(name(each))).isTrue());
                if (random.nextInt(20) == 0) {
                    queue.narrow();
                }
                if (random.nextBoolean()) {
                    queue.reserve(random.nextInt(workers));
                }
            }
            assertThat(dealt).hasSize(21);
        }
    }

    @Test
    void putsCertainTrialsFirst() {
        List<CombinationWork> works = works(3, BASELINE, EXPERT);
        WorkQueue queue = new WorkQueue(works, 1);
        queue.first(List.of(works.get(1).next().orElseThrow()));

        assertThat(take(queue, 0, 0)).containsExactly("m/expert/math/t0 0", "m/baseline/math/t0 0");
    }

    @Test
    void givesAWorkerWhatItHasReserved() {
        WorkQueue queue = new WorkQueue(works(2, BASELINE, EXPERT), 2);
        assertThat(take(queue, 0, 1)).hasSize(2);

        assertThat(queue.reserve(0).map(WorkQueueTest::name)).contains("m/baseline/math/t0 1");
        assertThat(queue.reserve(0)).as("one is enough").isEmpty();
        assertThat(take(queue, 1)).containsExactly("m/expert/math/t0 1");
        assertThat(take(queue, 0)).containsExactly("m/baseline/math/t0 1");
    }

    @Test
    void letsAWorkerWithNothingLeftTakeWhatABusyOneHasReserved() {
        WorkQueue queue = new WorkQueue(works(3, BASELINE), 2);
        assertThat(take(queue, 0)).containsExactly("m/baseline/math/t0 0");
        queue.reserve(0);
        assertThat(take(queue, 1)).containsExactly("m/baseline/math/t0 2");

        assertThat(take(queue, 1)).containsExactly("m/baseline/math/t0 1");
        assertThat(queue.take(0)).isEmpty();
    }

    @Test
    void reservesNothingBeforeTheFirstTrialsAreOut() {
        List<CombinationWork> works = works(3, BASELINE);
        WorkQueue queue = new WorkQueue(works, 2);
        queue.first(List.of(works.get(0).next().orElseThrow()));

        assertThat(queue.reserve(0)).isEmpty();
        assertThat(take(queue, 1, 0)).containsExactly("m/baseline/math/t0 0", "m/baseline/math/t0 1");
    }

    @Test
    void asksNothingThatWasReservedInACombinationThatWasGivenUp() {
        List<CombinationWork> works = works(3, BASELINE, EXPERT);
        WorkQueue queue = new WorkQueue(works, 2);
        queue.reserve(0);

        works.get(0).giveUp("no more");

        assertThat(take(queue, 0)).containsExactly("m/expert/math/t0 0");
    }

    @Test
    void passesOverCombinationsThatWereGivenUp() {
        List<CombinationWork> works = works(3, BASELINE, EXPERT);
        WorkQueue queue = new WorkQueue(works, 1);
        assertThat(take(queue, 0)).containsExactly("m/baseline/math/t0 0");

        works.get(0).giveUp("no more");

        assertThat(take(queue, 0, 0, 0)).allMatch(each -> each.startsWith("m/expert"));
        assertThat(queue.take(0)).isEmpty();
    }

    @Test
    void sharesOneCombinationAfterTheServerProvedToHaveFewerSlots() {
        WorkQueue queue = new WorkQueue(works(40, BASELINE, EXPERT, POET), 4);
        queue.narrow();
        SimulatedServer server = new SimulatedServer(1, task -> 1000);

        server.run(queue, 4, NOBODY);

        List<String> prefixes =
                server.order().stream().map(task -> task.combination().id()).toList();
        assertThat(prefixes.stream().distinct()).hasSize(3);
        long changes = IntStream.range(1, prefixes.size())
                .filter(i -> !prefixes.get(i).equals(prefixes.get(i - 1)))
                .count();
        assertThat(changes)
                .as("the one slot changes its prefix between combinations only")
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "4", "16"})
    void keepsNRequestsInFlightOnAServerOf200Milliseconds(int n) {
        WorkQueue queue = new WorkQueue(works(50, BASELINE, EXPERT, COT), n);
        SimulatedServer server = new SimulatedServer(n, task -> 200_000_000L + task.index() % 7 * 1_000_000L);

        server.run(queue, n, NOBODY);

        assertThat(server.order()).hasSize(150);
        assertThat(server.meanInFlight()).isBetween(.97 * n, (double) n);
    }

    @Test
    void countsWhatIsLeftAndWhatHasEnded() {
        CombinationWork work = new CombinationWork(Samples.planned(BASELINE, QUIZ, 3));
        assertThat(work.next()).as("the protocol is open").isEmpty();
        assertThat(work.left()).isZero();
        BitSet known = new BitSet();
        known.set(1);
        work.resolve(Protocol.GENERATE, BaselineSystem.EMPTY, known);

        assertThat(work.left()).isEqualTo(2);
        assertThat(work.next().map(TrialTask::index)).contains(0);
        assertThat(work.next().map(TrialTask::index)).contains(2);
        assertThat(work.end(true)).isEmpty();
        assertThat(work.complete()).isFalse();
        assertThat(work.end(false)).contains(new ExecutionEvent.CombinationFinished(work.combination(), 3, 1, false));
        assertThat(work.begin()).isTrue();
        assertThat(work.begin()).isFalse();
    }

    @Test
    void keepsTheFirstReasonForGivingUp() {
        CombinationWork work = new CombinationWork(Samples.planned(BASELINE, QUIZ, 3));
        work.giveUp("first");
        work.giveUp("second");

        assertThat(work.givenUp()).contains("first");
        assertThat(work.complete()).isFalse();
    }

    private static List<CombinationWork> works(int items, Personality... personalities) {
        RunPlan plan = Samples.plan(List.of(Samples.model("m")), List.of(personalities), items, MATH);
        List<CombinationWork> works = new ArrayList<>();
        plan.combinations().map(CombinationWork::new).forEach(work -> {
            work.resolve(Protocol.GENERATE, BaselineSystem.EMPTY, new BitSet());
            works.add(work);
        });
        return works;
    }

    private static List<String> take(WorkQueue queue, int... workers) {
        return IntStream.of(workers)
                .mapToObj(worker -> name(queue.take(worker).orElseThrow()))
                .toList();
    }

    private static String name(TrialTask task) {
        return task.combination().id() + " " + task.index();
    }
}
