package dev.matrix.console;

import dev.matrix.execution.ExecutionEvent;
import dev.matrix.execution.ExecutionListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows a run while it goes on: a status block redrawn five times a second on a live terminal, else plain lines (a count after a combination, at most one a
 * second, in a long combination one every 30 s, a line for each thing worth knowing, and one that says what it waits for when nothing has happened for 30 s, 1 min,
 * 2 min and so on). Thread-safe.
 */
public final class Progress implements ExecutionListener, AutoCloseable {

    static final long REDRAW_MILLIS = 200;
    static final long LISTEN_MILLIS = 5_000;
    private static final long COUNT_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long SIGN_OF_LIFE_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long RETRY_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long SILENCE_NANOS = Duration.ofSeconds(30).toNanos();

    private final Screen screen;
    private final LongSupplier nanoTime;
    private final boolean live;
    private final @Nullable ScheduledExecutorService ticker;
    private final ProgressNotes notes = new ProgressNotes();

    /** Held while the block is drawn, apart from the state's lock: a terminal that stands still must not stop the workers. Taken before the state's lock. */
    private final Object drawing = new Object();

    private final Object stateLock = new Object();
    private final ProgressState state;
    private long lastCount;
    private final AtomicReference<@Nullable Long> lastRetry = new AtomicReference<>();
    private final AtomicReference<@Nullable Long> lastFailure = new AtomicReference<>();
    private boolean countPending;
    private boolean closed;
    /** Null while nothing is expected to happen: before the run and after it. */
    private @Nullable Long lastEvent;

    private long silenceToTell = SILENCE_NANOS;

    /**
     * @param nanoTime a monotonic clock in nanoseconds
     * @param maxMissing the percentage of missing trials above which a combination counts as failed
     */
    public Progress(Screen screen, LongSupplier nanoTime, double maxMissing) {
        this(screen, nanoTime, maxMissing, Progress::daemon);
    }

    /** @param ticker made where anything may be shown, and told to redraw the block or to listen for silence; shut down by {@link #close} */
    Progress(Screen screen, LongSupplier nanoTime, double maxMissing, Supplier<ScheduledExecutorService> ticker) {
        this.state = new ProgressState(maxMissing);
        this.screen = screen;
        this.nanoTime = nanoTime;
        this.live = screen.terminal().live();
        this.lastCount = nanoTime.getAsLong() - COUNT_NANOS;
        this.ticker = screen.quiet() ? null : ticker.get();
        if (this.ticker != null) {
            long every = live ? REDRAW_MILLIS : LISTEN_MILLIS;
            // With a fixed delay: a terminal that stood still shall not get the missed frames in a burst.
            var unused = this.ticker.scheduleWithFixedDelay(
                    live ? this::redraw : this::listen, every, every, TimeUnit.MILLISECONDS);
        }
    }

    private static ScheduledExecutorService daemon() {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void on(ExecutionEvent event) {
        synchronized (stateLock) {
            long now = nanoTime.getAsLong();
            state.apply(event, now);
            lastEvent = event instanceof ExecutionEvent.RunFinished ? null : (Long) now;
            silenceToTell = SILENCE_NANOS;
        }
        notes.warning(event).ifPresent(screen::warning);
        notes.message(event).ifPresent(screen::message);
        if (!live) {
            plain(event);
        }
    }

    private void plain(ExecutionEvent event) {
        Optional<String> note = notes.plain(event);
        if (note.isPresent() && mayTell(event)) {
            screen.message(note.get());
        }
        if (event instanceof ExecutionEvent.CombinationFinished || event instanceof ExecutionEvent.CombinationFailed) {
            count(COUNT_NANOS, true);
        } else if (event instanceof ExecutionEvent.TrialFinished || event instanceof ExecutionEvent.Answered) {
            count(SIGN_OF_LIFE_NANOS, false);
        }
    }

    /** What goes wrong may go wrong often: of retries and of failed trials one is told every ten seconds. */
    private boolean mayTell(ExecutionEvent event) {
        if (event instanceof ExecutionEvent.Retrying) {
            return isDue(lastRetry);
        }
        return !(event instanceof ExecutionEvent.TrialFinished) || isDue(lastFailure);
    }

    private boolean isDue(AtomicReference<@Nullable Long> last) {
        synchronized (stateLock) {
            long now = nanoTime.getAsLong();
            Long before = last.get();
            boolean due = before == null || now - before >= RETRY_NANOS;
            if (due) {
                last.set(now);
            }
            return due;
        }
    }

    /** Prints the count if the last one is old enough; if not, and it must not get lost, it comes later. */
    private void count(long every, boolean keep) {
        String line;
        synchronized (stateLock) {
            long now = nanoTime.getAsLong();
            if (closed) {
                return;
            }
            if (now - lastCount < every) {
                countPending |= keep;
                return;
            }
            lastCount = now;
            countPending = false;
            line = state.counts(now);
        }
        screen.message(line);
    }

    /** Says what the run waits for once nothing has happened for a while, and again each time the silence has doubled. */
    void listen() {
        String line;
        synchronized (stateLock) {
            long now = nanoTime.getAsLong();
            if (closed || lastEvent == null || now - lastEvent < silenceToTell) {
                return;
            }
            silenceToTell = 2 * (now - lastEvent);
            line = state.silence(Duration.ofNanos(now - lastEvent), now);
        }
        screen.message(line);
    }

    /** Draws the block as it is now; nothing once closed. */
    void redraw() {
        synchronized (drawing) {
            synchronized (stateLock) {
                // A redraw that was under way when close() came must not draw the block again.
                if (closed) {
                    return;
                }
            }
            screen.status(lines());
        }
    }

    private List<String> lines() {
        synchronized (stateLock) {
            return state.lines(nanoTime.getAsLong(), screen.terminal().width() - 1);
        }
    }

    /** Stops redrawing, removes the block, and prints the last count that was held back. May be called twice, and from an interrupted thread. */
    @Override
    public void close() {
        if (ticker != null) {
            // Not shutdownNow: an interrupt in the middle of a write could cut it, or close the stream.
            ticker.shutdown();
        }
        String last;
        synchronized (drawing) {
            synchronized (stateLock) {
                last = countPending ? state.counts(nanoTime.getAsLong()) : "";
                countPending = false;
                closed = true;
            }
            screen.clearStatus();
        }
        if (!last.isEmpty()) {
            screen.message(last);
        }
    }
}
