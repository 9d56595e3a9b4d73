package dev.matrix.config;

/**
 * The items of a benchmark on the Hugging Face hub.
 *
 * @param repository the data set that holds the files, e.g. {@code openai/gsm8k}
 * @param data its files, by their paths in the repository
 */
public record HubSource(String repository, BenchmarkFile.Data data) {}
