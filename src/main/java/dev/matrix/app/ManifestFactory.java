package dev.matrix.app;

import dev.matrix.domain.Personality;
import dev.matrix.store.BenchmarkRecord;
import dev.matrix.store.FrozenSettings;
import dev.matrix.store.LmEvalVersion;
import dev.matrix.store.Manifest;
import dev.matrix.store.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a prepared run down as a manifest. */
final class ManifestFactory {

    private final PreparedRun prepared;
    private final String programVersion;
    private final @Nullable LmEvalVersion lmEval;

    /** @param lmEval the one that asks; null under the native engine */
    ManifestFactory(PreparedRun prepared, String programVersion, @Nullable LmEvalVersion lmEval) {
        this.prepared = prepared;
        this.programVersion = programVersion;
        this.lmEval = lmEval;
    }

    Manifest first(String runId, Instant now) {
        return new Manifest(
                Manifest.FORMAT_VERSION,
                runId,
                RunState.RUNNING,
                now,
                now,
                programVersion,
                settings(),
                server(),
                prepared.models(),
                prepared.personalities(),
                ownPrompts(),
                benchmarks(),
                prepared.settings(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                prepared.warnings(),
                List.of(revision(1, now, "created", List.of())),
                prepared.server().simulated(),
                lmEval,
                List.of(),
                ShardSetup.record(prepared.part()),
                List.of(),
                prepared.servers().record().orElse(null),
                List.of(),
                List.of());
    }

    /** The manifest of a run that is resumed. */
    Manifest next(Manifest old, List<String> changes, Instant now) {
        return old.extended(
                settings(),
                server(),
                lmEval,
                prepared.models(),
                prepared.personalities(),
                ownPrompts(),
                benchmarks(),
                prepared.settings(),
                revision(old.revisions().size() + 1, now, changes.isEmpty() ? "resumed" : "extended", changes));
    }

    private Manifest.Revision revision(int number, Instant now, String action, List<String> changes) {
        return new Manifest.Revision(
                number,
                now,
                action,
                changes,
                prepared.request().server().concurrency().most(),
                prepared.server().address(),
                prepared.request().server().concurrency().measured());
    }

    private FrozenSettings settings() {
        RunRequest.Measuring measuring = prepared.request().measuring();
        RunRequest.Design design = prepared.request().design();
        Duration budget = design.budget();
        return new FrozenSettings(
                measuring.seed(),
                measuring.repeats(),
                ResumedRequest.limitName(measuring.limit()),
                measuring.sample(),
                measuring.fewshot(),
                measuring.baselineSystem().label(),
                measuring.scoring(),
                measuring.engine().label(),
                measuring.data(),
                prepared.request().policy().maxMissing(),
                design.sesoi(),
                design.compare(),
                design.control(),
                budget == null ? null : budget.toMillis() / 1000.0,
                design.stopWhen());
    }

    private Manifest.ServerRecord server() {
        return new Manifest.ServerRecord(
                prepared.server().address(),
                prepared.server().version(),
                prepared.request().server().demo());
    }

    private List<String> ownPrompts() {
        return prepared.request().selection().own().stream()
                .map(Personality::name)
                .toList();
    }

    private List<BenchmarkRecord> benchmarks() {
        return prepared.benchmarks().stream()
                .map(each -> new BenchmarkRecord(
                        each.benchmark(),
                        each.items().kind(),
                        each.items().origin(),
                        each.items().dataHash(),
                        each.items().available(),
                        each.items().items().size(),
                        each.source(),
                        each.url(),
                        each.licence(),
                        each.revision()))
                .toList();
    }
}
