package dev.matrix.app;

import dev.matrix.config.ScoringChoice;
import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Model;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Setting;
import dev.matrix.store.Manifest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a resume does: the run's own settings, extended by what stands on the command line. Models, personalities, benchmarks and temperatures may be
 * added, limit and repeats may grow; anything else that decides the meaning of a score must stay.
 */
final class ResumedRequest {

    private final Manifest manifest;
    private final RunRequest asked;

    /** What this resume changes, one clause each; filled by {@link #merge}. */
    private final List<String> changes = new ArrayList<>();

    ResumedRequest(Manifest manifest, RunRequest asked) {
        this.manifest = manifest;
        this.asked = asked;
    }

    /** The request to carry out. */
    RunRequest merge() {
        refuseChanges();
        return asked.with(selection(), measuring());
    }

    List<String> changes() {
        return List.copyOf(changes);
    }

    private void refuseChanges() {
        Manifest.FrozenSettings frozen = manifest.settings();
        RunRequest.Measuring now = asked.measuring();
        refuse("--seed", frozen.seed(), now.seed());
        refuse("--sample", frozen.sample(), sampleName(now));
        refuse("--fewshot", String.valueOf(frozen.fewshot()), String.valueOf(now.fewshot()));
        refuse("--baseline-system", frozen.baselineSystem(), lower(now.baselineSystem()));
        refuse("--scoring", frozen.scoring(), lower(now.scoring()));
        refuse("--data", frozen.data(), now.data());
        refuse("--think", axisThink(), now.think());
    }

    private boolean axisThink() {
        return manifest.axes().stream().anyMatch(Setting::think);
    }

    private void refuse(String option, Object recorded, Object asks) {
        if (asked.isGiven(option) && !recorded.equals(asks)) {
            throw MatrixException.usage("--resume cannot change " + option + ": run " + manifest.runId() + " has "
                    + recorded + ", the command line says " + asks + ". Leave it out, or start another run with"
                    + " --run-id NEW.");
        }
    }

    private RunRequest.Selection selection() {
        RunRequest.Selection now = asked.selection();
        List<String> models =
                union("--models", manifest.models().stream().map(Model::name).toList(), now.models());
        List<String> personalities = union(
                "--personalities",
                manifest.personalities().stream().map(Personality::name).toList(),
                now.personalities());
        List<String> benchmarks = union(
                "--benchmarks",
                manifest.benchmarks().stream()
                        .map(entry -> entry.benchmark().name())
                        .toList(),
                now.benchmarks());
        return new RunRequest.Selection(
                models, now.range(), personalities, own(now.own()), benchmarks, now.skipMissing());
    }

    /** Prompts that came from the command line of an earlier invocation live only in the manifest. */
    private List<Personality> own(List<Personality> now) {
        Set<String> named = new LinkedHashSet<>();
        now.forEach(personality -> named.add(personality.name()));
        List<Personality> own = new ArrayList<>(now);
        manifest.personalities().stream()
                .filter(old -> !named.contains(old.name()))
                .filter(old -> manifest.ownPrompts().contains(old.name()))
                .forEach(own::add);
        now.stream()
                .filter(added -> !manifest.ownPrompts().contains(added.name()))
                .forEach(added -> changes.add("personality " + added.name()));
        return own;
    }

    private List<String> union(String option, List<String> recorded, List<String> asks) {
        Set<String> all = new LinkedHashSet<>(recorded);
        if (asked.isGiven(option)) {
            for (String added : asks) {
                if (all.add(added)) {
                    changes.add(option.substring(2) + " " + added);
                }
            }
        }
        return List.copyOf(all);
    }

    private RunRequest.Measuring measuring() {
        Manifest.FrozenSettings frozen = manifest.settings();
        int limit = limit(frozen.limit());
        int repeats = grown("--repeats", frozen.repeats(), asked.measuring().repeats());
        return new RunRequest.Measuring(
                grown("--limit", limit, asked.measuring().limit()),
                frozen.sample().equals("stratified"),
                frozen.fewshot(),
                temperatures(),
                repeats,
                frozen.seed(),
                axisThink(),
                BaselineSystem.valueOf(frozen.baselineSystem().toUpperCase(Locale.ROOT)),
                ScoringChoice.valueOf(frozen.scoring().toUpperCase(Locale.ROOT)),
                frozen.data());
    }

    private int grown(String option, int recorded, int asks) {
        if (!asked.isGiven(option) || asks == recorded) {
            return recorded;
        }
        if (asks < recorded) {
            throw MatrixException.usage("--resume cannot lower " + option + ": run " + manifest.runId() + " has "
                    + recorded + ", the command line says " + asks
                    + ". Leave it out, or start another run with --run-id NEW.");
        }
        changes.add(option.substring(2) + " " + (asks == Integer.MAX_VALUE ? "all" : asks));
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

    static String sampleName(RunRequest.Measuring measuring) {
        return measuring.stratified() ? "stratified" : "first";
    }

    static String limitName(int limit) {
        return limit == Integer.MAX_VALUE ? "all" : Integer.toString(limit);
    }

    private static int limit(String name) {
        return name.equals("all") ? Integer.MAX_VALUE : Integer.parseInt(name);
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
