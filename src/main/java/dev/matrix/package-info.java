/**
 * The program's entry point: wires the packages by hand and owns the process (streams, exit code, logging set-up).
 * It must not hold work of its own: what the program does is in the packages below.
 */
@NullMarked
package dev.matrix;

import org.jspecify.annotations.NullMarked;
