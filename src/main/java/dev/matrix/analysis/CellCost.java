package dev.matrix.analysis;

import java.util.Map;

/**
 * What the trials of one cell took.
 *
 * @param planned planned trials
 * @param asked those that have an outcome
 * @param outcomes trials by outcome's label
 * @param seconds sum of the requests' own times; 0 when unknown
 * @param promptTokens of all its trials, where they are known
 * @param generatedTokens likewise
 */
public record CellCost(
        CellKey key,
        int planned,
        int asked,
        Map<String, Integer> outcomes,
        double seconds,
        long promptTokens,
        long generatedTokens) {}
