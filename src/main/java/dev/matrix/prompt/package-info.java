/**
 * Turns an item, a personality and a benchmark's format into the exact messages of a conversation, item by item, and traits into a system prompt. It knows no
 * server, no file and no score.
 */
@NullMarked
package dev.matrix.prompt;

import org.jspecify.annotations.NullMarked;
