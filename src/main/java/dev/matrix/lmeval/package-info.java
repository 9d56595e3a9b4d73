/**
 * The second engine: the real lm-eval (EleutherAI's lm-evaluation-harness) as a subprocess, one for each combination and repeat. It finds the program, writes
 * its tasks, data and configuration, runs it, and reads its files. It must not know the network, the journal or how scores are made: what lm-eval was asked
 * and what came back is handed over as samples.
 */
@NullMarked
package dev.matrix.lmeval;

import org.jspecify.annotations.NullMarked;
