/**
 * The adapter between the port {@code inference} and a server that speaks Ollama's API: addresses, HTTP, the wire's records, streaming with deadlines, the
 * breaker of looping replies, the typing of failures, and the detection of models. It is the only place that knows OkHttp and Ollama's JSON. It must not
 * know benchmarks, personalities, retries, files or the simulator.
 */
@NullMarked
package dev.matrix.ollama;

import org.jspecify.annotations.NullMarked;
