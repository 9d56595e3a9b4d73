package dev.matrix.app;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Item;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Trial;
import dev.matrix.execution.KnownTrials;
import dev.matrix.plan.PlannedCombination;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a journal holds of probes that were cut short: replies to letter questions of a model and benchmark whose protocol the manifest does not have. That is
 * at most one probe each, so that whole replies can be kept. Filled once, then read by many threads.
 */
final class ProbeReplies {

    private final PlannedKeys keys;
    private final Map<String, Map<String, Trial>> open = new HashMap<>();

    /** @param planned the run's combinations */
    ProbeReplies(PlannedKeys keys, Stream<PlannedCombination> planned) {
        this.keys = keys;
        planned.map(PlannedCombination::combination)
                .filter(combination -> keys.readBy(combination).isEmpty())
                .forEach(combination -> {
                    open.put(combination.id(), new HashMap<>());
                    open.put(baseline(combination).id(), new HashMap<>());
                });
    }

    /** A probe asks a baseline that the plan does not have where every personality of it reasons. */
    private static Combination baseline(Combination combination) {
        return new Combination(
                combination.model(), Personality.baseline(), combination.benchmark(), combination.setting());
    }

    /** Takes the next line; it replaces an earlier one of the same item. */
    void add(Trial line) {
        Map<String, Trial> replies = open.get(line.combinationId());
        if (replies != null && line.readBy() == Protocol.LOGPROB && line.repeat() == 0) {
            replies.put(line.item(), line);
        }
    }

    /** See {@link KnownTrials#probed}. */
    Optional<Trial> reply(PlannedCombination planned, int trial, Protocol readBy, BaselineSystem baseline) {
        Item item = planned.items().get(trial / planned.repeats());
        return Optional.ofNullable(open.getOrDefault(planned.id(), Map.of()).get(item.id()))
                .filter(reply -> reply.failure().isEmpty())
                .filter(reply -> reply.key()
                        .equals(keys.of(planned.combination(), item, readBy, baseline)
                                .apply(trial % planned.repeats())));
    }
}
