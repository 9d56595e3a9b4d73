package dev.matrix.app;

import dev.matrix.store.Manifest;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What each model of a run takes: memory when it was loaded, and its speed while it generated. */
final class ModelCosts {

    private final Map<String, Long> memory = new HashMap<>();
    private final Map<String, Double> speed = new HashMap<>();

    private ModelCosts() {}

    static ModelCosts of(List<Manifest.LoadRecord> loads, Collection<ScoreCell> cells) {
        ModelCosts costs = new ModelCosts();
        loads.stream()
                .filter(load -> load.sizeBytes() > 0)
                .forEach(load -> costs.memory.merge(load.model(), load.sizeBytes(), Math::max));
        Map<String, Double> seconds = new HashMap<>();
        Map<String, Double> tokens = new HashMap<>();
        cells.forEach(cell -> {
            String model = cell.combination().model().name();
            seconds.merge(model, cell.generateSeconds(), Double::sum);
            tokens.merge(model, (double) cell.timedTokens(), Double::sum);
        });
        seconds.forEach((model, time) -> {
            if (time > 0) {
                costs.speed.put(model, tokens.getOrDefault(model, 0.0) / time);
            }
        });
        return costs;
    }

    /** Bytes of the loaded model; null when unknown. */
    @Nullable
    Long memory(String model) {
        return memory.get(model);
    }

    /** Generated tokens a second of one request; null when unknown. */
    @Nullable
    Double speed(String model) {
        return speed.get(model);
    }

    /** Which limit a model does not keep, as a clause; what is unknown keeps none. */
    Optional<String> misses(String model, Recommend.Limits limits) {
        Long most = limits.maxMemory();
        Long bytes = memory(model);
        if (most != null && (bytes == null || bytes > most)) {
            return Optional.of(
                    bytes == null
                            ? "its memory was not measured"
                            : "it takes " + gigabytes(bytes) + ", more than " + gigabytes(most));
        }
        Double least = limits.minSpeed();
        Double rate = speed(model);
        if (least != null && (rate == null || rate < least)) {
            return Optional.of(
                    rate == null
                            ? "its speed was not measured"
                            : String.format(
                                    Locale.ROOT, "it generates %.1f tokens a second, less than %.1f", rate, least));
        }
        return Optional.empty();
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
    }
}
