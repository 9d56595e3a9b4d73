package dev.matrix.app;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Item;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Trial;
import dev.matrix.execution.KnownTrials;
import dev.matrix.plan.ModelPlan;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.plan.RunPlan;
import dev.matrix.store.HostsRecord;
import dev.matrix.store.Manifest;
import dev.matrix.store.StoredRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What earlier invocations leave of a plan.
 *
 * @param state how the plan's trials stand to the journal
 * @param probes what probes that were cut short have asked
 * @param reuse what of the plan is reused and what is asked
 * @param rest the part of the plan that is asked
 * @param pace how long the trials of the journal took
 * @param hosts the servers of the run and where its models belong; empty of a run that has one server
 * @param anew models that are asked anew on another server than before
 * @param moves what a person should know of these; empty where no answer is left behind
 */
record EarlierTrials(
        JournalState state,
        ProbeReplies probes,
        Reuse reuse,
        RunPlan rest,
        JournalPace pace,
        Optional<HostsRecord> hosts,
        Set<String> anew,
        Optional<String> moves) {

    EarlierTrials {
        anew = Set.copyOf(anew);
    }

    /** A new run: everything is asked. */
    static EarlierTrials none(PreparedRun prepared, Manifest manifest) {
        RunPlan plan = prepared.plan();
        PlannedKeys keys = new PlannedKeys(manifest, prepared.conversations());
        return new EarlierTrials(
                JournalState.none(keys),
                new ProbeReplies(keys, Stream.empty()),
                new Reuse(0, 0, 0, plan.trials()),
                plan,
                JournalPace.none(),
                Optional.ofNullable(manifest.hosts()),
                Set.of(),
                Optional.empty());
    }

    /** Reads the journal of a run that is resumed. */
    static EarlierTrials read(StoredRun run, PreparedRun prepared) {
        Manifest manifest = run.manifest();
        ResumedHosts resumed = new ResumedHosts(manifest, prepared.servers());
        Optional<HostsRecord> hosts = resumed.record();
        if (hosts.isEmpty()) {
            return read(run, manifest, prepared);
        }
        Instant now = manifest.updatedAt();
        EarlierTrials known = read(run, manifest.withHosts(hosts.get(), now), prepared);
        Set<String> anew = resumed.anew(hosts.get(), prepared.plan(), known.rest());
        HostsRecord left = hosts.get().without(anew);
        EarlierTrials next =
                anew.isEmpty() ? known : read(run, without(manifest, anew).withHosts(left, now), prepared);
        Set<String> answered = anew.stream()
                .filter(model -> trials(known.rest(), model) < trials(next.rest(), model))
                .collect(Collectors.toSet());
        return new EarlierTrials(
                next.state(),
                next.probes(),
                next.reuse(),
                next.rest(),
                next.pace(),
                Optional.of(resumed.placed(left, next.rest(), now)),
                anew,
                resumed.notice(hosts.get(), anew, answered));
    }

    private static int trials(RunPlan plan, String model) {
        return plan.models().stream()
                .filter(each -> each.model().name().equals(model))
                .mapToInt(ModelPlan::trials)
                .sum();
    }

    private static Manifest without(Manifest manifest, Set<String> models) {
        Manifest next = manifest;
        for (String model : models) {
            next = next.withoutModel(model, CombinationIds.of(manifest, model), manifest.updatedAt());
        }
        return next;
    }

    /** The manifest of this invocation with its servers, and without what was seen of models that are asked anew. */
    Manifest placed(Manifest manifest, Instant now) {
        return hosts.map(record -> without(manifest, anew).withHosts(record, now))
                .orElse(manifest);
    }

    private static EarlierTrials read(StoredRun run, Manifest manifest, PreparedRun prepared) {
        PlannedKeys keys = new PlannedKeys(manifest, prepared.conversations());
        JournalPace pace = new JournalPace(
                prepared.plan().combinations(),
                manifest.hosts(),
                new HeldConcurrency(manifest)::asked,
                Math.max(1, manifest.mergedFrom().size()));
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
        return new EarlierTrials(
                state,
                probes,
                reading.counter.total(),
                new RunPlan(models),
                pace,
                Optional.ofNullable(manifest.hosts()),
                Set.of(),
                Optional.empty());
    }

    /** For whoever carries out the plan. */
    KnownTrials known() {
        return new KnownTrials() {
            @Override
            public BitSet done(PlannedCombination planned, Protocol readBy, BaselineSystem baseline) {
                return state.done(planned, readBy, baseline);
            }

            @Override
            public BitSet fromCache(PlannedCombination planned, Protocol readBy, BaselineSystem baseline) {
                return state.fromCache(planned, readBy, baseline);
            }

            @Override
            public Optional<Trial> probed(
                    PlannedCombination planned, int trial, Protocol readBy, BaselineSystem baseline) {
                return probes.reply(planned, trial, readBy, baseline);
            }
        };
    }

    /**
     * Refuses to leave answers behind because nobody said where to go on.
     *
     * @throws MatrixException of kind USAGE that names the hosts
     */
    void requireChosen(RunRequest request) {
        if (moves.isPresent() && !request.isGiven("--host")) {
            throw MatrixException.usage("--resume: " + moves.get() + ", or name those to go on with.");
        }
    }

    /** What a person should know: which lines of the journal could not be read, and what is left behind. */
    List<String> warnings() {
        return Stream.concat(state.warning().stream(), moves.stream()).toList();
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
