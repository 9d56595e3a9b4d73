/**
 * One class a use case: it joins the stages (detect, plan, execute, store, score, analyse) and returns a result. It knows no picocli, no terminal and no
 * adapter: servers and the simulator come through ports that {@code Main} fills.
 */
@NullMarked
package dev.matrix.app;

import org.jspecify.annotations.NullMarked;
