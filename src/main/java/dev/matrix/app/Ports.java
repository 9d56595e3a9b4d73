package dev.matrix.app;

import dev.matrix.execution.Sleeper;
import dev.matrix.lmeval.LmEvalFinder;
import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * What {@code Main} fills in: the outside world as the use cases see it.
 *
 * @param connector opens connections to model servers
 * @param simulator starts the simulator inside the program
 * @param launcher starts it as a server of its own
 * @param runLog sends the maintainer's log into a file
 * @param clock wall clock
 * @param nanoTime monotonic clock in nanoseconds
 * @param programVersion this program's version
 * @param lmEval finds the installed lm-eval
 * @param sleeper waits between attempts
 */
public record Ports(
        ServerConnector connector,
        EmbeddedSimulator simulator,
        SimulatorLauncher launcher,
        RunLog runLog,
        Clock clock,
        LongSupplier nanoTime,
        String programVersion,
        LmEvalFinder lmEval,
        Sleeper sleeper) {}
