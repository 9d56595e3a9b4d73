package dev.matrix.app;

import java.time.Duration;

/**
 * Deadlines of calls to a server.
 *
 * @param connect until a connection stands
 * @param firstByte until the first byte of a reply, waiting for a slot included
 * @param idle between two lines of a reply
 * @param total of a whole reply
 * @param load until a model is loaded
 */
public record Timeouts(Duration connect, Duration firstByte, Duration idle, Duration total, Duration load) {

    /** 5 s, 120 s, 90 s, 15 min, 10 min. */
    public static Timeouts standard() {
        return new Timeouts(
                Duration.ofSeconds(5),
                Duration.ofSeconds(120),
                Duration.ofSeconds(90),
                Duration.ofMinutes(15),
                Duration.ofMinutes(10));
    }
}
