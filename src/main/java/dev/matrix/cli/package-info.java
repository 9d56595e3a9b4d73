/**
 * The command line: picocli commands that turn options into a request, call one use case and derive the exit code from its result. It knows no server, no
 * file format and no statistics; picocli does not leave it.
 */
@NullMarked
package dev.matrix.cli;

import org.jspecify.annotations.NullMarked;
