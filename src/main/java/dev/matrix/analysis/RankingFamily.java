package dev.matrix.analysis;

import java.util.ArrayList;
import java.util.List;

/**
 * Says who is worse than the one that scored highest. The best is known only after the scores are, so every pair of candidates could have been compared:
 * the family has k (k - 1) / 2 tests, of which the k - 1 with the best are looked at. Holm's procedure over any choice of a family's tests keeps its level: before
 * the first false rejection only true ones were made, so that p value is at most alpha over the number of true hypotheses in the whole family.
 *
 * <ul>
 *   <li>On one benchmark: as the primary comparisons of a run.
 *   <li>On several: permutation of signs over the items of all, weighted so that their sum is the mean over benchmarks.
 *   <li>On several where the data decided when to stop: the mean of the benchmarks' anytime intervals, each at its part of the level (Bonferroni).
 * </ul>
 */
final class RankingFamily {

    private final int size;
    private final StudySettings settings;

    /** @param candidates how many are ranked, at least 1 */
    RankingFamily(int candidates, StudySettings settings) {
        this.size = candidates * (candidates - 1) / 2;
        this.settings = settings;
    }

    /**
     * Whether each is worse than the best; the chance that any is told to be so that is not is at most alpha.
     *
     * @param pairs candidates against the best, all on the same benchmarks
     */
    List<Boolean> worse(List<ManyPaired> pairs) {
        if (pairs.stream().allMatch(pair -> pair.benchmarks().size() == 1)) {
            return onOne(pairs);
        }
        return settings.optionalStopping() ? anytime(pairs) : onSeveral(pairs);
    }

    private List<Boolean> onOne(List<ManyPaired> pairs) {
        List<PrimaryFamily.Case> cases = new ArrayList<>();
        for (ManyPaired pair : pairs) {
            PairedItems items = pair.benchmarks().get(0);
            PairedMethod method = PairedMethod.of(items, settings.optionalStopping(), settings.seed() + cases.size());
            cases.add(new PrimaryFamily.Case(method, items.counts().difference(), 0));
        }
        return new PrimaryFamily(size, settings)
                .verdicts(cases).stream()
                        .map(verdict -> verdict == Verdict.HURTS)
                        .toList();
    }

    private List<Boolean> onSeveral(List<ManyPaired> pairs) {
        double[] p = new double[pairs.size()];
        for (int i = 0; i < p.length; i++) {
            p[i] = PairedPermutation.pValue(pairs.get(i).weighted(), settings.seed() + i);
        }
        Holm holm = Holm.of(p, size, settings.alpha());
        List<Boolean> worse = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            worse.add(pairs.get(i).difference() < 0 && holm.adjusted(i) <= settings.alpha());
        }
        return worse;
    }

    private List<Boolean> anytime(List<ManyPaired> pairs) {
        return pairs.stream()
                .map(pair -> {
                    double level = settings.alpha() / size / pair.benchmarks().size();
                    return pair.benchmarks().stream()
                                    .mapToDouble(items -> new BettingTest(items.differences())
                                            .interval(level)
                                            .high())
                                    .sum()
                            < 0;
                })
                .toList();
    }
}
