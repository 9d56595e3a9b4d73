package dev.matrix.app;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Fingerprint;
import dev.matrix.domain.Model;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Setting;
import dev.matrix.store.BenchmarkRecord;
import dev.matrix.store.FrozenSettings;
import dev.matrix.store.LmEvalVersion;
import dev.matrix.store.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What two runs differ in besides their scores, from their manifests. Models, personalities and benchmarks that only one has are told by its combinations. */
final class RunChanges {

    private static final int SHORT = 12;

    private final Manifest first;
    private final Manifest second;
    private final List<RunChange> changes = new ArrayList<>();

    RunChanges(Manifest first, Manifest second) {
        this.first = first;
        this.second = second;
    }

    List<RunChange> all() {
        changes.clear();
        versions();
        settings();
        both(first.models(), second.models(), Model::name).forEach(this::model);
        both(first.personalities(), second.personalities(), Personality::name).forEach(this::personality);
        both(
                        first.benchmarks(),
                        second.benchmarks(),
                        record -> record.benchmark().name())
                .forEach(this::benchmark);
        observed();
        return List.copyOf(changes);
    }

    /** A thing of the same name in both. */
    private record Both<T>(String name, T first, T second) {}

    private static <T> List<Both<T>> both(List<T> first, List<T> second, Function<T, String> name) {
        Map<String, T> byName = new LinkedHashMap<>();
        first.forEach(each -> byName.put(name.apply(each), each));
        List<Both<T>> both = new ArrayList<>();
        for (T each : second) {
            T other = byName.get(name.apply(each));
            if (other != null) {
                both.add(new Both<>(name.apply(each), other, each));
            }
        }
        return both;
    }

    private void add(String what, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            changes.add(new RunChange(what, shown(before), shown(after)));
        }
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "none" : String.valueOf(value);
    }

    private void versions() {
        add("answered by", answeredBy(first), answeredBy(second));
        add("matrix", first.programVersion(), second.programVersion());
        add("server version", first.server().version(), second.server().version());
        add("server address", first.server().address(), second.server().address());
        add("lm-eval", lmEval(first), lmEval(second));
    }

    private static String answeredBy(Manifest manifest) {
        return manifest.simulated() ? "a simulator" : "a real server";
    }

    private static @Nullable String lmEval(Manifest manifest) {
        LmEvalVersion version = manifest.lmEval();
        return version == null ? null : version.described();
    }

    private void settings() {
        FrozenSettings before = first.settings();
        FrozenSettings after = second.settings();
        add("--seed", before.seed(), after.seed());
        add("--repeats", before.repeats(), after.repeats());
        add("--limit", before.limit(), after.limit());
        add("--sample", before.sample(), after.sample());
        add("--fewshot", before.fewshot(), after.fewshot());
        add("--baseline-system", before.baselineSystem(), after.baselineSystem());
        add("--scoring", before.scoring(), after.scoring());
        add("--engine", before.engine(), after.engine());
        add("--data", before.data(), after.data());
        add("--max-missing", before.maxMissing(), after.maxMissing());
        add("--sesoi", before.sesoi(), after.sesoi());
        add("--compare", ResumedDesign.named(before.compare()), ResumedDesign.named(after.compare()));
        add("--control", yes(before.control()), yes(after.control()));
        add("--budget", ResumedDesign.budget(first), ResumedDesign.budget(second));
        add("--stop-when", before.stopWhen().label(), after.stopWhen().label());
        add("--shard", shard(first), shard(second));
        add("settings", axes(first), axes(second));
    }

    private static @Nullable String shard(Manifest manifest) {
        return manifest.shard() == null ? null : manifest.shard().label();
    }

    private static String yes(boolean set) {
        return set ? "yes" : "no";
    }

    private static String axes(Manifest manifest) {
        return manifest.axes().stream().map(Setting::id).collect(Collectors.joining(", "));
    }

    private void model(Both<Model> model) {
        String of = " of " + model.name();
        add("digest" + of, cut(model.first().digest()), cut(model.second().digest()));
        add("quantization" + of, model.first().quantization(), model.second().quantization());
        add("parameters" + of, model.first().parameterCount(), model.second().parameterCount());
        add(
                "own SYSTEM" + of,
                hash(model.first().ownSystem()),
                hash(model.second().ownSystem()));
    }

    private void personality(Both<Personality> personality) {
        String of = " of " + personality.name();
        add(
                "system prompt" + of,
                hash(personality.first().system()),
                hash(personality.second().system()));
        add(
                "wrapper" + of,
                hash(personality.first().wrapper()),
                hash(personality.second().wrapper()));
    }

    private void benchmark(Both<BenchmarkRecord> both) {
        String of = " of " + both.name();
        BenchmarkRecord before = both.first();
        BenchmarkRecord after = both.second();
        add("kind of data" + of, word(before.kind()), word(after.kind()));
        add("data" + of, cut(before.dataHash()), cut(after.dataHash()));
        add("revision" + of, before.revision(), after.revision());
        add("items" + of, before.used(), after.used());
        Benchmark was = before.benchmark();
        Benchmark is = after.benchmark();
        add("metric" + of, was.metric(), is.metric());
        add("examples" + of, was.fewshot(), is.fewshot());
        add("token limits" + of, was.limits(), is.limits());
        add(
                "prompt format" + of,
                hash(was.format().toString()),
                hash(is.format().toString()));
        add("order of options" + of, word(was.optionOrder()), word(is.optionOrder()));
    }

    /** How replies were read, and what baseline's system turn held: both are found out during a run. */
    private void observed() {
        both(first.protocols(), second.protocols(), record -> record.model() + " on " + record.benchmark())
                .forEach(both -> add(
                        "protocol of " + both.name(),
                        both.first().readBy().label(),
                        both.second().readBy().label()));
        both(first.baselines(), second.baselines(), Manifest.BaselineRecord::model)
                .forEach(both -> add(
                        "baseline's system turn of " + both.name(),
                        word(both.first().system()),
                        word(both.second().system())));
        both(first.reach(), second.reach(), record -> record.personality() + " on " + record.model())
                .forEach(both -> add(
                        "reach of " + both.name(),
                        both.first().reach().label(),
                        both.second().reach().label()));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String cut(String hash) {
        return hash.length() <= SHORT ? hash : hash.substring(0, SHORT);
    }

    private static @Nullable String hash(@Nullable String text) {
        return text == null || text.isEmpty()
                ? null
                : cut(new Fingerprint().add(text).hex());
    }
}
