package dev.matrix.app;

import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * What {@code Main} fills in: the outside world as the use cases see it.
 *
 * @param connector opens connections to model servers
 * @param simulator starts the simulator inside the program
 * @param runLog sends the maintainer's log into a file
 * @param clock wall clock
 * @param nanoTime monotonic clock in nanoseconds
 * @param programVersion this program's version
 */
public record Ports(
        ServerConnector connector,
        EmbeddedSimulator simulator,
        RunLog runLog,
        Clock clock,
        LongSupplier nanoTime,
        String programVersion) {}
