package dev.matrix.store;

/**
 * A shard that a merged run was put together from.
 *
 * @param shard {@code i/n}
 * @param runId its own name
 * @param address where it was asked
 */
public record MergedShard(String shard, String runId, String address) {}
