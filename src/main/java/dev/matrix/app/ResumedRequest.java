package dev.matrix.app;

import dev.matrix.domain.Engine;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Model;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Setting;
import dev.matrix.domain.Shard;
import dev.matrix.store.FrozenSettings;
import dev.matrix.store.Manifest;
import dev.matrix.store.ShardRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a resume does: the run's own settings, extended by what stands on the command line. Models, personalities, benchmarks and temperatures may be
 * added, limit and repeats may grow; anything else that decides the meaning of a score must stay.
 */
final class ResumedRequest {

    private final Manifest manifest;
    private final RunRequest asked;
    private final Collection<String> catalogue;

    /** What this resume changes, one clause each; filled by {@link #merge}. */
    private final List<String> changes = new ArrayList<>();

    /** @param catalogue names of the personalities that have a file: these are read anew, all others live in the manifest */
    ResumedRequest(Manifest manifest, RunRequest asked, Collection<String> catalogue) {
        this.manifest = manifest;
        this.asked = asked;
        this.catalogue = catalogue;
    }

    /**
     * The request to carry out.
     *
     * @throws MatrixException of kind USAGE for a change that is no extension
     */
    RunRequest merge() {
        refuseChanges();
        return asked.with(
                asked.isGiven("--concurrency") ? asked.server().concurrency() : new HeldConcurrency(manifest).latest(),
                selection(),
                measuring(),
                new ResumedDesign(manifest, asked, changes).merge(),
                manifest.settings().maxMissing());
    }

    List<String> changes() {
        return List.copyOf(changes);
    }

    private void refuseChanges() {
        refuseDemo();
        FrozenSettings frozen = manifest.settings();
        RunRequest.Measuring now = asked.measuring();
        refuse("--seed", frozen.seed(), now.seed());
        refuse("--sample", frozen.sample().label(), now.sample().label());
        refuse("--fewshot", fewshotName(frozen.fewshot()), fewshotName(now.fewshot()));
        refuse(
                "--baseline-system",
                frozen.baselineSystem(),
                now.baselineSystem().label());
        refuse("--scoring", frozen.scoring().label(), now.scoring().label());
        refuse("--data", frozen.data(), now.data());
        refuse("--engine", frozen.engine(), now.engine().label());
        refuse("--think", onOff(thinks()), onOff(now.think()));
        refuse("--max-missing", frozen.maxMissing(), asked.policy().maxMissing());
        refuseOtherShard();
    }

    private void refuseOtherShard() {
        Shard now = asked.storage().shard();
        ShardRecord shard = manifest.shard();
        String recorded = shard == null ? "none" : shard.label();
        if (now != null && !now.label().equals(recorded)) {
            throw refusal("change --shard", recorded, now.label());
        }
    }

    /** What shard a new model or benchmark would fall to was never said: each of the shards would have to be told the same. */
    private void refuseInShard(String option, String added) {
        if (manifest.shard() != null) {
            throw MatrixException.usage("--resume cannot add " + added + " with " + option + ": run " + manifest.runId()
                    + " is shard " + manifest.shard().label()
                    + ", and a shard's part is fixed. Add it to the merged run, or start all shards anew.");
        }
    }

    private void refuseDemo() {
        Manifest.ServerRecord server = manifest.server();
        if (asked.server().demo() && (!manifest.simulated() || Boolean.FALSE.equals(server.embedded()))) {
            throw MatrixException.usage("--resume cannot go on with --demo: run " + manifest.runId() + " was asked at "
                    + server.address() + ". Leave out --demo, or start another run with --run-id NEW.");
        }
    }

    private boolean thinks() {
        return manifest.axes().stream().anyMatch(Setting::think);
    }

    private void refuse(String option, Object recorded, Object asks) {
        if (asked.isGiven(option) && !recorded.equals(asks)) {
            throw refusal("change " + option, recorded, asks);
        }
    }

    private MatrixException refusal(String what, Object recorded, Object asks) {
        return MatrixException.usage("--resume cannot " + what + ": run " + manifest.runId() + " has " + recorded
                + ", the command line says " + asks + ". Leave it out, or start another run with --run-id NEW.");
    }

