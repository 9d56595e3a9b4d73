/**
 * What a run leaves on disk: its directory, the journal of trials, items, manifest, checkpoint, results, and the lock that keeps two writers apart. Whole
 * files are replaced atomically; the journal only grows. It knows no server, no scoring rule and nothing of what a number means.
 */
@NullMarked
package dev.matrix.store;

import org.jspecify.annotations.NullMarked;
