package dev.matrix.app;

import dev.matrix.domain.Item;
import dev.matrix.plan.ModelPlan;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.plan.RunPlan;
import dev.matrix.store.StoredRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What earlier invocations leave of a plan.
 *
 * @param index the journal's trials
 * @param reuse what of the plan is reused and what is asked
 * @param rest the part of the plan that is asked
 * @param warning which lines of the journal could not be read; empty when all could
 */
record EarlierTrials(TrialIndex index, Reuse reuse, RunPlan rest, Optional<String> warning) {

    /** A new run: everything is asked. */
    static EarlierTrials none(RunPlan plan) {
        return new EarlierTrials(new TrialIndex(), new Reuse(0, 0, 0, plan.trials()), plan, Optional.empty());
    }

    /** Reads the journal of a run that is resumed. */
    static EarlierTrials read(StoredRun run, PreparedRun prepared) {
        TrialIndex index = new TrialIndex();
        Optional<String> warning = run.forEachTrial(index::add).warning();
        Reading reading = new Reading(index, new PlannedKeys(run.manifest(), prepared.conversations()));
        List<ModelPlan> models = new ArrayList<>();
        for (ModelPlan model : prepared.plan().models()) {
            models.add(new ModelPlan(
                    model.model(),
                    model.combinations().stream()
                            .map(reading::rest)
                            .filter(planned -> !planned.items().isEmpty())
                            .toList()));
        }
        RunPlan rest = new RunPlan(
                models.stream().filter(model -> !model.combinations().isEmpty()).toList());
        return new EarlierTrials(index, reading.counter.total(), rest, warning);
    }

    private record Reading(TrialIndex index, PlannedKeys keys, Reuse.Counter counter) {

        Reading(TrialIndex index, PlannedKeys keys) {
            this(index, keys, new Reuse.Counter());
        }

        PlannedCombination rest(PlannedCombination planned) {
            List<Item> items = planned.items().stream()
                    .filter(item -> isAsked(planned, item))
                    .toList();
            return new PlannedCombination(planned.combination(), items, planned.repeats());
        }

        /** Counts each repeat of the item; true when one of them is asked. */
        private boolean isAsked(PlannedCombination planned, Item item) {
            boolean asked = false;
            for (int repeat = 0; repeat < planned.repeats(); repeat++) {
                TrialIndex.Standing standing = standing(planned, item, repeat);
                counter.add(standing);
                asked |= standing != TrialIndex.Standing.REUSED;
            }
            return asked;
        }

        private TrialIndex.Standing standing(PlannedCombination planned, Item item, int repeat) {
            return keys.key(planned.combination(), item, repeat)
                    .map(key -> index.standing(planned.id(), item.id(), repeat, key))
                    .orElse(TrialIndex.Standing.NEW);
        }
    }
}