    private RunRequest.Selection selection() {
        RunRequest.Selection now = asked.selection();
        return new RunRequest.Selection(
                union("--models", manifest.models().stream().map(Model::name).toList(), now.models()),
                now.range(),
                union(
                        "--personalities",
                        manifest.personalities().stream().map(Personality::name).toList(),
                        now.personalities()),
                own(now.own()),
                union(
                        "--benchmarks",
                        manifest.benchmarks().stream()
                                .map(entry -> entry.benchmark().name())
                                .toList(),
                        now.benchmarks()),
                true,
                now.skipMissing());
    }

    /** The prompts of this command line, and the recorded ones that no file holds. */
    private List<Personality> own(List<Personality> now) {
        for (Personality added : now) {
            Optional<Personality> recorded = recorded(added.name());
            if (recorded.isEmpty()) {
                changes.add("personality " + added.name());
            } else if (!recorded.get().equals(added)) {
                throw MatrixException.usage("--resume cannot change the prompt '" + added.name() + "' of run "
                        + manifest.runId() + ". Give the new one a name of its own (NAME=TEXT), or start another run"
                        + " with --run-id NEW.");
            }
        }
        List<Personality> own = new ArrayList<>(now);
        manifest.personalities().stream()
                .filter(old -> now.stream().noneMatch(added -> added.name().equals(old.name())))
                .filter(old -> !hasFiles(old.name()))
                .forEach(own::add);
        return own;
    }

    private Optional<Personality> recorded(String name) {
        return manifest.personalities().stream()
                .filter(old -> old.name().equals(name))
                .findFirst();
    }

    private boolean hasFiles(String name) {
        return Arrays.stream(name.split("\\+")).allMatch(catalogue::contains);
    }

    private List<String> union(String option, List<String> recorded, List<String> asks) {
        Set<String> all = new LinkedHashSet<>(recorded);
        if (asked.isGiven(option)) {
            for (String added : asks) {
                if (all.add(added)) {
                    if (!option.equals("--personalities")) {
                        refuseInShard(option, added);
                    }
                    changes.add(option.substring(2) + " " + added);
                }
            }
        }
        return List.copyOf(all);
    }

    private RunRequest.Measuring measuring() {
        FrozenSettings frozen = manifest.settings();
        RunRequest.Measuring now = asked.measuring();
        int limit = frozen.limit().equals("all") ? Integer.MAX_VALUE : Integer.parseInt(frozen.limit());
        return new RunRequest.Measuring(
                grown("--limit", limit, now.limit()),
                frozen.sample(),
                frozen.fewshot(),
                temperatures(),
                grown("--repeats", frozen.repeats(), now.repeats()),
                frozen.seed(),
                thinks(),
                BaselineNames.parse(frozen.baselineSystem()),
                frozen.scoring(),
                frozen.data(),
                Engine.of(frozen.engine()));
    }

    private int grown(String option, int recorded, int asks) {
        if (!asked.isGiven(option) || asks == recorded) {
            return recorded;
        }
        if (asks < recorded) {
            throw refusal("lower " + option, limitName(recorded), limitName(asks));
        }
        changes.add(option.substring(2) + " " + limitName(asks));
        return asks;
    }

    private List<BigDecimal> temperatures() {
        Set<BigDecimal> all = new LinkedHashSet<>();
        manifest.axes()
                .forEach(axis -> all.add(BigDecimal.valueOf(axis.temperature()).stripTrailingZeros()));
        if (asked.isGiven("--temperatures")) {
            asked.measuring().temperatures().forEach(value -> {
                if (all.add(value.stripTrailingZeros())) {
                    changes.add("temperature " + value.toPlainString());
                }
            });
        }
        return List.copyOf(all);
    }

    static String limitName(int limit) {
        return limit == Integer.MAX_VALUE ? "all" : Integer.toString(limit);
    }

    private static String fewshotName(@Nullable Integer fewshot) {
        return fewshot == null ? "own" : fewshot.toString();
    }

    private static String onOff(boolean on) {
        return on ? "on" : "off";
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
