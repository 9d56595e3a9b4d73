package dev.matrix.domain;

/**
 * A model that is in the server's memory.
 *
 * @param name the name that loaded it first
 * @param digest the manifest digest
 * @param sizeBytes all memory that it takes
 * @param gpuBytes the part of it on a GPU; less than {@code sizeBytes} means that the CPU shares the work
 * @param contextTokens context of one slot; 0 when the server does not tell
 */
public record LoadedModel(String name, String digest, long sizeBytes, long gpuBytes, int contextTokens) {}
