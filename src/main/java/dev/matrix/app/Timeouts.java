package dev.matrix.app;

import java.time.Duration;

/**
 * Deadlines of calls to a server. Their defaults are those of the settings.
 *
 * @param connect until a connection stands
 * @param firstByte until the first byte of a reply, waiting for a slot included
 * @param idle between two lines of a reply
 * @param total of a whole reply
 * @param load until a model is loaded
 */
public record Timeouts(Duration connect, Duration firstByte, Duration idle, Duration total, Duration load) {}
