package dev.matrix.app;

import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Model;
import dev.matrix.domain.Personality;
import dev.matrix.store.BenchmarkRecord;
import dev.matrix.store.Manifest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Refuses to hold runs together whose effects are effects of different things: a simulator and real models, samples and real sets, other items, other
 * prompts under one name. Not thread-safe.
 */
final class ComparableRuns {

    private final Map<String, Said> said = new HashMap<>();

    /** What the first run that has something says of it. */
    private record Said(String run, Object what) {}

    /**
     * Takes one more run.
     *
     * @throws MatrixException of kind USAGE when it cannot stand beside the earlier ones
     */
    void add(Manifest manifest) {
        String run = manifest.runId();
        require(run, "kind of server (simulated or real)", manifest.simulated());
        require(run, "engine", manifest.settings().engine());
        require(run, "--baseline-system", manifest.settings().baselineSystem());
        require(run, "first setting", manifest.axes().get(0).id());
        for (BenchmarkRecord record : manifest.benchmarks()) {
            String name = record.benchmark().name();
            require(run, "data of " + name + " (bundled sample, real set or own file)", record.kind());
            require(run, "items of " + name, record.dataHash());
            require(run, "format of " + name, record.benchmark());
        }
        for (Personality personality : manifest.personalities()) {
            require(run, "text of personality " + personality.name(), personality);
        }
        for (Model model : manifest.models()) {
            require(run, "digest of model " + model.name(), model.digest());
        }
    }

    private void require(String run, String noun, Object what) {
        Said before = said.putIfAbsent(noun, new Said(run, what));
        if (before != null && !before.what().equals(what)) {
            throw MatrixException.usage("Runs " + before.run() + " and " + run + " cannot be analysed together: the "
                    + noun + " is not the same. Leave one of them out.");
        }
    }

    /** All manifests. */
    static void require(List<Manifest> manifests) {
        ComparableRuns runs = new ComparableRuns();
        manifests.forEach(runs::add);
    }
}
