/**
 * The words of the program as records and sealed types: model, personality, benchmark, item, setting, combination, trial, outcome, score. Everything
 * else speaks in them, and what several stages must agree on to the letter is here too: Python's text and regular expressions, lm-eval's hash of messages.
 * It knows nothing but the JDK: no JSON library, no HTTP, no files, no picocli.
 */
@NullMarked
package dev.matrix.domain;

import org.jspecify.annotations.NullMarked;
