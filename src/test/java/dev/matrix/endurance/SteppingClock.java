package dev.matrix.endurance;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;

/** A wall clock that somebody sets back and forth by up to a day, at every tenth look on average. Thread-safe. */
final class SteppingClock extends Clock {

    private static final double STEPS = 0.1;
    private static final int LONGEST_SECONDS = 86_400;

    private final Clock real = Clock.systemUTC();
    private final Random random;
    private long offsetSeconds;

    SteppingClock(long seed) {
        random = new Random(seed);
    }

    @Override
    public synchronized Instant instant() {
        if (random.nextDouble() < STEPS) {
            offsetSeconds = random.nextInt(-LONGEST_SECONDS, LONGEST_SECONDS);
        }
        return real.instant().plusSeconds(offsetSeconds);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the program keeps UTC");
    }
}
