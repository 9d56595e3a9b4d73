package dev.matrix.execution;

import dev.matrix.domain.Protocol;

/**
 * The protocol of a model and a benchmark, the same for all personalities.
 *
 * @param model the model's name
 * @param benchmark the benchmark's name
 * @param readBy {@link Protocol#LOGPROB} or {@link Protocol#GENERATE}
 * @param reason one clause for the manifest and the summary
 */
public record ProtocolChoice(String model, String benchmark, Protocol readBy, String reason) {}
