package dev.matrix.domain;

import java.util.List;
import java.util.Map;

/**
 * The items of a benchmark in sampling order: the sample of N is the first N, so that samples are nested.
 *
 * @param benchmark the benchmark's name
 * @param kind where the items come from
 * @param origin the file or files, for people and for the manifest
 * @param dataHash SHA-256 (hex) over the hashes of all items of the set in source order, before sampling
 * @param items the items that the run uses, in sampling order
 * @param available how many items the whole set has
 * @param shots few-shot pool in order; never scored. An item uses the first of its own stratum, else those with an empty stratum
 * @param warnings what a person should know about the set, e.g. a skewed key distribution
 * @param draws for items that are shown examples of their own: item id to places in {@code shots}, in order; empty where the rule above holds
 */
public record ItemSet(
        String benchmark,
        DataKind kind,
        String origin,
        String dataHash,
        List<Item> items,
        int available,
        List<Item> shots,
        List<String> warnings,
        Map<String, List<Integer>> draws) {

    /** A set whose items are shown the first examples. */
    public ItemSet(
            String benchmark,
            DataKind kind,
            String origin,
            String dataHash,
            List<Item> items,
            int available,
            List<Item> shots,
            List<String> warnings) {
        this(benchmark, kind, origin, dataHash, items, available, shots, warnings, Map.of());
    }

    public ItemSet {
        draws = Map.copyOf(draws);
        items = List.copyOf(items);
        shots = List.copyOf(shots);
        warnings = List.copyOf(warnings);
    }

    /** The few-shot examples for an item: its own draw, else the first {@code count} of its stratum where the pool has any, else of the whole pool. */
    public List<Item> shotsFor(Item item, int count) {
        if (count == 0) {
            return List.of();
        }
        List<Integer> drawn = draws.get(item.id());
        if (drawn != null) {
            return drawn.stream().limit(count).map(shots::get).toList();
        }
        List<Item> own = shots.stream()
                .filter(shot -> shot.stratum().equals(item.stratum()))
                .toList();
        return (own.isEmpty() ? shots : own).stream().limit(count).toList();
    }
}
