/**
 * How a trial becomes a score: (benchmark, item, trial) in, outcome and score out. Pure functions of text and log-probabilities. The program's own readers
 * are linear in the length of a reply and never throw for anything a model can write. {@link dev.matrix.scoring.LmEvalReading} runs the regular expressions
 * of a benchmark file, as lm-eval does: these backtrack, and how long that takes is up to their author. It knows no HTTP, no files, no statistics and no
 * other trial.
 */
@NullMarked
package dev.matrix.scoring;

import org.jspecify.annotations.NullMarked;
