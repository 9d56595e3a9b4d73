package dev.matrix.app;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Item;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Trial;
import dev.matrix.execution.KnownTrials;
import dev.matrix.plan.ModelPlan;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.plan.RunPlan;
import dev.matrix.store.Manifest;
import dev.matrix.store.StoredRun;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What earlier invocations leave of a plan.
 *
 * @param state how the plan's trials stand to the journal
 * @param probes what probes that were cut short have asked
 * @param reuse what of the plan is reused and what is asked
 * @param rest the part of the plan that is asked
 * @param pace how long the trials of the journal took
 */
record EarlierTrials(JournalState state, ProbeReplies probes, Reuse reuse, RunPlan rest, JournalPace pace) {

    /** A new run: everything is asked. */
    static EarlierTrials none(PreparedRun prepared, Manifest manifest) {
        RunPlan plan = prepared.plan();
        PlannedKeys keys = new PlannedKeys(manifest, prepared.conversations());
        ProbeReplies probes = new ProbeReplies(keys, Stream.empty());
        return new EarlierTrials(
                JournalState.none(keys), probes, new Reuse(0, 0, 0, plan.trials()), plan, JournalPace.none());
    }

    /** Reads the journal of a run that is resumed. */
    static EarlierTrials read(StoredRun run, PreparedRun prepared) {
        PlannedKeys keys = new PlannedKeys(run.manifest(), prepared.conversations());
        JournalPace pace = new JournalPace(prepared.plan().combinations());
        ProbeReplies probes = new ProbeReplies(keys, prepared.plan().combinations());
        JournalState state = JournalState.of(
                lines -> run.forEachTrial(trial -> {
                    pace.add(trial);
                    probes.add(trial);
                    lines.accept(trial);
                }),
                prepared.plan().combinations(),
                keys);
        Reading reading = new Reading(state, new Reuse.Counter());
        List<ModelPlan> models = new ArrayList<>();
        for (ModelPlan model : prepared.plan().models()) {
            List<PlannedCombination> rest = model.combinations().stream()
                    .map(reading::rest)
                    .filter(planned -> !planned.items().isEmpty())
                    .toList();
            if (!rest.isEmpty()) {
                models.add(new ModelPlan(model.model(), rest));
            }
        }
        return new EarlierTrials(state, probes, reading.counter.total(), new RunPlan(models), pace);
    }

    /** For whoever carries out the plan. */
    KnownTrials known() {
        return new KnownTrials() {
            @Override
            public BitSet done(PlannedCombination planned, Protocol readBy, BaselineSystem baseline) {
                return state.done(planned, readBy, baseline);
            }

            @Override
            public Optional<Trial> probed(
                    PlannedCombination planned, int trial, Protocol readBy, BaselineSystem baseline) {
                return probes.reply(planned, trial, readBy, baseline);
            }
        };
    }

    /** Which lines of the journal could not be read; empty when all could. */
    Optional<String> warning() {
        return state.warning();
    }

    private record Reading(JournalState state, Reuse.Counter counter) {

        PlannedCombination rest(PlannedCombination planned) {
            List<Item> items = new ArrayList<>();
            for (int position = 0; position < planned.items().size(); position++) {
                if (isAsked(planned, position)) {
                    items.add(planned.items().get(position));
                }
            }
            return new PlannedCombination(planned.combination(), items, planned.repeats());
        }

        /** Counts each repeat of the item; true when one of them is asked. */
        private boolean isAsked(PlannedCombination planned, int position) {
            boolean asked = false;
            for (int repeat = 0; repeat < planned.repeats(); repeat++) {
                JournalState.Standing standing = state.standing(planned, position * planned.repeats() + repeat);
                counter.add(standing);
                asked |= standing != JournalState.Standing.REUSED;
            }
            return asked;
        }
    }
}
