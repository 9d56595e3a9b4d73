package dev.matrix.app;

import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Model;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Protocol;
import dev.matrix.store.Manifest;
import java.util.List;
import java.util.Optional;

/**
 * What temperatures and repeats mean that a resume adds to a run whose multiple choice is read by log-probabilities. The recorded protocol is kept, and one
 * token's probabilities are the same at each temperature and in each repeat: only what is generated varies.
 */
final class AddedSettings {

    private final Manifest manifest;
    private final PreparedRun prepared;

    AddedSettings(Manifest manifest, PreparedRun prepared) {
        this.manifest = manifest;
        this.prepared = prepared;
    }

    /**
     * Refuses to ask everything again for the same answers.
     *
     * @throws MatrixException of kind USAGE when nothing of the run is generated
     */
    void requireMeaning() {
        if (isAdded() && isAllReadByLetters()) {
            throw MatrixException.usage("--resume cannot add temperatures or repeats to run " + manifest.runId()
                    + ": all of it is read by log-probabilities, which are the same at each temperature and in each"
                    + " repeat. Start another run with --scoring generate --run-id NEW.");
        }
    }

    /** One sentence before the start; empty when nothing is to be said. */
    Optional<String> notice() {
        List<String> read = manifest.protocols().stream()
                .filter(record -> record.readBy() == Protocol.LOGPROB)
                .map(Manifest.ProtocolRecord::benchmark)
                .distinct()
                .toList();
        return read.isEmpty() || !isAdded()
                ? Optional.empty()
                : Optional.of(String.join(", ", read)
                        + (read.size() == 1 ? " keeps its" : " keep their") + " recorded protocol, log-probabilities,"
                        + " which are the same at each temperature and in each repeat: what is added tells something"
                        + " new only where text is generated, the reasoning of cot included. To read letters from text"
                        + " start another run with --scoring generate --run-id NEW.");
    }

    private boolean isAdded() {
        return prepared.settings().size() > manifest.axes().size()
                || prepared.request().measuring().repeats()
                        > manifest.settings().repeats();
    }

    private boolean isAllReadByLetters() {
        return prepared.personalities().stream().noneMatch(Personality::reasons)
                && prepared.models().stream()
                        .allMatch(model -> prepared.benchmarks().stream()
                                .allMatch(benchmark -> isReadByLetters(model, benchmark)));
    }

    private boolean isReadByLetters(Model model, BenchmarkItems benchmark) {
        return manifest.protocols().stream()
                .anyMatch(record -> record.readBy() == Protocol.LOGPROB
                        && record.model().equals(model.name())
                        && record.benchmark().equals(benchmark.benchmark().name()));
    }
}
