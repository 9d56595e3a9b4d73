package dev.matrix.console;

import dev.matrix.execution.ExecutionEvent;
import dev.matrix.execution.ExecutionListener;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Shows a run while it goes on: a status block redrawn five times a second on a live terminal, else plain lines (at most one count a second, and one for
 * each thing worth knowing). Thread-safe.
 */
public final class Progress implements ExecutionListener, AutoCloseable {

    private static final long REDRAW_MILLIS = 200;
    private static final long PLAIN_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    private final Screen screen;
    private final LongSupplier nanoTime;
    private final ProgressState state = new ProgressState();
    private final ScheduledExecutorService ticker;
    private long lastPlain;
    private boolean plainPending;
    private boolean closed;

    /** @param nanoTime a monotonic clock in nanoseconds */
    public Progress(Screen screen, LongSupplier nanoTime) {
        this.screen = screen;
        this.nanoTime = nanoTime;
        this.lastPlain = nanoTime.getAsLong() - PLAIN_EVERY_NANOS;
        this.ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
        if (screen.terminal().live() && !screen.quiet()) {
            var unused = ticker.scheduleAtFixedRate(this::redraw, REDRAW_MILLIS, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void on(ExecutionEvent event) {
        synchronized (this) {
            state.apply(event, nanoTime.getAsLong());
        }
        say(event);
    }

    private void say(ExecutionEvent event) {
        if (event instanceof ExecutionEvent.Warning warning) {
            screen.warning(SafeText.line(warning.sentence(), 1000));
        } else if (event instanceof ExecutionEvent.ModelLoaded loaded) {
            screen.message(loaded(loaded));
        } else if (event instanceof ExecutionEvent.ProtocolChosen chosen) {
            screen.message("  " + chosen.choice().benchmark() + " is scored by "
                    + chosen.choice().readBy().label() + ": "
                    + SafeText.line(chosen.choice().reason(), 300));
        } else if (event instanceof ExecutionEvent.CombinationFailed failed) {
            screen.warning(failed.combination().id() + " failed: " + SafeText.line(failed.error(), 500));
        } else if (event instanceof ExecutionEvent.CombinationFinished) {
            plainCount();
        }
    }

    private static String loaded(ExecutionEvent.ModelLoaded event) {
        long size = event.report().loaded().sizeBytes();
        String memory = size == 0
                ? ""
                : ", " + Figures.bytes(size) + ", "
                        + Figures.percent((double) event.report().loaded().gpuBytes() / size) + " on GPU";
        return event.model().name() + " loaded in "
                + Figures.duration(event.report().wall()) + " (context " + Figures.count(event.contextTokens()) + memory
                + ")";
    }

    private synchronized void plainCount() {
        if (screen.terminal().live()) {
            return;
        }
        long now = nanoTime.getAsLong();
        plainPending = now - lastPlain < PLAIN_EVERY_NANOS;
        if (!plainPending) {
            lastPlain = now;
            screen.message(state.counts(now));
        }
    }

    private synchronized void redraw() {
        // A redraw that was under way when close() came must not draw the block again.
        if (closed) {
            return;
        }
        screen.status(state.lines(nanoTime.getAsLong()));
    }

    /** Stops redrawing, removes the block, and prints the last count that was held back. */
    @Override
    public void close() {
        ticker.shutdownNow();
        synchronized (this) {
            closed = true;
            screen.clearStatus();
            if (plainPending) {
                plainPending = false;
                screen.message(state.counts(nanoTime.getAsLong()));
            }
        }
    }
}
