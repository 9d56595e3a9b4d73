package dev.matrix.execution;

import static dev.matrix.execution.Samples.BASELINE;
import static dev.matrix.execution.Samples.COT;
import static dev.matrix.execution.Samples.EXPERT;
import static dev.matrix.execution.Samples.MATH;
import static dev.matrix.execution.Samples.model;
import static dev.matrix.execution.Samples.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.CallMetrics;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Protocol;
import dev.matrix.execution.ExecutionSummary.End;
import dev.matrix.execution.HeldCalls.Held;
import dev.matrix.inference.ChatRequest;
import dev.matrix.inference.ChatResult;
import dev.matrix.plan.RunPlan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ConcurrencyTest {

    private final Lab lab = new Lab();
    private final ExecutorService caller = Executors.newSingleThreadExecutor();

    @AfterEach
    void stopCaller() {
        caller.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 16})
    void keepsExactlyNRequestsInFlightWithoutBatches(int n) throws Exception {
        HeldCalls calls = start(n, new HeldCalls(true));
        RunPlan plan = plan(List.of(model("a"), model("b")), List.of(BASELINE, EXPERT, COT), 20, MATH);
        CompletableFuture<ExecutionSummary> run = run(lab.execution(), plan);
        Random random = new Random(n);

        for (int model = 0; model < 2; model++) {
            List<Held> open = new ArrayList<>();
            for (int asked = 0; asked < 60; asked++) {
                // While work is left, N calls arrive before any is answered: after each single reply comes exactly one
                // more.
                open.add(calls.next());
                if (open.size() == n) {
                    open.remove(random.nextInt(n)).reply();
                }
            }
            open.forEach(Held::reply);
        }

        assertThat(run.get(20, TimeUnit.SECONDS).end()).isEqualTo(End.DONE);
        assertThat(lab.trials).hasSize(120);
        assertThat(lab.client.mostInFlight).hasValue(n);
    }

    @Test
    void neverHasRequestsOfTwoModelsInFlight() throws Exception {
        HeldCalls calls = start(4, new HeldCalls(true));
        CompletableFuture<ExecutionSummary> run =
                run(lab.execution(), plan(List.of(model("a"), model("b")), List.of(BASELINE), 6, MATH));
        Deque<Held> open = new ArrayDeque<>();
        for (int i = 0; i < 6; i++) {
            open.add(calls.next());
            if (open.size() == 4) {
                open.remove().reply();
            }
        }
        while (open.size() > 1) {
            open.remove().reply();
        }

        assertThat(lab.server.log).as("the last call of a is still open").containsExactly("load a 2048");
        open.remove().reply();
        assertThat(calls.next().request().model()).isEqualTo("b");
        assertThat(lab.server.log).containsExactly("load a 2048", "unload a", "load b 2048");
        lab.abort.run();
        run.cancel(true);
    }

    @Test
    void stopsWithinTwoSecondsWhileCallsAreOpen() throws Exception {
        HeldCalls calls = start(4, new HeldCalls(true));
        MatrixExecution execution = lab.execution();
        CompletableFuture<ExecutionSummary> run =
                run(execution, plan(List.of(model("a")), List.of(BASELINE), 50, MATH));
        Held first = calls.next();
        for (int i = 0; i < 3; i++) {
            calls.next();
        }
        first.reply();
        calls.next();

        execution.cancel();
        execution.cancel();

        assertThat(run.get(2, TimeUnit.SECONDS).end()).isEqualTo(End.CANCELLED);
        assertThat(lab.trials).as("only what was answered").hasSize(1);
        assertThat(lab.events(ExecutionEvent.CombinationFailed.class)).isEmpty();
        assertThat(lab.events(ExecutionEvent.CombinationFinished.class)).isEmpty();
    }

    @Test
    void stopsAClientThatOnlyHeedsClosedConnections() throws Exception {
        HeldCalls calls = start(4, new HeldCalls(false));
        lab.abort = calls::abort;
        MatrixExecution execution = lab.execution();
        CompletableFuture<ExecutionSummary> run =
                run(execution, plan(List.of(model("a")), List.of(BASELINE), 50, MATH));
        for (int i = 0; i < 4; i++) {
            calls.next();
        }

        execution.cancel();

        assertThat(run.get(2, TimeUnit.SECONDS).end()).isEqualTo(End.CANCELLED);
        assertThat(lab.trials).as("an aborted trial is no failed trial").isEmpty();
        assertThat(lab.pauses).as("nor is it sent again").isEmpty();
    }

    @Test
    void returnsWithinTwoSecondsEvenIfAClientHangs() throws Exception {
        HeldCalls calls = start(2, new HeldCalls(false));
        MatrixExecution execution = lab.execution();
        CompletableFuture<ExecutionSummary> run =
                run(execution, plan(List.of(model("a")), List.of(BASELINE), 50, MATH));
        List<Held> open = List.of(calls.next(), calls.next());

        execution.cancel();

        assertThat(run.get(2, TimeUnit.SECONDS).end()).isEqualTo(End.CANCELLED);
        open.forEach(Held::reply);
        assertThat(lab.trials).as("a late reply is handed to nobody").isEmpty();
    }

    @Test
    void stopsWhileItWaitsBetweenAttempts() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        lab.client.trials = request -> Samples.failed(dev.matrix.domain.FailureKind.BUSY);
        lab.sleeper = pause -> {
            waiting.countDown();
            new CountDownLatch(1).await();
        };
        MatrixExecution execution = lab.execution();
        CompletableFuture<ExecutionSummary> run = run(execution, plan(List.of(model("a")), List.of(BASELINE), 5, MATH));
        waiting.await();

        execution.cancel();

        assertThat(run.get(2, TimeUnit.SECONDS).end()).isEqualTo(End.CANCELLED);
        assertThat(lab.trials).isEmpty();
    }

    @Test
    void stopsWhileAModelLoads() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        lab.server.whileLoading = () -> {
            loading.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw MatrixException.server("interrupted");
            }
        };
        MatrixExecution execution = lab.execution();
        CompletableFuture<ExecutionSummary> run = run(execution, plan(List.of(model("a")), List.of(BASELINE), 5, MATH));
        loading.await();

        execution.cancel();

        assertThat(run.get(2, TimeUnit.SECONDS).end()).isEqualTo(End.CANCELLED);
        assertThat(lab.events(ExecutionEvent.CombinationFailed.class)).isEmpty();
    }

    @Test
    void sharesCombinationsOnceAServerProvesToHaveFewerSlots() {
        lab.settings = Samples.settings(2, 42);
        lab.client.trials = request -> new ChatResult.Reply(
                "18",
                "",
                List.of(),
                new CallMetrics(FakeClient.tokens(request), 5, 100_000_000, 0, 10_000_000, 30_000_000, 100_000_000),
                "stop");
        RunParts parts = lab.parts();
        List<CombinationWork> works = plan(List.of(model("m")), List.of(BASELINE, EXPERT), 20, MATH)
                .combinations()
                .map(CombinationWork::new)
                .toList();
        works.forEach(work -> work.resolve(Protocol.GENERATE, BaselineSystem.EMPTY, new BitSet()));
        WorkQueue queue = new WorkQueue(works, 2);
        queue.take(1);
        TrialRunner trials = new TrialRunner(parts, new CallRunner(parts), lab.resident());
        TrialDesk desk = new TrialDesk(parts, trials);
        Lookahead lookahead = new Lookahead(queue, trials, 2);

        // The second worker has only begun the first combination; alone, the first would finish its own before it
        // shares.
        // Room for all answers: nobody takes them here.
        desk.work(queue, lookahead, 0, new Handover(desk, lookahead, parts.cancellation(), 40));

        assertThat(lab.client.asked().stream().map(FakeClient::system).limit(8))
                .startsWith(EXPERT.system(), EXPERT.system())
                .endsWith("", "");
    }

    @Test
    void doesNotInterruptAThreadThatHandsATrialOver() throws Exception {
        CountDownLatch inSink = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<Boolean> interrupted = new ArrayList<>();
        lab.sink = trial -> {
            inSink.countDown();
            try {
                goOn.await();
                interrupted.add(false);
            } catch (InterruptedException e) {
                interrupted.add(true);
            }
        };
        MatrixExecution execution = lab.execution();
        CompletableFuture<ExecutionSummary> run = run(execution, plan(List.of(model("a")), List.of(BASELINE), 5, MATH));
        inSink.await();

        execution.cancel();
        goOn.countDown();

        assertThat(run.get(2, TimeUnit.SECONDS).end()).isEqualTo(End.CANCELLED);
        // Answers that had come before are handed over as well.
        assertThat(interrupted).isNotEmpty().containsOnly(false);
    }

    @Test
    void asksTheNextQuestionWhileTheLastAnswerIsScored() throws Exception {
        CountDownLatch second = new CountDownLatch(2);
        CompletableFuture<Boolean> askedMeanwhile = new CompletableFuture<>();
        lab.settings = Samples.settings(1, 42);
        Function<ChatRequest, ChatResult> usual = lab.client.trials;
        lab.client.trials = request -> {
            second.countDown();
            return usual.apply(request);
        };
        lab.kept = trial -> {
            try {
                askedMeanwhile.complete(second.await(10, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                askedMeanwhile.completeExceptionally(e);
            }
        };

        run(lab.execution(), plan(List.of(model("a")), List.of(BASELINE), 2, MATH))
                .get(20, TimeUnit.SECONDS);

        assertThat(askedMeanwhile.get()).isTrue();
    }

    /** What a kill at this moment loses: the trials that were asked and are not kept, one a worker. */
    @Test
    void asksNothingMoreBeforeAnAnswerIsKept() throws Exception {
        int n = 8;
        CountDownLatch keeping = new CountDownLatch(n);
        CountDownLatch goOn = new CountDownLatch(1);
        lab.settings = Samples.settings(n, 42);
        lab.sink = trial -> {
            keeping.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            lab.trials.add(trial);
        };
        CompletableFuture<ExecutionSummary> run =
                run(lab.execution(), plan(List.of(model("a")), List.of(BASELINE, EXPERT), 20, MATH));

        assertThat(keeping.await(10, TimeUnit.SECONDS))
                .as("each worker waits for its own answer")
                .isTrue();
        assertThat(lab.client.asked()).hasSize(n);
        goOn.countDown();
        assertThat(run.get(20, TimeUnit.SECONDS).end()).isEqualTo(End.DONE);
        assertThat(lab.trials).hasSize(40);
    }

    @Test
    void asksNothingWhenItWasCancelledBefore() {
        MatrixExecution execution = lab.execution();
        execution.cancel();

        ExecutionSummary summary = execution.run(plan(List.of(model("a")), List.of(BASELINE), 5, MATH));

        assertThat(summary.end()).isEqualTo(End.CANCELLED);
        assertThat(lab.client.requests).isEmpty();
    }

    @Test
    void takesAnInterruptOfTheCallingThreadForACancellation() throws Exception {
        HeldCalls calls = start(2, new HeldCalls(true));
        MatrixExecution execution = lab.execution();
        CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            ExecutionSummary summary = execution.run(plan(List.of(model("a")), List.of(BASELINE), 5, MATH));
            stillInterrupted.complete(
                    summary.end() == End.CANCELLED && Thread.currentThread().isInterrupted());
        });
        thread.start();
        calls.next();

        thread.interrupt();

        assertThat(stillInterrupted.get(5, TimeUnit.SECONDS)).isTrue();
        thread.join();
    }

    private HeldCalls start(int n, HeldCalls calls) {
        lab.settings = Samples.settings(n, 42);
        lab.client.trials = calls::answer;
        return calls;
    }

    private CompletableFuture<ExecutionSummary> run(MatrixExecution execution, RunPlan plan) {
        return CompletableFuture.supplyAsync(() -> execution.run(plan), caller);
    }
}
