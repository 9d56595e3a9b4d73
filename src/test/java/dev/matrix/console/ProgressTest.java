package dev.matrix.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.Combination;
import dev.matrix.domain.Reach;
import dev.matrix.execution.ExecutionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final String MODEL = "qwen2.5:0.5b";

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final Ticker ticker = new Ticker();

    /** Keeps the task instead of running it; what it was told is a fact of the test. */
    private static final class Ticker extends ScheduledThreadPoolExecutor {

        private Runnable task = () -> {};
        private long period;
        private int scheduled;

        Ticker() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long first, long delay, TimeUnit unit) {
            task = command;
            period = unit.toMillis(delay);
            scheduled++;
            return super.scheduleWithFixedDelay(() -> {}, 1, 1, TimeUnit.DAYS);
        }
    }

    private Progress progress(Streams streams) {
        return new Progress(streams.screen, nanos::get, 10, () -> ticker);
    }

    private void pass(double seconds) {
        nanos.addAndGet((long) (seconds * 1e9));
    }

    private static List<String> seen(Streams streams) {
        return new FakeTerminal(80).write(streams.err()).seen();
    }

    private void drive(Progress progress, Runnable tick) {
        Combination plain = Events.combination("baseline", "gsm8k");
        Combination cot = Events.combination("cot", "gsm8k");
        List<ExecutionEvent> events = List.of(
                Events.runStarted(3, 1, 300, 100),
                Events.loading(MODEL, 1, 1),
                Events.loaded(MODEL, 752_000_000, 376_000_000),
                Events.alreadyComplete(Events.combination("concise_analyst", "gsm8k")),
                new ExecutionEvent.Waiting("choosing the protocol of gsm8k"),
                Events.protocol("gsm8k", "numbers are always read from the reply", false),
                Events.reach(Reach.REACHED, "31 -> 118 prompt tokens"),
                Events.reach(Reach.DROPPED, "31 -> 31 prompt tokens"),
                Events.started(plain),
                Events.trial(plain, 120),
                Events.estimate(Duration.ofSeconds(190), Duration.ofSeconds(190)),
                Events.retrying(plain, Duration.ofSeconds(2), "503: the queue is full"),
                new ExecutionEvent.Warning("the server is older than 0.12.4"),
                Events.finished(plain, 100, 0),
                Events.started(cot),
                Events.trial(cot, 300),
                Events.failed(cot, "the model's process died"),
                Events.unloading(MODEL),
                Events.runFinished());
        for (ExecutionEvent event : events) {
            progress.on(event);
            tick.run();
            pass(1.5);
        }
    }

    @Test
    void writesPlainLinesWhereThereIsNoTerminal() {
        Streams streams = new Streams(Terminal.none(), false);
        Progress progress = progress(streams);
        drive(progress, progress::redraw);
        progress.close();
        assertThat(streams.err()).isEqualTo(golden("progress-plain.txt"));
        assertThat(streams.out()).isEmpty();
    }

    @Test
    void drawsTheBlockAfterEachEvent() {
        Streams streams = new Streams(Streams.LIVE, false);
        Progress progress = progress(streams);
        StringBuilder frames = new StringBuilder();
        drive(progress, () -> {
            ticker.task.run();
            frames.append(String.join("\n", seen(streams))).append("\n\n");
        });
        assertThat(frames.toString()).isEqualTo(golden("progress-live.txt"));
        progress.close();
        assertThat(seen(streams)).as("only the messages stay").hasSize(5).noneMatch(line -> line.startsWith("["));
    }

    @Test
    void showsOnlyWarningsWhenQuiet() {
        for (Terminal terminal : List.of(Terminal.none(), Streams.LIVE)) {
            Streams streams = new Streams(terminal, true);
            Progress progress = progress(streams);
            drive(progress, progress::redraw);
            progress.close();
            assertThat(streams.err()).isEqualTo("""
                    warning: personality cot does not reach qwen2.5:0.5b: 31 -> 31 prompt tokens
                    warning: the server is older than 0.12.4
                    warning: qwen2.5:0.5b/cot/gsm8k/t0 failed: the model's process died
                    """);
        }
        assertThat(ticker.scheduled).isZero();
    }

    @Test
    void saysWhatItWaitsForWhileACallHangs() {
        Streams streams = new Streams(Terminal.none(), false);
        Progress progress = progress(streams);
        Combination one = Events.combination("a", "x");
        assertThat(ticker.period).isEqualTo(5_000);
        hang(60);
        progress.on(Events.runStarted(1, 0, 100, 0));
        progress.on(Events.loading(MODEL, 1, 1));
        hang(40);
        progress.on(Events.loaded(MODEL, 0, 0));
        progress.on(Events.started(one));
        progress.on(Events.trial(one, 0));
        hang(300);
        progress.on(Events.retrying(one, Duration.ofSeconds(2), "503: busy"));
        hang(35);
        progress.on(Events.runFinished());
        hang(100);
        progress.close();
        assertThat(streams.err().lines().filter(line -> line.startsWith("nothing")))
                .containsExactly(
                        "nothing has ended for 30 s; waiting: loading qwen2.5:0.5b",
                        "nothing has ended for 30 s; waiting for replies; now qwen2.5:0.5b (1 of 1): a/x/t0",
                        "nothing has ended for 1 min 00 s; waiting for replies; now qwen2.5:0.5b (1 of 1): a/x/t0",
                        "nothing has ended for 2 min 00 s; waiting for replies; now qwen2.5:0.5b (1 of 1): a/x/t0",
                        "nothing has ended for 4 min 00 s; waiting for replies; now qwen2.5:0.5b (1 of 1): a/x/t0",
                        "nothing has ended for 30 s; now qwen2.5:0.5b (1 of 1): a/x/t0; waiting: trying again: 503: busy");
    }

    /** So many seconds in which nothing happens. */
    private void hang(int seconds) {
        for (int second = 0; second < seconds; second += 5) {
            pass(5);
            ticker.task.run();
        }
    }

    @Test
    void ticksFiveTimesASecondOnALiveTerminal() {
        Progress live = progress(new Streams(Streams.LIVE, false));
        assertThat(ticker.scheduled).isEqualTo(1);
        assertThat(ticker.period).isEqualTo(200);
        live.close();
        assertThat(ticker.isShutdown()).isTrue();
    }

    @Test
    void holdsCountsBackAndPrintsTheLastOneAtTheEnd() {
        Streams streams = new Streams(Terminal.none(), false);
        Progress progress = progress(streams);
        progress.on(Events.runStarted(50, 0, 50, 0));
        for (int i = 0; i < 50; i++) {
            progress.on(Events.finished(Events.combination("p" + i, "x"), 1, 0));
            pass(0.1);
        }
        assertThat(streams.err().lines().map(line -> line.substring(0, line.indexOf('/'))))
                .containsExactly("1", "11", "21", "31", "41");
        progress.close();
        assertThat(streams.err().lines()).hasSize(6).last().asString().startsWith("50/50 combinations");
        progress.close();
        assertThat(streams.err().lines()).hasSize(6);
    }

    @Test
    void repeatsNoCountAtTheEnd() {
        Streams streams = new Streams(Terminal.none(), false);
        Progress progress = progress(streams);
        progress.on(Events.runStarted(1, 0, 1, 0));
        progress.on(Events.finished(Events.combination("a", "x"), 1, 0));
        progress.close();
        assertThat(streams.err())
                .isEqualTo("1/1 combinations, 0/1 trials, ok 1, failed 0; after qwen2.5:0.5b/a/x/t0\n");
    }

    @Test
    void givesASignOfLifeInALongCombination() {
        Streams streams = new Streams(Terminal.none(), false);
        Progress progress = progress(streams);
        Combination one = Events.combination("a", "x");
        progress.on(Events.runStarted(1, 0, 100, 0));
        progress.on(Events.loading(MODEL, 1, 1));
        progress.on(Events.started(one));
        for (int i = 0; i < 100; i++) {
            pass(1);
            progress.on(Events.trial(one, 0));
        }
        assertThat(streams.err().lines())
                .contains(
                        "0/1 combinations, 29/100 trials, ok 0, failed 0; now qwen2.5:0.5b (1 of 1): a/x/t0",
                        "0/1 combinations, 59/100 trials, ok 0, failed 0; now qwen2.5:0.5b (1 of 1): a/x/t0",
                        "0/1 combinations, 89/100 trials, ok 0, failed 0; now qwen2.5:0.5b (1 of 1): a/x/t0");
    }

    @Test
    void tellsRetriesAtMostEveryTenSeconds() {
        Streams streams = new Streams(Terminal.none(), false);
        Progress progress = progress(streams);
        for (int i = 0; i < 25; i++) {
            progress.on(Events.retrying(Events.combination("a", "x"), Duration.ofSeconds(1), "try " + i));
            pass(1);
        }
        assertThat(streams.err().lines().map(line -> line.substring(line.lastIndexOf(' ') + 1)))
                .containsExactly("0", "10", "20");
    }

    @Test
    void saysWhyTrialsFailEveryTenSeconds() {
        Streams streams = new Streams(Terminal.none(), false);
        Progress progress = progress(streams);
        progress.on(Events.runStarted(1, 0, 100, 0));
        for (int i = 0; i < 35; i++) {
            progress.on(Events.failedTrial(Events.combination("a", "x")));
            pass(1);
        }
        assertThat(streams.err().lines().filter(line -> line.contains("is missing")))
                .hasSize(4)
                .containsOnly("qwen2.5:0.5b/a/x/t0: item i1 is missing: the model's process died");
        assertThat(streams.err()).contains("0/1 combinations, 30/100 trials (30 failed)");
    }

    @Test
    void drawsNothingOnceClosed() {
        Streams streams = new Streams(Streams.LIVE, false);
        Progress progress = progress(streams);
        progress.on(Events.runStarted(1, 0, 1, 0));
        ticker.task.run();
        progress.close();
        String closed = streams.err();
        ticker.task.run();
        progress.on(Events.finished(Events.combination("a", "x"), 1, 0));
        assertThat(streams.err()).isEqualTo(closed);
        progress.on(new ExecutionEvent.Warning("late"));
        assertThat(seen(streams)).containsExactly("warning: late");
    }

    @Test
    void countsNothingOnceClosed() {
        Streams streams = new Streams(Terminal.none(), false);
        Progress progress = progress(streams);
        progress.close();
        progress.on(Events.finished(Events.combination("a", "x"), 1, 0));
        progress.close();
        assertThat(streams.err()).isEmpty();
    }

    @Test
    void closesInAnInterruptedThread() {
        Streams streams = new Streams(Streams.LIVE, false);
        Progress progress = progress(streams);
        progress.redraw();
        Thread.currentThread().interrupt();
        try {
            progress.close();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(seen(streams)).isEmpty();
    }

    @Test
    void obeysNothingThatAServerSends() {
        Random random = new Random(17);
        for (int round = 0; round < 200; round++) {
            String hostile = HostileText.next(random, round % 20 == 0 ? 20_000 : 1 + random.nextInt(60)) + "x";
            Streams plain = new Streams(Terminal.none(), false);
            Progress lines = progress(plain);
            say(lines, hostile);
            assertThat(HostileText.firstDanger(plain.err())).isEqualTo(-1);
            assertThat(plain.err().lines())
                    .as("no line of its own for a forged message")
                    .hasSize(9);
            assertThat(plain.err()).hasSizeLessThan(40_000);

            Streams live = new Streams(Streams.LIVE, false);
            Progress block = progress(live);
            say(block, hostile);
            block.redraw();
            assertThat(seen(live)).isNotEmpty();
            assertThat(HostileText.firstDanger(live.err().replaceAll("\u001b\\[(\\d+A|J|\\?7[lh])|\r", "")))
                    .isEqualTo(-1);
        }
    }

    private static void say(Progress progress, String hostile) {
        Combination bad = Events.combination(hostile, hostile, hostile, "0");
        progress.on(Events.loading(hostile, 1, 1));
        progress.on(Events.loaded(hostile, 0, 0));
        progress.on(Events.protocol(hostile, hostile, true));
        progress.on(Events.reach(Reach.DROPPED, hostile));
        progress.on(Events.failed(bad, hostile));
        progress.on(new ExecutionEvent.Warning(hostile));
        progress.on(new ExecutionEvent.Waiting(hostile));
        progress.on(Events.started(bad));
        progress.on(Events.retrying(bad, Duration.ofSeconds(1), hostile));
    }

    @Test
    void survivesWorkersThatTalkWhileItRedraws() throws InterruptedException {
        Streams streams = new Streams(Streams.LIVE, false);
        Progress progress = progress(streams);
        progress.on(Events.runStarted(200, 0, 200, 0));
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(worker -> new Thread(() -> {
                    await(go);
                    for (int i = 0; i < 50; i++) {
                        Combination one = Events.combination("w" + worker + "-" + i, "x");
                        progress.on(Events.started(one));
                        progress.on(new ExecutionEvent.Warning("from " + worker + " number " + i));
                        progress.redraw();
                        progress.on(Events.finished(one, 1, 0));
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        progress.redraw();
        assertThat(seen(streams)).contains("[--------------------] 200/200 combinations, 0/200 trials");
        progress.close();
        assertThat(seen(streams))
                .as("each warning on a line of its own, nothing of the block")
                .hasSize(200)
                .allMatch(line -> line.matches("warning: from \\d number \\d+"));
    }

    @Test
    void letsWorkersGoOnWhileTheTerminalStandsStill() throws InterruptedException {
        CountDownLatch drawing = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        Screen screen = new Screen(
                new java.io.PrintWriter(new java.io.StringWriter()),
                new java.io.PrintWriter(new StuckWriter(drawing, released)),
                Streams.LIVE,
                false);
        Progress progress = new Progress(screen, nanos::get, 10, () -> ticker);
        Thread drawer = new Thread(progress::redraw);
        drawer.start();
        drawing.await();
        Thread worker = new Thread(() -> progress.on(Events.trial(Events.combination("a", "x"), 1)));
        worker.start();
        worker.join(Duration.ofSeconds(20).toMillis());
        boolean stuck = worker.isAlive();
        released.countDown();
        drawer.join();
        progress.close();
        assertThat(stuck).isFalse();
    }

    /** A terminal after Ctrl-S. */
    private static final class StuckWriter extends java.io.Writer {

        private final CountDownLatch drawing;
        private final CountDownLatch released;

        StuckWriter(CountDownLatch drawing, CountDownLatch released) {
            this.drawing = drawing;
            this.released = released;
        }

        @Override
        public void write(char[] buffer, int offset, int length) {
            drawing.countDown();
            await(released);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void startsItsOwnTickerAsADaemon() {
        Streams streams = new Streams(Streams.LIVE, false);
        try (Progress progress = new Progress(streams.screen, nanos::get, 10)) {
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().equals("progress"))
                    .isNotEmpty()
                    .allMatch(Thread::isDaemon);
            progress.redraw();
        }
        assertThat(seen(streams)).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static String golden(String name) {
        try (InputStream in = ProgressTest.class.getResourceAsStream("/console/" + name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
