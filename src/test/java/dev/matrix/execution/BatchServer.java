package dev.matrix.execution;

import dev.matrix.domain.CallMetrics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Plays the measurement of one level in virtual time: workers that ask one after the other, and a server with a number of slots that slow each other down by
 * the universal scalability law.
 */
final class BatchServer {

    private static final int TOKENS = 48;
    /** A prompt takes as long as so many tokens. */
    private static final int PROMPT = 16;

    private static final double ALONE_NANOS = 1e9;

    private final int slots;
    private final double contention;
    private final double coherency;
    private final double jitter;
    private final Random random;

    /** @param jitter by what share a service time may differ from its mean */
    BatchServer(int slots, double contention, double coherency, double jitter, long seed) {
        this.slots = slots;
        this.contention = contention;
        this.coherency = coherency;
        this.jitter = jitter;
        this.random = new Random(seed);
    }

    private record Sent(int worker, long at, long from, long end) {}

    /** Tokens a second of so many slots in service. */
    double speed(int together) {
        return together * (TOKENS + PROMPT) / (ALONE_NANOS * slowness(together) / 1e9);
    }

    ConcurrencyChoice.Level level(int inFlight) {
        return new LevelFigures(inFlight, replies(inFlight), PROMPT).level();
    }

    /** Climbs a ladder to its end. */
    ConcurrencyChoice climb(int trials, int most) {
        ConcurrencyLadder ladder = new ConcurrencyLadder("m", trials, most);
        for (var next = ladder.next(); next.isPresent(); next = ladder.next()) {
            ladder.add(level(next.getAsInt()));
        }
        return ladder.choice();
    }

    private List<TimedReply> replies(int workers) {
        int left = ConcurrencyLadder.requests(workers);
        PriorityQueue<Sent> served = new PriorityQueue<>(Comparator.comparingLong(Sent::end));
        Deque<Sent> waiting = new ArrayDeque<>();
        List<TimedReply> replies = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            send(worker, 0, served, waiting);
            left--;
        }
        while (!served.isEmpty()) {
            Sent done = served.remove();
            replies.add(reply(done));
            if (!waiting.isEmpty()) {
                Sent next = waiting.remove();
                serve(next.worker(), next.at(), done.end(), served);
            }
            if (left-- > 0) {
                send(done.worker(), done.end(), served, waiting);
            }
        }
        return replies;
    }

    private void send(int worker, long now, PriorityQueue<Sent> served, Deque<Sent> waiting) {
        if (served.size() < slots) {
            serve(worker, now, now, served);
        } else {
            waiting.add(new Sent(worker, now, now, now));
        }
    }

    private void serve(int worker, long at, long now, PriorityQueue<Sent> served) {
        double nanos = ALONE_NANOS * slowness(served.size() + 1) * (1 + jitter * (2 * random.nextDouble() - 1));
        served.add(new Sent(worker, at, now, now + Math.round(nanos)));
    }

    private double slowness(int together) {
        return 1 + contention * (together - 1) + coherency * together * (together - 1);
    }

    private static TimedReply reply(Sent sent) {
        long service = sent.end() - sent.from();
        CallMetrics metrics = new CallMetrics(
                100, TOKENS, sent.end() - sent.at(), 0, service / 4, service - service / 4, sent.end() - sent.at());
        return new TimedReply(sent.worker(), sent.at(), sent.end(), true, metrics);
    }
}
