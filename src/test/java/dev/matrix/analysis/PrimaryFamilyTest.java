package dev.matrix.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrimaryFamilyTest {

    private static final StudySettings SETTINGS = StudySettings.usual(1);

    private static PrimaryFamily.Case binary(int both, int won, int lost, int neither) {
        int items = both + won + lost + neither;
        return new PrimaryFamily.Case(
                new PairedMethod.McNemar(both, won, lost, neither), (won - lost) / (double) items, 0);
    }

    private static PrimaryFamily.Decision one(PrimaryFamily.Case only) {
        return new PrimaryFamily(1, SETTINGS).decide(List.of(only)).get(0);
    }

    @Test
    void callsWhatTestAndIntervalAgreeOn() {
        assertThat(one(binary(40, 20, 5, 35)).verdict()).isEqualTo(Verdict.HELPS);
        assertThat(one(binary(40, 5, 20, 35)).verdict()).isEqualTo(Verdict.HURTS);
        assertThat(one(binary(40, 10, 9, 41)).verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(one(binary(900, 20, 18, 900)).verdict()).isEqualTo(Verdict.NO_DIFFERENCE);
    }

    /** Newcombe's interval of 5 won and 0 lost excludes 0, the exact test does not: undecided, and the interval says so too. */
    @Test
    void widensTheIntervalToZeroWhereTheExactTestDoesNotReject() {
        assertThat(NewcombeInterval.of(14, 5, 0, 22, 0.05).excludesZero()).isTrue();

        PrimaryFamily.Decision decision = one(binary(14, 5, 0, 22));
        assertThat(decision.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(decision.adjusted().low()).isZero();
    }

    @Test
    void callsNothingWithinTheNoiseFloor() {
        PairedMethod method = new PairedMethod.McNemar(40, 20, 5, 35);
        PrimaryFamily.Decision decision = one(new PrimaryFamily.Case(method, 0.15, 0.16));

        assertThat(decision.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(decision.belowFloor()).isTrue();
        assertThat(decision.adjusted().excludesZero()).isFalse();
    }

    @Test
    void countsComparisonsThatCouldNotBeMade() {
        PrimaryFamily.Case only = binary(40, 16, 5, 39);

        assertThat(one(only).verdict()).isEqualTo(Verdict.HELPS);
        assertThat(new PrimaryFamily(10, SETTINGS).decide(List.of(only)).get(0).verdict())
                .isEqualTo(Verdict.UNDECIDED);
    }

    /** Thousands of tables of every size and shape: no verdict contradicts any interval beside it. */
    @Test
    void noVerdictContradictsAnIntervalBesideIt() {
        Random random = new Random(17);
        Map<Verdict, Integer> seen = new EnumMap<>(Verdict.class);
        for (int round = 0; round < 400; round++) {
            List<PrimaryFamily.Case> cases = new ArrayList<>();
            int size = 1 + random.nextInt(12);
            for (int i = 0; i < size; i++) {
                cases.add(random.nextInt(4) == 0 ? fractional(random) : table(random));
            }
            PrimaryFamily family = new PrimaryFamily(size + random.nextInt(3), SETTINGS);
            List<PrimaryFamily.Decision> decisions = family.decide(cases);
            List<Verdict> verdicts = family.verdicts(cases);
            for (int i = 0; i < size; i++) {
                PrimaryFamily.Decision decision = decisions.get(i);
                seen.merge(decision.verdict(), 1, Integer::sum);
                assertThat(verdicts.get(i)).isEqualTo(decision.verdict());
                agrees(decision, cases.get(i));
            }
        }
        assertThat(seen.values()).hasSize(4).allMatch(count -> count > 50);
    }

    /** The anytime interval holds exactly the means that are not rejected, so that nobody needs to search for its ends to know whether 0 is among them. */
    @Test
    void anytimeIntervalExcludesZeroExactlyWhenTheTestRejects() {
        Random random = new Random(23);
        int excluded = 0;
        for (int round = 0; round < 400; round++) {
            double shift = random.nextDouble() - 0.5;
            double[] differences = random.doubles(5 + random.nextInt(60))
                    .map(u -> Math.max(-1, Math.min(1, u - 0.5 + shift)))
                    .toArray();
            PairedMethod method = new PairedMethod.Anytime(new BettingTest(differences));
            double alpha = 0.05 / (1 + random.nextInt(90));
            assertThat(method.excludesZero(alpha))
                    .isEqualTo(method.interval(alpha).excludesZero());
            excluded += method.excludesZero(alpha) ? 1 : 0;
        }
        assertThat(excluded).isBetween(50, 350);
    }

    private static void agrees(PrimaryFamily.Decision decision, PrimaryFamily.Case each) {
        Interval adjusted = decision.adjusted();
        Interval ci95 = each.method().interval(0.05);
        double sesoi = SETTINGS.sesoi();
        boolean bothSay = decision.adjustedP() <= SETTINGS.alpha()
                && each.method().interval(decision.alpha()).excludesZero();
        assertThat(adjusted.low()).isLessThanOrEqualTo(ci95.low() + 1e-12);
        assertThat(adjusted.high()).isGreaterThanOrEqualTo(ci95.high() - 1e-12);
        switch (decision.verdict()) {
            case HELPS, HURTS -> {
                assertThat(bothSay).isTrue();
                assertThat(adjusted.low() > 0).isEqualTo(decision.verdict() == Verdict.HELPS);
                assertThat(adjusted.excludesZero() && ci95.excludesZero()).isTrue();
            }
            case NO_DIFFERENCE ->
                assertThat(adjusted.isWithin(sesoi) && ci95.isWithin(sesoi)).isTrue();
            case UNDECIDED -> {
                assertThat(adjusted.excludesZero()).isFalse();
                assertThat(adjusted.isWithin(sesoi)).isFalse();
            }
            default -> throw new AssertionError(decision.verdict());
        }
    }

    private static PrimaryFamily.Case table(Random random) {
        int items = 1 + random.nextInt(random.nextBoolean() ? 120 : 4_000);
        double discordance = random.nextDouble() * 0.4;
        double tilt = random.nextInt(3) == 0 ? 0.5 : random.nextDouble();
        int both = 0;
        int won = 0;
        int lost = 0;
        for (int i = 0; i < items; i++) {
            boolean differs = random.nextDouble() < discordance;
            boolean first = random.nextDouble() < tilt;
            won += differs && first ? 1 : 0;
            lost += differs && !first ? 1 : 0;
            both += !differs && first ? 1 : 0;
        }
        return binary(both, won, lost, items - both - won - lost);
    }

    private static PrimaryFamily.Case fractional(Random random) {
        double shift = random.nextInt(3) == 0 ? 0 : random.nextDouble() * 0.3 - 0.15;
        double[] differences = random.doubles(2 + random.nextInt(80))
                .map(u -> Math.rint(16 * ((u - 0.5) / 4 + shift)) / 16)
                .toArray();
        PairedMethod method = random.nextBoolean()
                ? new PairedMethod.Permutation(differences, 1)
                : new PairedMethod.Anytime(new BettingTest(differences));
        return new PrimaryFamily.Case(method, Moments.mean(differences), 0);
    }
}
