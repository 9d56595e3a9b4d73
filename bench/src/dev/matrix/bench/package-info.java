/**
 * Measures the program from outside, as a process against the simulator as another process: how far a run stays from the time that the server needs, and
 * what the client costs. It knows the command line, the run's files and the simulator's statistics, and must not touch the program's classes.
 */
@NullMarked
package dev.matrix.bench;

import org.jspecify.annotations.NullMarked;
