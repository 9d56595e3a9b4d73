package dev.matrix.analysis.published;

/**
 * Two conditions that sent the same prompt: what differs between them is noise.
 *
 * @param model the model
 * @param first one condition
 * @param second the other
 * @param difference of their means over the sets, a share; first minus second
 * @param set the set on which they differ most
 * @param items by so many right answers; first minus second
 * @param leastP the smallest p that this difference can have, by McNemar's exact test, uncorrected
 * @param mostP the largest one
 * @param different true when a set on which they differ is called different after Holm's correction over all pairs of this kind, however the items pair
 */
public record SamePrompt(
        String model,
        String first,
        String second,
        double difference,
        String set,
        int items,
        double leastP,
        double mostP,
        boolean different) {}
