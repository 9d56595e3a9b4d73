package dev.matrix.domain;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One item of one combination, one repeat: all its calls.
 *
 * @param key the identity that the plan fixes (see {@code plan}); decides whether an old trial is still valid
 * @param combination id of the cell of the matrix that it belongs to or controls
 * @param item id of the item
 * @param repeat 0-based
 * @param control label of a control condition; null for an ordinary trial
 * @param protocol how it was asked
 * @param readBy how the deciding call is read: {@link Protocol#LOGPROB} or {@link Protocol#GENERATE}
 * @param finishedAt when the last call ended
 * @param calls in order; the last one decides
 * @param host address of the server that answered, of a run that has several; else null
 * @param cachedFrom the run that asked it, where it was taken from the cache across runs; null for what this run asked itself
 */
public record Trial(
        String key,
        String combination,
        String item,
        int repeat,
        @Nullable String control,
        Protocol protocol,
        Protocol readBy,
        Instant finishedAt,
        List<Call> calls,
        @Nullable String host,
        @Nullable String cachedFrom) {

    /** A trial that the run asked itself, on its one server. */
    public Trial(
            String key,
            String combination,
            String item,
            int repeat,
            @Nullable String control,
            Protocol protocol,
            Protocol readBy,
            Instant finishedAt,
            List<Call> calls) {
        this(key, combination, item, repeat, control, protocol, readBy, finishedAt, calls, null, null);
    }

    public Trial {
        Objects.requireNonNull(key, "a trial has a key");
        Objects.requireNonNull(combination, "a trial belongs to a combination");
        Objects.requireNonNull(item, "a trial belongs to an item");
        Objects.requireNonNull(protocol, "a trial has a protocol");
        Objects.requireNonNull(readBy, "a trial is read by a protocol");
        if (repeat < 0) {
            throw new IllegalArgumentException("a repeat is counted from 0, got " + repeat);
        }
        if (calls.isEmpty()) {
            throw new IllegalArgumentException("a trial has at least one call");
        }
        calls = List.copyOf(calls);
    }

    /** The same, answered by this one of a run's servers. */
    public Trial answeredBy(String address) {
        return new Trial(
                key, combination, item, repeat, control, protocol, readBy, finishedAt, calls, address, cachedFrom);
    }

    /** True when it was not asked in this run but taken from the cache across runs: its times are none of this run's. */
    public boolean fromCache() {
        return cachedFrom != null;
    }

    /** The same answer as a trial of another run. */
    public Trial takenFrom(String run) {
        return new Trial(key, combination, item, repeat, control, protocol, readBy, finishedAt, calls, null, run);
    }

    /** The id of its combination: that of the cell, or of the cell's control. */
    public String combinationId() {
        return Combination.id(combination, control);
    }

    /** The call whose reply is scored. */
    public Call deciding() {
        return calls.get(calls.size() - 1);
    }

    /** The failure that makes this trial missing, if any call failed. */
    public Optional<Failure> failure() {
        return calls.stream()
                .flatMap(call -> Optional.ofNullable(call.failure()).stream())
                .findFirst();
    }
}
