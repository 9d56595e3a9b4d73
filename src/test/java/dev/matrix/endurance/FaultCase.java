package dev.matrix.endurance;

import dev.matrix.simulator.FaultPlan;
import java.util.Set;

/**
 * One way in which a run is disturbed.
 *
 * @param fault what goes wrong
 * @param stage where, as the simulator names it
 * @param rate how often, for people
 * @param rules the same as the simulator's rules
 * @param seed of rules by rate
 * @param codes exit codes that design allows here; the run's files then say which of them is right
 * @param changes replies that a fault may have changed and that are scored all the same, by their end: {@code repetition}, {@code length}
 * @param renewed true when the server has other weights from then on, which a resume meets
 * @param stepping true when the wall clock steps back and forth
 */
record FaultCase(
        String fault,
        String stage,
        String rate,
        String rules,
        long seed,
        Set<Integer> codes,
        Set<String> changes,
        boolean renewed,
        boolean stepping) {

    static FaultCase of(String fault, String stage, String rate, String rules, long seed, Set<Integer> codes) {
        return new FaultCase(fault, stage, rate, rules, seed, codes, Set.of(), false, false);
    }

    FaultPlan plan() {
        return FaultPlan.parse(rules);
    }

    /** Faults whose replies count: loops are a behaviour of models. */
    FaultCase changing(String... ends) {
        return new FaultCase(fault, stage, rate, rules, seed, codes, Set.of(ends), renewed, stepping);
    }

    FaultCase meetingNewWeights() {
        return new FaultCase(fault + ", resumed on them", stage, rate, rules, seed, codes, changes, true, stepping);
    }

    FaultCase withSteppingClock() {
        return new FaultCase(fault, stage, rate, rules, seed, codes, changes, renewed, true);
    }
}
