/**
 * How a trial becomes a score: (benchmark, item, trial) in, outcome and score out. Pure functions of text and log-probabilities, linear in the length of
 * a reply, that never throw for anything a model can write. It knows no HTTP, no files, no statistics and no other trial.
 */
@NullMarked
package dev.matrix.scoring;

import org.jspecify.annotations.NullMarked;
