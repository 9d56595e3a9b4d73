package dev.matrix.execution;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Protocol;

/**
 * Trials of one model that take about the same time.
 *
 * @param benchmark the benchmark's name
 * @param readBy how its deciding call is read
 * @param reasons true when the personality has a wrapper that makes the model reason
 */
record TimingClass(String benchmark, Protocol readBy, boolean reasons) {

    static TimingClass of(Benchmark benchmark, Personality personality, Protocol readBy) {
        return new TimingClass(benchmark.name(), readBy, personality.reasons());
    }
}
