package dev.matrix.simulator;

/** Elapsed time in nanoseconds; only differences mean anything. */
@FunctionalInterface
interface Ticker {

    long nanos();

    static Ticker system() {
        return System::nanoTime;
    }
}
