package dev.matrix.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerPoolTest {

    private final Cancellation cancellation = new Cancellation(() -> {});

    @Test
    void runsTheBodyOnNamedThreadsAllAtOnce() {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        Set<Integer> numbers = ConcurrentHashMap.newKeySet();
        CyclicBarrier together = new CyclicBarrier(3);
        try (WorkerPool pool = pool(3)) {
            pool.onEachWorker(worker -> {
                await(together);
                threads.add(Thread.currentThread().getName());
                numbers.add(worker);
            });
        }

        assertThat(threads).containsExactlyInAnyOrder("matrix-worker-1", "matrix-worker-2", "matrix-worker-3");
        assertThat(numbers).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void runsEachTask() {
        AtomicInteger sum = new AtomicInteger();
        List<Runnable> tasks = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            int value = i;
            tasks.add(() -> sum.addAndGet(value));
        }
        try (WorkerPool pool = pool(4)) {
            pool.each(tasks);
        }

        assertThat(sum).hasValue(5050);
    }

    @Test
    void throwsTheErrorOfAWorkerAndCancelsTheOthers() {
        try (WorkerPool pool = pool(2)) {
            assertThatThrownBy(() -> pool.onEachWorker(worker -> {
                        if (worker == 0) {
                            throw new IllegalArgumentException("broken");
                        }
                        cancellation.signal().join();
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("broken");
        }
        assertThat(cancellation.isCancelled()).isTrue();
        assertThat(cancellation.isAbandoned()).isFalse();
    }

    @Test
    void throwsErrorsThatAreNoExceptions() {
        try (WorkerPool pool = pool(1)) {
            assertThatThrownBy(() -> pool.onEachWorker(worker -> {
                        throw new AssertionError("even this");
                    }))
                    .isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void abandonsThreadsThatHangAfterACancellation() {
        CountDownLatch never = new CountDownLatch(1);
        try (WorkerPool pool = pool(2)) {
            pool.onEachWorker(worker -> {
                cancellation.cancel();
                await(never);
            });
        }

        assertThat(cancellation.isAbandoned()).isTrue();
        never.countDown();
    }

    @Test
    void throwsAnErrorAlsoWhereAnotherThreadHangs() {
        CountDownLatch never = new CountDownLatch(1);
        try (WorkerPool pool = pool(2)) {
            assertThatThrownBy(() -> pool.onEachWorker(worker -> {
                        if (worker == 0) {
                            throw new IllegalStateException("the disk is full");
                        }
                        await(never);
                    }))
                    .hasMessage("the disk is full");
        }
        assertThat(cancellation.isAbandoned()).isTrue();
        never.countDown();
    }

    @Test
    void throwsTheFirstOfSeveralErrors() {
        try (WorkerPool pool = pool(2)) {
            assertThatThrownBy(() -> pool.onEachWorker(worker -> {
                        if (worker == 1) {
                            throw new IllegalStateException("first");
                        }
                        cancellation.signal().join();
                        throw new IllegalStateException("its consequence");
                    }))
                    .hasMessage("first");
        }
    }

    private WorkerPool pool(int size) {
        return new WorkerPool(size, cancellation, Duration.ofSeconds(1));
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
