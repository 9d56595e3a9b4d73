/**
 * One class a use case: it joins the stages (detect, plan, execute, store, score, analyse) and returns a result. It knows no picocli and no terminal; servers
 * and the simulator come through ports that {@code Main} fills, while files (datasets, runs) and lm-eval's processes are those of its stages. A run that lm-eval
 * asks is carried out in {@code app.lmeval}.
 */
@NullMarked
package dev.matrix.app;

import org.jspecify.annotations.NullMarked;
