package dev.matrix.domain;

import java.time.Duration;

/**
 * What preloading a model brought.
 *
 * @param wall how long it took
 * @param loaded the server's view of the loaded model; its fields are 0 when the server does not list it
 */
public record LoadReport(Duration wall, LoadedModel loaded) {}
