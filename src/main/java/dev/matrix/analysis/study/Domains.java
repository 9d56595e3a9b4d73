package dev.matrix.analysis.study;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Models by what they are made for, against the profiles that were made for them.
 *
 * @param cells each domain that has models with each profile that was run in them
 * @param matched mean effect of the profile of a model's own domain minus that of the other profiles, over the models that have both; null when it cannot be
 *     told
 * @param models that it rests on
 * @param reason why it cannot be told; empty when it can
 */
public record Domains(List<Cell> cells, @Nullable Estimate matched, int models, String reason) {

    public Domains {
        cells = List.copyOf(cells);
    }

    /** The effect of a profile in the models of a domain. */
    public record Cell(Domain domain, Domain profile, List<String> models, Estimate effect) {
        public Cell {
            models = List.copyOf(models);
        }
    }

    static Domains of(Evidence evidence) {
        List<Cell> cells = new ArrayList<>();
        for (Domain domain : Domain.values()) {
            for (Domain profile : Domain.values()) {
                int place = evidence.table().personalities().indexOf(profile.profile());
                int[] models = place < 0
                        ? new int[0]
                        : evidence.having(evidence.models(model -> model.domain() == domain), place);
                Estimate effect = evidence.bootstrap().estimate(effects -> effects.mean(models, Math.max(0, place)));
                if (effect != null && models.length > 0) {
                    cells.add(new Cell(domain, profile, TierRow.names(evidence, models), effect));
                }
            }
        }
        int[] both = IntStream.of(evidence.models())
                .filter(model -> own(evidence, model) >= 0 && others(evidence, model).length > 0)
                .toArray();
        Estimate matched = evidence.bootstrap()
                .estimate(effects -> IntStream.of(both)
                        .mapToDouble(model -> effects.of(model, own(evidence, model))
                                - IntStream.of(others(evidence, model))
                                        .mapToDouble(place -> effects.of(model, place))
                                        .average()
                                        .orElse(Double.NaN))
                        .average()
                        .orElse(Double.NaN));
        return new Domains(
                cells,
                matched,
                both.length,
                matched == null ? "cannot tell, no model was asked under its own domain's profile and another" : "");
    }

    /** The place of the profile of the model's own domain, where it was run; else -1. */
    private static int own(Evidence evidence, int model) {
        Domain domain = evidence.model(model).domain();
        int place = domain == null ? -1 : evidence.table().personalities().indexOf(domain.profile());
        return place >= 0 && evidence.observed().has(model, place) ? place : -1;
    }

    private static int[] others(Evidence evidence, int model) {
        return IntStream.range(0, evidence.table().personalities().size())
                .filter(place -> evidence.personality(place).startsWith(Domain.PREFIX))
                .filter(place ->
                        place != own(evidence, model) && evidence.observed().has(model, place))
                .toArray();
    }
}
