package dev.matrix.analysis.published;

import dev.matrix.domain.PublishedStudy;
import java.util.ArrayList;
import java.util.List;

/**
 * Published studies computed again.
 *
 * @param studies what was published
 * @param claims all claims in order
 * @param samePrompts conditions of the personality matrix that sent the same prompt
 * @param means the personality matrix as means over its sets
 */
public record Recomputation(
        List<PublishedStudy> studies,
        List<CheckedClaim> claims,
        List<SamePrompt> samePrompts,
        List<ConditionMeans> means) {

    public Recomputation {
        studies = List.copyOf(studies);
        claims = List.copyOf(claims);
        samePrompts = List.copyOf(samePrompts);
        means = List.copyOf(means);
    }

    /** Computes every claim of the studies. */
    public static Recomputation of(List<PublishedStudy> studies) {
        List<CheckedClaim> claims = new ArrayList<>();
        List<SamePrompt> samePrompts = new ArrayList<>();
        List<ConditionMeans> means = new ArrayList<>();
        for (PublishedStudy study : studies) {
            Measures measures = measures(study);
            study.claims().forEach(claim -> claims.add(check(study, claim, measures)));
            if (measures instanceof MatrixMeasures matrix) {
                samePrompts.addAll(matrix.samePrompts());
                means.addAll(matrix.means());
            }
        }
        return new Recomputation(studies, claims, samePrompts, means);
    }

    private static Measures measures(PublishedStudy study) {
        return switch (study.name()) {
            case "matrix" -> new MatrixMeasures(study);
            case "tinyllama" -> new RunMeasures(study);
            case "preamble" -> new PreambleMeasures(study);
            default -> throw new IllegalArgumentException("nothing is known of the study '" + study.name() + "'");
        };
    }

    private static CheckedClaim check(PublishedStudy study, PublishedStudy.Claim claim, Measures measures) {
        Measured measured = measures.measure(claim.measure(), claim.of());
        return new CheckedClaim(
                study.name(),
                claim.id(),
                claim.says(),
                claim.claimed(),
                measured.text(),
                measured.value(),
                measured.against(claim.value()),
                measured.why());
    }

    /** How many claims have that verdict. */
    public long count(ClaimVerdict verdict) {
        return claims.stream().filter(claim -> claim.verdict() == verdict).count();
    }
}
