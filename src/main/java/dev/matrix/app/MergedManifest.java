package dev.matrix.app;

import dev.matrix.domain.Model;
import dev.matrix.store.BenchmarkRecord;
import dev.matrix.store.Manifest;
import dev.matrix.store.MergedShard;
import dev.matrix.store.RunState;
import dev.matrix.store.ShardRecord;
import dev.matrix.store.StoredRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The manifest of the run that shards are put together to: what they planned, and what each has seen, in the order in which one machine would have. */
final class MergedManifest {

    private final List<StoredRun> shards;
    private final Manifest whole;

    /** @param shards of one run, in order */
    MergedManifest(List<StoredRun> shards) {
        this.shards = shards;
        this.whole = shards.get(0).manifest();
    }

    /** @param state of the merged run */
    Manifest manifest(String runId, RunState state, Instant now) {
        return new Manifest(
                whole.formatVersion(),
                runId,
                state,
                shards.stream()
                        .map(run -> run.manifest().createdAt())
                        .min(Comparator.naturalOrder())
                        .orElse(now),
                now,
                whole.programVersion(),
                whole.settings(),
                whole.server(),
                whole.models(),
                whole.personalities(),
                whole.ownPrompts(),
                whole.benchmarks(),
                whole.axes(),
                inOrder(Manifest::protocols, Manifest.ProtocolRecord::model),
                inOrder(Manifest::baselines, Manifest.BaselineRecord::model, Manifest.BaselineRecord::model),
                inOrder(
                        Manifest::reach,
                        Manifest.ReachRecord::model,
                        record -> record.model() + '\n' + record.personality()),
                inOrder(Manifest::loads, Manifest.LoadRecord::model),
                all(Manifest::failures),
                warnings(),
                revisions(),
                whole.simulated(),
                whole.lmEval(),
                all(Manifest::stops),
                null,
                shards.stream().map(MergedManifest::source).toList(),
                null,
                cacheChecks(),
                all(Manifest::concurrency));
    }

    private static MergedShard source(StoredRun run) {
        ShardRecord shard = Objects.requireNonNull(run.manifest().shard());
        return new MergedShard(shard.label(), run.id(), run.manifest().server().address());
    }

    /**
     * One a model. Where shards of one model found differently, none stands: a refusal by one would take from the others what they were right to use, and a
     * resume checks anew. What was refused was asked anew, and those later lines count.
     */
    private List<Manifest.CacheCheckRecord> cacheChecks() {
        List<Manifest.CacheCheckRecord> all = all(Manifest::cacheChecks);
        return inOrder(Manifest::cacheChecks, Manifest.CacheCheckRecord::model, Manifest.CacheCheckRecord::model)
                .stream()
                .filter(check -> all.stream()
                        .noneMatch(other -> other.model().equals(check.model()) && other.used() != check.used()))
                .toList();
    }

    private <T> List<T> all(Function<Manifest, List<T>> records) {
        return shards.stream()
                .flatMap(run -> records.apply(run.manifest()).stream())
                .toList();
    }

    /** Model by model, each as its shards saw it, the one with its first benchmark first. */
    private <T> List<T> inOrder(Function<Manifest, List<T>> records, Function<T, String> model) {
        List<T> ordered = new ArrayList<>();
        for (Model each : whole.models()) {
            for (Manifest owner : owners(each)) {
                records.apply(owner).stream()
                        .filter(record -> model.apply(record).equals(each.name()))
                        .forEach(ordered::add);
            }
        }
        return ordered;
    }

    /** The same where several shards of one model saw the same thing: the first counts. */
    private <T> List<T> inOrder(
            Function<Manifest, List<T>> records, Function<T, String> model, Function<T, String> identity) {
        Set<String> seen = new LinkedHashSet<>();
        return inOrder(records, model).stream()
                .filter(record -> seen.add(identity.apply(record)))
                .toList();
    }

    private Set<Manifest> owners(Model model) {
        Set<Manifest> owners = new LinkedHashSet<>();
        for (BenchmarkRecord benchmark : whole.benchmarks()) {
            for (StoredRun run : shards) {
                boolean asks = Optional.ofNullable(
                                ShardSetup.recorded(run.manifest().shard()))
                        .filter(part -> part.has(model, benchmark.benchmark()))
                        .isPresent();
                if (asks) {
                    owners.add(run.manifest());
                }
            }
        }
        return owners;
    }

    /** First what all were told alike from the start, then what is said of no model, then model by model. */
    private List<String> warnings() {
        int common = commonWarnings();
        Set<String> ordered = new LinkedHashSet<>(whole.warnings().subList(0, common));
        all(manifest -> manifest.warnings().subList(common, manifest.warnings().size())).stream()
                .filter(sentence -> subject(sentence).isEmpty())
                .forEach(ordered::add);
        for (Model model : whole.models()) {
            for (Manifest owner : owners(model)) {
                owner.warnings().stream()
                        .filter(sentence ->
                                subject(sentence).filter(model::equals).isPresent())
                        .forEach(ordered::add);
            }
        }
        // What a shard says of a model that is another's is told last rather than not at all.
        ordered.addAll(all(Manifest::warnings));
        return List.copyOf(ordered);
    }

    private int commonWarnings() {
        int common = 0;
        while (common < whole.warnings().size()) {
            int at = common;
            String sentence = whole.warnings().get(at);
            boolean same = shards.stream()
                    .map(run -> run.manifest().warnings())
                    .allMatch(
                            warnings -> at < warnings.size() && warnings.get(at).equals(sentence));
            if (!same) {
                return common;
            }
            common++;
        }
        return common;
    }

    /** The model that a sentence names; of names within names the longest. */
    private Optional<Model> subject(String sentence) {
        return whole.models().stream()
                .filter(model -> sentence.contains(model.name()))
                .max(Comparator.comparingInt(model -> model.name().length()));
    }

    private List<Manifest.Revision> revisions() {
        List<Manifest.Revision> revisions = new ArrayList<>(all(Manifest::revisions));
        revisions.sort(Comparator.comparing(Manifest.Revision::at));
        List<Manifest.Revision> numbered = new ArrayList<>();
        for (Manifest.Revision each : revisions) {
            numbered.add(new Manifest.Revision(
                    numbered.size() + 1,
                    each.at(),
                    each.action(),
                    each.changes(),
                    each.concurrency(),
                    each.host(),
                    each.measured()));
        }
        return numbered;
    }
}
