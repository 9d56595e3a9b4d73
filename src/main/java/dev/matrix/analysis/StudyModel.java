package dev.matrix.analysis;

import org.jspecify.annotations.Nullable;

/**
 * What analysis is told of a model.
 *
 * @param nominalSize what people call its size, in parameters; null when unknown
 * @param parameterCount measured; null when unknown
 * @param family architecture family; empty when unknown
 * @param quantization e.g. {@code Q4_K_M}; empty when unknown
 */
public record StudyModel(
        String name,
        String digest,
        @Nullable Double nominalSize,
        @Nullable Long parameterCount,
        String family,
        String quantization) {}
