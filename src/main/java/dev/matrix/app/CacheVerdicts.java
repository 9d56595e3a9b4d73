package dev.matrix.app;

import dev.matrix.domain.Fingerprint;
import dev.matrix.domain.Model;
import dev.matrix.execution.CachedTrials;
import dev.matrix.execution.CachedTrials.Standing;
import dev.matrix.store.Manifest;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What the checks of a run have said of cached answers, and whose answers those of the run therefore join. Thread-safe. */
final class CacheVerdicts {

    private static final int ORIGIN_LENGTH = 12;

    private final Supplier<Manifest> manifest;
    private final String version;

    /**
     * @param manifest of the run as it is now
     * @param version the server's
     */
    CacheVerdicts(Supplier<Manifest> manifest, String version) {
        this.manifest = manifest;
        this.version = version;
    }

    /**
     * A refusal holds for the model as long as the run lives; a check that was passed holds for the weights, the server's version and the origins that it was
     * made with.
     */
    Standing standing(Model model, Set<String> origins) {
        List<Manifest.CacheCheckRecord> checks = of(model);
        if (checks.stream().anyMatch(check -> !check.used())) {
            return Standing.REFUSED;
        }
        return checks.stream()
                        .anyMatch(check -> isOf(check, model) && check.origins().containsAll(origins))
                ? Standing.CHECKED
                : Standing.UNCHECKED;
    }

    private List<Manifest.CacheCheckRecord> of(Model model) {
        return manifest.get().cacheChecks().stream()
                .filter(check -> check.model().equals(model.name()))
                .toList();
    }

    private boolean isOf(Manifest.CacheCheckRecord check, Model model) {
        return model.digest().equals(check.digest()) && version.equals(check.version());
    }

    /** Whose answers new ones of the model join: those that they were checked with, otherwise the run's own. */
    String origin(Model model) {
        return of(model).stream()
                .filter(check -> check.used() && isOf(check, model))
                .map(Manifest.CacheCheckRecord::origins)
                .filter(origins -> origins.size() == 1 && !origins.contains(CachedTrials.JOURNAL))
                .map(origins -> origins.get(0))
                .findFirst()
                .orElseGet(this::own);
    }

    private String own() {
        return new Fingerprint()
                .add(manifest.get().runId())
                .add(manifest.get().createdAt().toString())
                .hex()
                .substring(0, ORIGIN_LENGTH);
    }
}
