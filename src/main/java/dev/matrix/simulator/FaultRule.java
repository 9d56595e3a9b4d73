package dev.matrix.simulator;

import org.jspecify.annotations.Nullable;

/**
 * When a fault strikes.
 *
 * @param stage where
 * @param fault what
 * @param rate probability for each request from {@code first} to {@code last}, in [0, 1]
 * @param first the first request of the stage that it may strike, counted from 1
 * @param last the last one
 * @param model only requests for this model; null for all
 */
public record FaultRule(
        FaultStage stage,
        Fault fault,
        double rate,
        int first,
        int last,
        @Nullable String model) {

    public FaultRule {
        if (!fault.kind().fits(stage)) {
            throw new IllegalArgumentException(fault.label() + " cannot strike at stage " + stage.label());
        }
        if (!(rate >= 0 && rate <= 1) || first < 1 || last < first) {
            throw new IllegalArgumentException("a rate lies in [0, 1] and a range of requests starts at 1");
        }
    }
}
