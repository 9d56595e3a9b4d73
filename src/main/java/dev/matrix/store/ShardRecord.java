package dev.matrix.store;

import java.util.List;

/**
 * Which part of a run's plan a shard asks. The rest of its manifest describes the whole run, the same in every shard.
 *
 * @param index from 1
 * @param count how many shards the run was split into
 * @param by {@code model} or {@code model x benchmark}: what was never parted
 * @param part what it asks, in plan order
 */
public record ShardRecord(int index, int count, String by, List<ModelPart> part) {

    public ShardRecord {
        part = List.copyOf(part);
    }

    /** A model with those of its benchmarks that the shard asks, all personalities and settings of each. */
    public record ModelPart(String model, List<String> benchmarks) {
        public ModelPart {
            benchmarks = List.copyOf(benchmarks);
        }
    }

    /** As the option takes it. */
    public String label() {
        return index + "/" + count;
    }
}
