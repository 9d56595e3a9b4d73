package dev.matrix.domain;

/**
 * A typed failure of a call.
 *
 * @param kind its class
 * @param message one sentence for people, free of control characters, at most 500 characters
 * @param httpStatus the status code, 0 when there was none
 */
public record Failure(FailureKind kind, String message, int httpStatus) {}
