/**
 * Doing what the plan says: model by model, a bounded pool of workers, retry, deadlines, the probes that choose a protocol, cancellation, and events for
 * whoever watches. It walks conversations and hands finished trials to a sink; it knows no benchmark, no scoring rule, no HTTP and no files.
 */
@NullMarked
package dev.matrix.execution;

import org.jspecify.annotations.NullMarked;
