package dev.matrix.store.cache;

/**
 * What pruning removed, or would remove.
 *
 * @param entries removed
 * @param bytes of these
 * @param entriesLeft that stay
 * @param bytesLeft of these
 * @param inUse files that were left alone, because a process writes them
 */
public record Pruned(long entries, long bytes, long entriesLeft, long bytesLeft, int inUse) {}
