package dev.matrix.analysis;

import java.util.ArrayList;
import java.util.List;

/**
 * Decides all primary comparisons together. Two claims can be made of each, and over the whole family each kind is false with a probability of at most alpha:
 *
 * <ul>
 *   <li>helps or hurts: Holm's correction of the test rejects equality, the interval at that comparison's level excludes 0, and the difference is larger than
 *       the noise floor of its controls, where there are any;
 *   <li>no difference: Holm's correction, in an order of its own, of the test of equivalence, which is read from the same kind of interval.
 * </ul>
 *
 * Whatever is shown beside a verdict agrees with it: the interval of an effect excludes 0; that of no difference lies within the smallest effect of interest;
 * that of an undecided comparison contains 0 (it is widened to it where only the interval, but not the test, excludes it, which can only raise its coverage)
 * and reaches beyond the smallest effect of interest. The 95 % interval lies in the corrected one, so it contradicts no claim either.
 */
final class PrimaryFamily {

    private final int size;
    private final double alpha;
    private final double sesoi;

    /** @param size how many comparisons it has, those included that could not be made */
    PrimaryFamily(int size, StudySettings settings) {
        this.size = size;
        this.alpha = settings.alpha();
        this.sesoi = settings.sesoi();
    }

    /**
     * A comparison to decide.
     *
     * @param difference observed, a share
     * @param floor a difference that is not larger is no effect; 0 without controls
     */
    record Case(PairedMethod method, double difference, double floor) {}

    /**
     * What it comes to.
     *
     * @param alpha level of {@code adjusted}
     * @param belowFloor true when nothing but the noise floor kept it from being an effect
     */
    record Decision(Verdict verdict, double p, double adjustedP, Interval adjusted, double alpha, boolean belowFloor) {}

    /** In the order of the cases. */
    List<Decision> decide(List<Case> cases) {
        double[] p = cases.stream().mapToDouble(each -> each.method().pValue()).toArray();
        Holm difference = Holm.of(p, size, alpha);
        Holm equivalence = Holm.of(
                cases.stream()
                        .mapToDouble(each -> each.method().equivalencePValue(sesoi, alpha))
                        .toArray(),
                size,
                alpha);
        List<Decision> decisions = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            decisions.add(decide(cases.get(i), p[i], i, difference, equivalence));
        }
        return decisions;
    }

    private Decision decide(Case each, double p, int place, Holm difference, Holm equivalence) {
        double adjustedP = difference.adjusted(place);
        double level = difference.level(place);
        Interval interval = each.method().interval(level);
        boolean rejected = adjustedP <= alpha && interval.excludesZero();
        boolean belowFloor = rejected && Math.abs(each.difference()) <= each.floor();
        if (rejected && !belowFloor) {
            Verdict effect = interval.low() > 0 ? Verdict.HELPS : Verdict.HURTS;
            return new Decision(effect, p, adjustedP, interval, level, false);
        }
        double within = equivalence.level(place);
        if (equivalence.adjusted(place) <= alpha) {
            Interval small = each.method().interval(within);
            return new Decision(Verdict.NO_DIFFERENCE, p, adjustedP, small, within, belowFloor);
        }
        double wider = Math.min(level, within);
        Interval open = each.method().interval(wider).withZero();
        return new Decision(Verdict.UNDECIDED, p, adjustedP, open, wider, belowFloor);
    }
}
