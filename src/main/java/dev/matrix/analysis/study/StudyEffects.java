package dev.matrix.analysis.study;

import java.util.List;
import java.util.Map;

/**
 * What the statistics over models are given.
 *
 * @param personalities all that were compared with baseline, in order
 * @param suite those among which one is the best: alternatives of one kind
 * @param cells each model, personality and benchmark once
 * @param groups name of the group of each item, such as its MMLU subject, by benchmark and by the item's place in it; {@code ""} where it has none
 * @param replications cells of further runs of the same model and personality under another seed
 * @param claims effects that somebody published
 * @param simulated true when a simulator answered
 * @param seed of the resampling
 */
public record StudyEffects(
        List<StudiedModel> models,
        List<String> personalities,
        List<String> suite,
        List<StudiedBenchmark> benchmarks,
        List<EffectCell> cells,
        Map<String, List<String>> groups,
        List<Replicate> replications,
        List<Claim> claims,
        boolean simulated,
        long seed) {

    public StudyEffects {
        models = List.copyOf(models);
        personalities = List.copyOf(personalities);
        suite = List.copyOf(suite);
        benchmarks = List.copyOf(benchmarks);
        cells = List.copyOf(cells);
        groups = Map.copyOf(groups);
        replications = List.copyOf(replications);
        claims = List.copyOf(claims);
    }

    /**
     * One run of a model and personality among several.
     *
     * @param run its name
     * @param cells one a benchmark
     */
    public record Replicate(String run, String model, String personality, List<EffectCell> cells) {
        public Replicate {
            cells = List.copyOf(cells);
        }
    }

    /** A published effect, a share: 0.05 is 5 points. */
    public record Claim(String model, String personality, double effect) {}
}
