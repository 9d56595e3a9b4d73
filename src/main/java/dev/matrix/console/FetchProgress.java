package dev.matrix.console;

import dev.matrix.domain.TransferListener;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Shows what is being fetched: a status line on a live terminal, else a line every few seconds. Not thread-safe. */
public final class FetchProgress implements TransferListener {

    private static final long LIVE_NANOS = 100_000_000L;
    private static final long PLAIN_NANOS = 5_000_000_000L;
    private static final int SENTENCE = 2000;

    private final Screen screen;
    private final LongSupplier nanoTime;
    private long shownAt;

    /** @param nanoTime monotonic clock in nanoseconds */
    public FetchProgress(Screen screen, LongSupplier nanoTime) {
        this.screen = screen;
        this.nanoTime = nanoTime;
        this.shownAt = nanoTime.getAsLong();
    }

    @Override
    public void announced(String sentence) {
        screen.message(SafeText.line(sentence, SENTENCE));
        shownAt = nanoTime.getAsLong();
    }

    @Override
    public void progressed(String what, long done, long total) {
        long now = nanoTime.getAsLong();
        boolean live = screen.terminal().live();
        if (now - shownAt < (live ? LIVE_NANOS : PLAIN_NANOS)) {
            return;
        }
        shownAt = now;
        String line = line(what, done, total);
        if (live) {
            screen.status(List.of(line));
        } else {
            screen.message(SafeText.line(line, SENTENCE));
        }
    }

    private static String line(String what, long done, long total) {
        String size = String.format(Locale.ROOT, "%.1f", done / 1e6);
        return total > 0
                ? String.format(Locale.ROOT, "%s: %s of %.1f MB (%d %%)", what, size, total / 1e6, 100 * done / total)
                : what + ": " + size + " MB";
    }

    @Override
    public void noted(String sentence) {
        screen.message(SafeText.line(sentence, SENTENCE));
    }

    @Override
    public void warned(String sentence) {
        screen.warning(SafeText.line(sentence, SENTENCE));
    }

    @Override
    public void ended() {
        screen.clearStatus();
    }
}
