package dev.matrix.execution;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which trials of a combination other runs were answered.
 *
 * @param byOrigin the numbers of the trials, item by item, repeats together, by whose answers they are: the same origin for answers of one run, and of runs
 *     that were checked against each other
 */
public record CachedPlaces(Map<String, BitSet> byOrigin) {

    public CachedPlaces {
        Map<String, BitSet> copy = new LinkedHashMap<>();
        byOrigin.forEach((origin, trials) -> copy.put(origin, (BitSet) trials.clone()));
        byOrigin = copy;
    }

    /** Nothing is there. */
    public static CachedPlaces none() {
        return new CachedPlaces(Map.of());
    }

    /** All that are there. The set is the caller's own. */
    public BitSet trials() {
        BitSet all = new BitSet();
        byOrigin.values().forEach(all::or);
        return all;
    }

    Set<String> origins() {
        return byOrigin.keySet();
    }
}
