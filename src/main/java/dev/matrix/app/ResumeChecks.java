package dev.matrix.app;

import dev.matrix.domain.MatrixException;
import dev.matrix.inference.ServerInfo;
import dev.matrix.store.BenchmarkRecord;
import dev.matrix.store.HostsRecord;
import dev.matrix.store.LmEvalVersion;
import dev.matrix.store.Manifest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must hold before a run is gone on with: the same kind of server, and nothing of what was measured is left out or exchanged. */
final class ResumeChecks {

    private final Manifest manifest;
    private final PreparedRun prepared;
    private final @Nullable LmEvalVersion lmEval;

    /** @param lmEval the one that would ask; null under the native engine, or where none is installed */
    ResumeChecks(Manifest manifest, PreparedRun prepared, @Nullable LmEvalVersion lmEval) {
        this.manifest = manifest;
        this.prepared = prepared;
        this.lmEval = lmEval;
    }

    /**
     * Refuses what would make the run's results wrong or smaller.
     *
     * @throws MatrixException of kind USAGE that says what differs and what to do
     */
    void require() {
        sameServer();
        sameEngine();
        List<String> models =
                prepared.models().stream().map(model -> model.name()).toList();
        manifest.models().stream()
                .map(model -> model.name())
                .filter(name -> !models.contains(name))
                .forEach(name -> refuseLoss("model " + name, "install it again with 'ollama pull " + name + "'"));
        List<String> personalities = prepared.personalities().stream()
                .map(personality -> personality.name())
                .toList();
        manifest.personalities().stream()
                .map(personality -> personality.name())
                .filter(name -> !personalities.contains(name))
                .forEach(name -> refuseLoss("personality " + name, "name it with --personalities"));
        manifest.benchmarks().forEach(this::sameData);
        manifest.axes().stream()
                .filter(axis -> !prepared.settings().contains(axis))
                .forEach(axis -> refuseLoss("setting " + axis.id(), "name its temperature with --temperatures"));
        new AddedSettings(manifest, prepared).requireMeaning();
    }

    private void sameServer() {
        String id = manifest.runId();
        if (manifest.simulated() != prepared.server().simulated()) {
            throw MatrixException.usage(
                    manifest.simulated()
                            ? "Run " + id + " was answered by a simulator, "
                                    + prepared.server().address()
                                    + " is a real server. Resume it with --demo, or start another run with --run-id NEW."
                            : "Run " + id + " was answered by a real server, "
                                    + prepared.server().address()
                                    + " is a simulator. Name the server with --host, or start another run with"
                                    + " --run-id NEW.");
        }
        prepared.servers().entries().forEach(each -> sameVersion(id, each.info()));
    }

    /** A server that is new to a run of several gets whole models only. */
    private void sameVersion(String id, ServerInfo server) {
        String recorded = recordedVersion(server);
        String now = server.version();
        if (!recorded.equals(now) && !prepared.request().policy().acceptDrift()) {
            String one = prepared.servers().several() ? server.address() : "this one";
            throw MatrixException.usage("Run " + id + " was measured on server version " + recorded + ", " + one
                    + " is "
                    + now + ": a personality and its baseline would come from different versions. Start another run"
                    + " with --run-id NEW, or accept it with --accept-drift.");
        }
    }

    private String recordedVersion(ServerInfo server) {
        HostsRecord hosts = manifest.hosts();
        if (hosts != null) {
            return hosts.server(server.address())
                    .map(HostsRecord.HostRecord::version)
                    .orElse(server.version());
        }
        boolean other =
                prepared.servers().several() && !manifest.server().address().equals(server.address());
        return other ? server.version() : manifest.server().version();
    }

    private void sameEngine() {
        LmEvalVersion recorded = manifest.lmEval();
        if (recorded != null
                && lmEval != null
                && !recorded.equals(lmEval)
                && !prepared.request().policy().acceptDrift()) {
            throw MatrixException.usage("Run " + manifest.runId() + " was asked by lm-eval " + recorded.described()
                    + ", the installed one is " + lmEval.described()
                    + ": a personality and its baseline would come from different versions. Name the other one in"
                    + " MATRIX_LM_EVAL, start another run with --run-id NEW, or accept it with --accept-drift.");
        }
    }

    private void sameData(BenchmarkRecord recorded) {
        String name = recorded.benchmark().name();
        BenchmarkItems now = prepared.benchmarks().stream()
                .filter(each -> each.benchmark().name().equals(name))
                .findFirst()
                .orElse(null);
        if (now == null) {
            refuseLoss("benchmark " + name, "put its data where it was");
        } else if (now.items().kind() != recorded.kind()) {
            throw MatrixException.usage("Run " + manifest.runId() + " was measured on "
                    + BenchmarkItems.shownAs(name, recorded.kind()) + " of kind "
                    + ResultsMetadata.kind(recorded.kind()) + ", this would be "
                    + ResultsMetadata.kind(now.items().kind())
                    + " data: they are never compared. Start another run with --run-id NEW.");
        }
    }

    private void refuseLoss(String what, String fix) {
        throw MatrixException.usage("Run " + manifest.runId() + " has " + what + ", which a resume cannot leave out: "
                + fix + ", or start another run with --run-id NEW.");
    }
}
