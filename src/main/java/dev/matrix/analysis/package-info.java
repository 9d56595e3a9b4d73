/**
 * Statistics over scores: a cell's score with its uncertainty, comparisons with baseline on the same items, spread over benchmarks, the noise floor. Pure
 * functions over values in memory. It reads no files, knows no protocol and no prompt, and renders nothing.
 */
@NullMarked
package dev.matrix.analysis;

import org.jspecify.annotations.NullMarked;
