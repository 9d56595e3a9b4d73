/**
 * The words of the program as records and sealed types: model, personality, benchmark, item, setting, combination, trial, outcome, score. Everything
 * else speaks in them. It knows nothing but the JDK: no JSON, no HTTP, no files, no picocli.
 */
@NullMarked
package dev.matrix.domain;

import org.jspecify.annotations.NullMarked;
