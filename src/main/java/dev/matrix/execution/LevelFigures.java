package dev.matrix.execution;

import dev.matrix.domain.CallMetrics;
import dev.matrix.execution.ConcurrencyChoice.Level;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the requests of one level come to. Only the time counts in which all of them were in flight: from when the last worker had its first reply, which also
 * leaves out the first evaluation of each prefix, to when the first worker had nothing left to ask.
 */
final class LevelFigures {

    /** The time is cut into so many pieces to see how much the speed varies. */
    private static final int PIECES = 4;

    private final int inFlight;
    private final List<TimedReply> replies;
    private final double prompt;
    private final long firstEnd;
    private final double from;
    private final double to;

    /**
     * Figures of a level.
     *
     * @param replies of {@code inFlight} workers, each of which asked one after the other; at least one
     * @param prompt tokens that the evaluation of a prompt counts for, the same for all levels that are compared
     */
    LevelFigures(int inFlight, List<TimedReply> replies, double prompt) {
        this.prompt = prompt;
        this.inFlight = inFlight;
        this.replies = List.copyOf(replies);
        Map<Integer, Long> first = new HashMap<>();
        Map<Integer, Long> last = new HashMap<>();
        for (TimedReply reply : replies) {
            first.merge(reply.worker(), reply.endNanos(), Math::min);
            last.merge(reply.worker(), reply.endNanos(), Math::max);
        }
        long warm = first.values().stream().max(Comparator.naturalOrder()).orElse(0L);
        long saturated = last.values().stream().min(Comparator.naturalOrder()).orElse(0L);
        this.firstEnd = first.values().stream().min(Comparator.naturalOrder()).orElse(0L);
        boolean overlap = saturated > warm;
        // One worker was slower with its first than another with all of its: then all the time has to do.
        this.from = overlap
                ? warm
                : replies.stream().mapToLong(TimedReply::startNanos).min().orElse(0);
        this.to = overlap
                ? saturated
                : replies.stream().mapToLong(TimedReply::endNanos).max().orElse(0);
    }

    /**
     * How many tokens the model could have generated while it evaluated a prompt, by the server's times of requests that were alone. Without that, a level that
     * happened to get short replies would look slow. The first request is left out: it evaluated what the others found in the cache.
     */
    static double promptTokens(List<TimedReply> alone) {
        double promptNanos = 0;
        double generateNanos = 0;
        double tokens = 0;
        double count = 0;
        for (TimedReply reply : alone.subList(Math.min(1, alone.size()), alone.size())) {
            CallMetrics metrics = reply.metrics();
            if (reply.replied() && metrics.servedNanos().isPresent() && metrics.timedTokens() > 0) {
                promptNanos += metrics.promptNanos();
                generateNanos += metrics.generateNanos();
                tokens += metrics.timedTokens();
                count++;
            }
        }
        return count == 0 ? 0 : promptNanos / count / (generateNanos / tokens);
    }

    Level level() {
        int failed = (int) replies.stream().filter(reply -> !reply.replied()).count();
        return new Level(inFlight, replies.size(), failed, tokensPerSecond(from, to), noise(), served());
    }

    private double tokensPerSecond(double start, double end) {
        double tokens = replies.stream()
                .mapToDouble(reply -> reply.tokensBetween(start, end, prompt))
                .sum();
        return end > start ? tokens / ((end - start) / 1e9) : 0;
    }

    /** The standard error of the mean of the pieces' speeds. */
    private double noise() {
        double piece = (to - from) / PIECES;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < PIECES; i++) {
            double speed = tokensPerSecond(from + i * piece, from + (i + 1) * piece);
            sum += speed;
            squares += speed * speed;
        }
        double mean = sum / PIECES;
        double variance = Math.max(0, squares - PIECES * mean * mean) / (PIECES - 1);
        return Math.sqrt(variance / PIECES);
    }

    /** Little's law: of the requests in flight, those in service are the share of their time that is service. */
    private @Nullable Double served() {
        double service = 0;
        double queued = 0;
        for (TimedReply reply : replies) {
            CallMetrics metrics = reply.metrics();
            // Before that the server was not yet as busy as the level makes it.
            if (reply.replied()
                    && reply.startNanos() >= firstEnd
                    && metrics.queuedNanos().isPresent()) {
                service += metrics.servedNanos().orElse(0);
                queued += metrics.queuedNanos().getAsLong();
            }
        }
        return service <= 0 ? null : (Double) (inFlight * service / (service + queued));
    }
}
