package dev.matrix.app;

import dev.matrix.config.Thresholds;
import dev.matrix.domain.Model;
import dev.matrix.domain.Personality;
import dev.matrix.store.Manifest;
import java.util.List;

/**
 * The names of a whole run, whatever of it is left to ask or is the part of a shard.
 *
 * @param compared the personalities that are compared with baseline; none without it
 */
public record PlanNames(
        List<String> models, List<String> personalities, List<String> benchmarks, List<String> compared) {

    public PlanNames {
        models = List.copyOf(models);
        personalities = List.copyOf(personalities);
        benchmarks = List.copyOf(benchmarks);
        compared = List.copyOf(compared);
    }

    static PlanNames of(PreparedRun prepared) {
        return of(
                prepared.models(),
                prepared.personalities(),
                prepared.benchmarks().stream()
                        .map(items -> items.benchmark().name())
                        .toList(),
                prepared.request().design().compare());
    }

    static PlanNames of(Manifest manifest) {
        return of(
                manifest.models(),
                manifest.personalities(),
                manifest.benchmarks().stream()
                        .map(record -> record.benchmark().name())
                        .toList(),
                manifest.settings().compare());
    }

    private static PlanNames of(
            List<Model> models, List<Personality> personalities, List<String> benchmarks, List<String> chosen) {
        List<String> names = personalities.stream().map(Personality::name).toList();
        return new PlanNames(models.stream().map(Model::name).toList(), names, benchmarks, compared(names, chosen));
    }

    /** @param chosen by {@code --compare}; empty for all */
    private static List<String> compared(List<String> personalities, List<String> chosen) {
        return !personalities.contains(Personality.BASELINE)
                ? List.of()
                : personalities.stream()
                        .filter(name -> !name.equals(Personality.BASELINE))
                        .filter(name -> chosen.isEmpty() || chosen.contains(name))
                        .toList();
    }

    /** True when something of the whole run has to obey the rule. */
    boolean matches(Thresholds.Rule rule) {
        return models.stream()
                .anyMatch(model -> personalities.stream()
                        .anyMatch(personality ->
                                benchmarks.stream().anyMatch(each -> rule.matches(model, personality, each))));
    }
}
