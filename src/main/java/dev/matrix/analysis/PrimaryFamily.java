package dev.matrix.analysis;

import java.util.ArrayList;
import java.util.Arrays;
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
        Corrected corrected = corrected(cases);
        List<Decision> decisions = new ArrayList<>();
        for (int place = 0; place < cases.size(); place++) {
            decisions.add(decision(cases.get(place), corrected, place));
        }
        return decisions;
    }

    /** The verdicts alone: no interval is computed that none of them needs. */
    List<Verdict> verdicts(List<Case> cases) {
        Corrected corrected = corrected(cases);
        List<Verdict> verdicts = new ArrayList<>();
        for (int place = 0; place < cases.size(); place++) {
            verdicts.add(verdict(cases.get(place), corrected, place));
        }
        return verdicts;
    }

    /** The two families of tests, in the order of the cases. */
    private record Corrected(List<Double> p, Holm difference, Holm equivalence) {}

    private Corrected corrected(List<Case> cases) {
        double[] p = cases.stream().mapToDouble(each -> each.method().pValue()).toArray();
        double[] equivalence = cases.stream()
                .mapToDouble(each -> each.method().equivalencePValue(sesoi, alpha))
                .toArray();
        return new Corrected(
                Arrays.stream(p).boxed().toList(), Holm.of(p, size, alpha), Holm.of(equivalence, size, alpha));
    }

    private Verdict verdict(Case each, Corrected corrected, int place) {
        if (isRejected(each, corrected, place) && Math.abs(each.difference()) > each.floor()) {
            return each.difference() > 0 ? Verdict.HELPS : Verdict.HURTS;
        }
        return corrected.equivalence().adjusted(place) <= alpha ? Verdict.NO_DIFFERENCE : Verdict.UNDECIDED;
    }

    private boolean isRejected(Case each, Corrected corrected, int place) {
        Holm test = corrected.difference();
        return test.adjusted(place) <= alpha && each.method().excludesZero(test.level(place));
    }

    private Decision decision(Case each, Corrected corrected, int place) {
        Verdict verdict = verdict(each, corrected, place);
        double tested = corrected.difference().level(place);
        double within = corrected.equivalence().level(place);
        double level = switch (verdict) {
            case HELPS, HURTS -> tested;
            case NO_DIFFERENCE -> within;
            case UNDECIDED -> Math.min(tested, within);
        };
        Interval interval = each.method().interval(level);
        return new Decision(
                verdict,
                corrected.p().get(place),
                corrected.difference().adjusted(place),
                verdict == Verdict.UNDECIDED ? interval.withZero() : interval,
                level,
                !verdict.isEffect() && isRejected(each, corrected, place));
    }
}
