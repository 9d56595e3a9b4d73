package dev.matrix.analysis.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is said over models. Who shows a number takes it from here and computes none beside it. Effects and gains are shares: 0.05 is 5 points.
 *
 * @param simulated true when a simulator answered: the numbers say nothing about real models
 * @param benchmarks that all effects are means over, each with the same weight
 * @param suite the personalities among which one is the best
 * @param models that can be compared, smallest first
 * @param findings everything that needs at least one model; null when there is none
 * @param replications the same model and personality in several runs
 * @param notes what was left out and why, one sentence each
 */
public record StudyReport(
        boolean simulated,
        List<StudiedBenchmark> benchmarks,
        List<String> suite,
        List<ModelRow> models,
        @Nullable Findings findings,
        List<Replication> replications,
        List<String> notes) {

    public StudyReport {
        benchmarks = List.copyOf(benchmarks);
        suite = List.copyOf(suite);
        models = List.copyOf(models);
        replications = List.copyOf(replications);
        notes = List.copyOf(notes);
    }

    /**
     * What was found over the models.
     *
     * @param answers to the plan's four research questions, in its order
     */
    public record Findings(
            List<TierRow> tiers,
            Scaling scaling,
            List<BandFinding> bands,
            Families families,
            Universality universality,
            Transfer transfer,
            Prediction prediction,
            Domains domains,
            List<Answer> answers) {
        public Findings {
            tiers = List.copyOf(tiers);
            bands = List.copyOf(bands);
            answers = List.copyOf(answers);
        }
    }

    /** True when the numbers come from the samples that are bundled with the program. */
    public boolean sample() {
        return benchmarks.stream().anyMatch(StudiedBenchmark::sample);
    }

    /** The same with more notes before its own. */
    public StudyReport withNotes(List<String> more) {
        List<String> all = new ArrayList<>(more);
        all.addAll(notes);
        return new StudyReport(simulated, benchmarks, suite, models, findings, replications, all);
    }

    /** Analyses models that were asked on the same items. */
    public static StudyReport of(StudyEffects input) {
        Selection selection = Selection.of(input);
        EffectTable table = selection.table();
        List<Replication> replications = Replication.of(input.replications(), input.claims());
        List<String> suite = Arrays.stream(table.suite())
                .mapToObj(table.personalities()::get)
                .toList();
        if (table.models().isEmpty()
                || suite.isEmpty()
                || selection.benchmarks().isEmpty()) {
            return new StudyReport(
                    input.simulated(), selection.benchmarks(), suite, List.of(), null, replications, selection.notes());
        }
        Evidence evidence = Evidence.of(table, input.seed());
        return new StudyReport(
                input.simulated(),
                selection.benchmarks(),
                suite,
                ModelRow.of(evidence),
                findings(evidence),
                replications,
                selection.notes());
    }

    private static Findings findings(Evidence evidence) {
        List<TierRow> tiers = TierRow.of(evidence);
        Scaling scaling = Scaling.of(evidence, tiers);
        Families families = Families.of(evidence);
        Universality universality = Universality.of(evidence);
        Prediction prediction = Prediction.of(evidence);
        return new Findings(
                tiers,
                scaling,
                BandFinding.of(evidence),
                families,
                universality,
                Transfer.of(evidence),
                prediction,
                Domains.of(evidence),
                Answers.of(scaling, families, universality, prediction));
    }
}
