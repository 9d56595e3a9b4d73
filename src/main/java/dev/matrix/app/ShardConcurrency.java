package dev.matrix.app;

import dev.matrix.domain.Model;
import dev.matrix.store.Manifest;
import dev.matrix.store.StoredRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How many requests at a time the parts of one model were asked with: on real hardware replies depend on what else is in the batch. */
final class ShardConcurrency {

    private final List<StoredRun> shards;

    /** @param shards of one run, in order */
    ShardConcurrency(List<StoredRun> shards) {
        this.shards = shards;
    }

    /** One sentence a model that was asked in different ways. */
    List<String> warnings() {
        return shards.get(0).manifest().models().stream()
                .map(this::warning)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<String> warning(Model model) {
        Map<String, Integer> asked = new LinkedHashMap<>();
        for (StoredRun run : shards) {
            Integer requests = new HeldConcurrency(run.manifest()).atTheEnd().get(model.name());
            if (requests != null && asks(run.manifest(), model)) {
                asked.put(ShardChecks.named(run), requests);
            }
        }
        return new TreeSet<>(asked.values()).size() < 2
                ? Optional.empty()
                : Optional.of(model.name() + " was not asked with as many requests at a time in all shards: "
                        + asked.entrySet().stream()
                                .map(each -> each.getValue() + " in " + each.getKey())
                                .collect(Collectors.joining(", "))
                        + ". Replies may depend on it, so its benchmarks stand less well side by side.");
    }

    private static boolean asks(Manifest manifest, Model model) {
        return ShardSetup.models(manifest).contains(model);
    }
}
