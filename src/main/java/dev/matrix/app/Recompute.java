package dev.matrix.app;

import dev.matrix.analysis.published.CheckedClaim;
import dev.matrix.analysis.published.ClaimVerdict;
import dev.matrix.analysis.published.Recomputation;
import dev.matrix.analysis.published.SamePrompt;
import dev.matrix.config.PublishedStudies;
import dev.matrix.domain.PublishedStudy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Computes the published tables that come with the program again and compares each claim with what they give. */
public final class Recompute {

    private final PublishedStudies studies;

    public Recompute(PublishedStudies studies) {
        this.studies = studies;
    }

    /**
     * What came of it.
     *
     * @param ok claims whose figure is what the tables give
     * @param differ claims whose tables give something else
     * @param notShown claims that the tables allow and do not show
     */
    public record Recomputed(
            int ok, int differ, int notShown, List<Study> studies, List<Twins> samePrompts, List<Means> means) {}

    /** A published study with its claims. */
    public record Study(String name, String title, String source, List<Row> claims) {}

    /**
     * A claim.
     *
     * @param says what is claimed
     * @param claimed as printed
     * @param recomputed from the tables
     * @param value the same as a number in the claim's unit; null where it is no figure
     * @param verdict {@code ok}, {@code differs} or {@code not shown}
     * @param why what it rests on; empty where it speaks for itself
     */
    public record Row(
            String id,
            String says,
            String claimed,
            String recomputed,
            @Nullable Double value,
            String verdict,
            String why) {}

    /**
     * Two conditions that sent the same prompt.
     *
     * @param difference of their means over the sets, a share
     * @param set on which they differ most
     * @param items by so many right answers
     * @param leastP the smallest p that the counts allow
     * @param mostP the largest one
     * @param different true when they are called different
     */
    public record Twins(
            String model,
            String first,
            String second,
            double difference,
            String set,
            int items,
            double leastP,
            double mostP,
            boolean different) {}

    /** Mean over the sets of a condition, a share, by model. */
    public record Means(String condition, Map<String, Double> byModel) {}

    public Recomputed recompute() {
        Recomputation done = Recomputation.of(studies.read());
        return new Recomputed(
                (int) done.count(ClaimVerdict.OK),
                (int) done.count(ClaimVerdict.DIFFERS),
                (int) done.count(ClaimVerdict.NOT_SHOWN),
                done.studies().stream()
                        .map(study -> study(study, done.claims()))
                        .toList(),
                done.samePrompts().stream().map(Recompute::twins).toList(),
                done.means().stream()
                        .map(means -> new Means(means.condition(), means.byModel()))
                        .toList());
    }

    private static Study study(PublishedStudy study, List<CheckedClaim> claims) {
        return new Study(
                study.name(),
                study.title(),
                study.source(),
                claims.stream()
                        .filter(claim -> claim.study().equals(study.name()))
                        .map(claim -> new Row(
                                claim.id(),
                                claim.says(),
                                claim.claimed(),
                                claim.recomputed(),
                                claim.value(),
                                claim.verdict().label(),
                                claim.why()))
                        .toList());
    }

    private static Twins twins(SamePrompt pair) {
        return new Twins(
                pair.model(),
                pair.first(),
                pair.second(),
                pair.difference(),
                pair.set(),
                pair.items(),
                pair.leastP(),
                pair.mostP(),
                pair.different());
    }
}
