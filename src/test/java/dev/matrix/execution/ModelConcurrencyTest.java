package dev.matrix.execution;

import static dev.matrix.execution.Samples.BASELINE;
import static dev.matrix.execution.Samples.COT;
import static dev.matrix.execution.Samples.EXPERT;
import static dev.matrix.execution.Samples.MATH;
import static dev.matrix.execution.Samples.QUIZ;
import static dev.matrix.execution.Samples.model;
import static dev.matrix.execution.Samples.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.Concurrency;
import dev.matrix.domain.FailureKind;
import dev.matrix.inference.ChatRequest;
import dev.matrix.inference.ChatResult;
import dev.matrix.plan.RunPlan;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code auto} does in a run. The clients of a level answer together and move the clock once, so that no thread's pace matters. */
@Timeout(60)
class ModelConcurrencyTest {

    private static final long SECOND = 1_000_000_000L;

    private final Lab lab = new Lab();
    private final Map<Integer, CyclicBarrier> barriers = new ConcurrentHashMap<>();
    private final AtomicInteger probes = new AtomicInteger();
    private final AtomicInteger trialsInFlight = new AtomicInteger();
    private final AtomicInteger mostTrialsInFlight = new AtomicInteger();
    private final RunPlan plan = plan(List.of(model("a")), List.of(BASELINE, EXPERT, COT), 100, MATH, QUIZ);

    private void auto(int slots) {
        lab.settings = automatic();
        lab.client.trials = request -> measured() ? trial(request) : together(request, slots);
    }

    private static ExecutionSettings automatic() {
        ExecutionSettings fixed = Samples.settings(1, 42);
        return new ExecutionSettings(
                Concurrency.auto(),
                fixed.seed(),
                fixed.baseline(),
                fixed.scoring(),
                fixed.retry(),
                fixed.loadBudget(),
                fixed.unloadBudget());
    }

    private boolean measured() {
        return !lab.events(ExecutionEvent.ConcurrencyChosen.class).isEmpty();
    }

    private ChatResult trial(ChatRequest request) {
        mostTrialsInFlight.accumulateAndGet(trialsInFlight.incrementAndGet(), Math::max);
        try {
            return FakeClient.usual(request);
        } finally {
            trialsInFlight.decrementAndGet();
        }
    }

    /** All requests in flight end together, after as many seconds as the slots need for them. */
    private ChatResult together(ChatRequest request, int slots) {
        probes.incrementAndGet();
        int level = level();
        CyclicBarrier barrier = barriers.computeIfAbsent(
                100 * slots + level,
                key -> new CyclicBarrier(level, () -> lab.now.addAndGet(SECOND * ((level + slots - 1) / slots))));
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            return Samples.failed(FailureKind.CANCELLED);
        }
        return FakeClient.usual(request);
    }

    private int level() {
        List<ExecutionEvent.Waiting> said = lab.events(ExecutionEvent.Waiting.class);
        String why = said.get(said.size() - 1).why();
        return Integer.parseInt(why.replaceFirst(".*: (\\d+) in flight$", "$1"));
    }

    private ConcurrencyChoice chosen() {
        return lab.events(ExecutionEvent.ConcurrencyChosen.class).get(0).choice();
    }

    @Test
    void asksTheTrialsWithWhatWasMeasured() {
        auto(4);
        ExecutionSummary summary = lab.run(plan);

        assertThat(chosen().inFlight()).isEqualTo(4);
        assertThat(chosen().levels())
                .extracting(ConcurrencyChoice.Level::inFlight)
                .containsExactly(1, 2, 4, 8);
        assertThat(mostTrialsInFlight).hasValueLessThanOrEqualTo(4);
        assertThat(lab.trials).as("no reply of the measurement is a trial").hasSize(600);
        assertThat(summary.requests()).as("nor is one counted as such").isEqualTo(700);
        assertThat(probes)
                .hasValue(chosen().levels().stream()
                        .mapToInt(ConcurrencyChoice.Level::requests)
                        .sum());
    }

    @Test
    void measuresWithTheKindOfQuestionThatTakesLongest() {
        auto(1);
        lab.run(plan);

        assertThat(chosen().inFlight()).isEqualTo(1);
        assertThat(lab.client.asked().stream().limit(probes.get()))
                .as("questions of the plan that are reasoned about, cut short")
                .allSatisfy(request -> {
                    assertThat(FakeClient.user(request)).startsWith("Question ").endsWith("Think step by step.");
                    assertThat(request.maxTokens()).isEqualTo(64);
                })
                .extracting(FakeClient::user)
                .doesNotHaveDuplicates();
    }

    @Test
    void measuresOnceAModelBeforeItsFirstTrial() {
        auto(2);
        RunPlan two = plan(List.of(model("a"), model("b")), List.of(BASELINE), 300, MATH);
        lab.client.trials = request -> lab.events(ExecutionEvent.ConcurrencyChosen.class).stream()
                        .anyMatch(each -> each.choice().model().equals(request.model()))
                ? trial(request)
                : together(request, request.model().equals("a") ? 2 : 1);
        lab.run(two);

        assertThat(lab.events(ExecutionEvent.ConcurrencyChosen.class))
                .extracting(each -> each.choice().model() + " " + each.choice().inFlight())
                .containsExactly("a 2", "b 1");
        assertThat(lab.trials).hasSize(600);
    }

    @Test
    void keepsWhatAnEarlierInvocationHeld() {
        lab.settings = automatic();
        lab.earlier = new EarlierWork(KnownTrials.none(), List.of(), Map.of(), Map.of(), Map.of("a", 40), Map.of());
        lab.run(plan);

        assertThat(lab.events(ExecutionEvent.ConcurrencyChosen.class))
                .containsExactly(new ExecutionEvent.ConcurrencyChosen(
                        new ConcurrencyChoice("a", 40, "as in the earlier invocations of this run", List.of()), true));
        assertThat(lab.trials).hasSize(600);
        assertThat(lab.warnings()).isEmpty();
    }

    @Test
    void warnsWhereANumberChangesTheBatchOfAComparison() {
        lab.settings = Samples.settings(3, 42);
        RunPlan few = plan(List.of(model("a")), List.of(BASELINE, EXPERT), 5, MATH);
        lab.run(few);
        EarlierWork journal = lab.journal(List.of());
        lab.earlier =
                new EarlierWork(journal.trials(), List.of(), Map.of(), journal.contexts(), Map.of("a", 8), Map.of());

        lab.run(plan(List.of(model("a")), List.of(BASELINE, EXPERT), 9, MATH));

        assertThat(lab.warnings())
                .containsExactly("a was asked with 8 requests in flight so far and is asked with 3 now: replies may"
                        + " depend on the size of the batch, so trials of before and after compare less well."
                        + " --concurrency 8 keeps it");
        assertThat(lab.trials).hasSize(18);
    }

    @Test
    void asksOneAtATimeWhereTheMeasurementFails() {
        lab.settings = automatic();
        lab.client.trials = request -> measured() ? trial(request) : Samples.failed(FailureKind.BAD_REQUEST);
        lab.run(plan);

        assertThat(chosen().inFlight()).isEqualTo(1);
        assertThat(chosen().reason()).contains("6 of 6 requests of the measurement failed");
        assertThat(lab.trials).hasSize(600);
    }
}
