/**
 * The cache across runs on this disk: answered trials under the hash of what was asked, in files that only grow, one a process and kind of server. Whoever
 * uses it says what a key means; here nothing is known of prompts, and losing all of it costs time only.
 */
@NullMarked
package dev.matrix.store.cache;

import org.jspecify.annotations.NullMarked;
