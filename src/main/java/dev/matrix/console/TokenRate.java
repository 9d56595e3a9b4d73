package dev.matrix.console;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/** Generated tokens a second over the last 30 seconds, or since the model was ready if that is shorter. Confined to its owner's lock. */
final class TokenRate {

    private static final long WINDOW_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long SHORTEST_NANOS = Duration.ofSeconds(1).toNanos();

    private final Deque<Reply> recent = new ArrayDeque<>();
    private long sinceNanos;

    private record Reply(long atNanos, int tokens) {}

    /** Starts anew: loading a model takes time in which nothing can be generated. */
    void restart(long nanos) {
        recent.clear();
        sinceNanos = nanos;
    }

    void add(int tokens, long nanos) {
        recent.add(new Reply(nanos, tokens));
        forget(nanos);
    }

    /** Empty while too little was seen. */
    OptionalLong perSecond(long nanos) {
        forget(nanos);
        // Not from the oldest reply on: its tokens took time before it came.
        long span = Math.min(WINDOW_NANOS, nanos - sinceNanos);
        long tokens = recent.stream().mapToLong(Reply::tokens).sum();
        return span < SHORTEST_NANOS || tokens == 0
                ? OptionalLong.empty()
                : OptionalLong.of(Math.round(tokens * 1e9 / span));
    }

    private void forget(long nanos) {
        while (!recent.isEmpty() && nanos - recent.getFirst().atNanos() > WINDOW_NANOS) {
            recent.removeFirst();
        }
    }
}
