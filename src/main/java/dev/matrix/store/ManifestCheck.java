package dev.matrix.store;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Model;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Setting;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks at what a manifest says: a file that somebody edited must not be believed because it can be parsed. */
final class ManifestCheck {

    private static final Pattern LIMIT = Pattern.compile("all|[1-9][0-9]{0,8}");

    private final Manifest manifest;
    private @Nullable String problem;

    private ManifestCheck(Manifest manifest) {
        this.manifest = manifest;
    }

    /** The first thing that is wrong, as a clause that names the field; empty when nothing is. */
    static Optional<String> problem(Manifest manifest) {
        ManifestCheck check = new ManifestCheck(manifest);
        check.identity();
        check.settings();
        check.matrix();
        check.observations();
        return Optional.ofNullable(check.problem);
    }

    private void require(boolean holds, String field, Object value, String expected) {
        if (!holds && problem == null) {
            problem = "the field " + field + " is '" + value + "', which is not " + expected;
        }
    }

    private void identity() {
        require(manifest.formatVersion() >= 1, "format_version", manifest.formatVersion(), "a version");
        require(RunStore.isRunId(manifest.runId()), "run_id", manifest.runId(), "a run's name");
    }

    private void settings() {
        FrozenSettings settings = manifest.settings();
        Integer fewshot = settings.fewshot();
        require(settings.repeats() >= 1, "settings.repeats", settings.repeats(), "a count of at least 1");
        require(LIMIT.matcher(settings.limit()).matches(), "settings.limit", settings.limit(), "a count or 'all'");
        require(fewshot == null || fewshot >= 0, "settings.fewshot", String.valueOf(fewshot), "a count");
        require(
                isBaselineSystem(settings.baselineSystem()),
                "settings.baseline_system",
                settings.baselineSystem(),
                "'empty', 'vendor' or 'none'");
        require(
                settings.maxMissing() >= 0 && settings.maxMissing() <= 100,
                "settings.max_missing",
                settings.maxMissing(),
                "a percentage");
        require(
                settings.sesoi() > 0 && settings.sesoi() <= 100,
                "settings.sesoi",
                settings.sesoi(),
                "a number of points, more than 0 and at most 100");
        Double budget = settings.budget();
        require(budget == null || budget > 0, "settings.budget", String.valueOf(budget), "a number of seconds");
    }

    private static boolean isBaselineSystem(String name) {
        for (BaselineSystem each : BaselineSystem.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(name)) {
                return true;
            }
        }
        return false;
    }

    private void matrix() {
        distinct("models", manifest.models().stream().map(Model::name).toList());
        distinct(
                "personalities",
                manifest.personalities().stream().map(Personality::name).toList());
        distinct(
                "benchmarks",
                manifest.benchmarks().stream()
                        .map(record -> record.benchmark().name())
                        .toList());
        distinct("axes", manifest.axes().stream().map(Setting::id).toList());
        for (Setting axis : manifest.axes()) {
            String temperature = axis.axes().getOrDefault("temperature", "0");
            require(temperature.matches("[0-9]{1,3}(\\.[0-9]{1,6})?"), "axes", axis.id(), "a temperature");
        }
    }

    private void distinct(String field, List<String> names) {
        require(!names.isEmpty(), field, "[]", "a list of at least one");
        require(new HashSet<>(names).size() == names.size(), field, names, "a list without repetition");
    }

    private void observations() {
        require(!manifest.revisions().isEmpty(), "revisions", "[]", "a list of at least one");
        for (BenchmarkRecord record : manifest.benchmarks()) {
            require(record.used() >= 0, "benchmarks.used", record.used(), "a count");
        }
        ShardRecord shard = manifest.shard();
        require(
                shard == null || (shard.index() >= 1 && shard.index() <= shard.count()),
                "shard.index",
                shard == null ? "" : shard.index(),
                "one from 1 to shard.count");
        for (Manifest.StopRecord stop : manifest.stops()) {
            require(stop.items() >= 0, "stops.items", stop.items(), "a count");
        }
        for (Manifest.LoadRecord load : manifest.loads()) {
            require(load.sizeBytes() >= 0, "loads.size_bytes", load.sizeBytes(), "a size");
            require(load.gpuBytes() >= 0, "loads.gpu_bytes", load.gpuBytes(), "a size");
        }
    }
}
