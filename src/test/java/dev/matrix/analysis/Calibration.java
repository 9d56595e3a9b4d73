package dev.matrix.analysis;

import java.util.Locale;
import java.util.stream.LongStream;

/** How often a study calls what is not there, and how often it finds what is; {@code bench/run calibration} prints it for 1,000 matrices of each kind. */
final class Calibration {

    private static final int BLOCK = 20;

    private final int matrices;

    Calibration(int matrices) {
        this.matrices = matrices;
    }

    /** Matrices of 3 models x 7 personalities x 5 benchmarks x 100 items without any effect in which a difference is called. */
    long calledWithoutEffect() {
        return seeds(1).filter(seed ->
                        Studies.verdicts(new SimulatedStudy(3, 5, 100, seed)
                                        .withoutEffect(true)
                                        .data())
                                .values()
                                .stream()
                                .anyMatch(Verdict::isEffect))
                .count();
    }

    /** The same when each arm is looked at after every block of 20 items and stops when it is decided. */
    long calledWithOptionalStopping() {
        return seeds(2).filter(seed ->
                        new SimulatedStudy(3, 5, 100, seed).withoutEffect(false).everCalledInBlocksOf(BLOCK))
                .count();
    }

    /** Matrices in which an effect of the stated smallest detectable size is found, at a discordance and among all comparisons. */
    long foundOfStatedSize(double discordance) {
        int items = 200;
        return seeds(3).filter(seed -> {
                    SimulatedStudy study = new SimulatedStudy(3, 5, items, seed).withoutEffect(false);
                    double stated = Power.smallestDifference(items, discordance, 0.05 / study.comparisons())
                            .orElseThrow();
                    return Studies.verdicts(study.planted(stated, discordance).data())
                                    .get(SimulatedStudy.key(0, "a", 0))
                            == Verdict.HELPS;
                })
                .count();
    }

    /**
     * Comparisons in which the test of equivalence rules out a true difference of exactly the smallest effect of interest. It is counted alone: of so many
     * items the verdict would mostly be an effect, which says nothing of that test. Each of its two sides has half of alpha.
     */
    long ruledOutThoughThere() {
        return seeds(4).filter(seed -> PairedMethod.of(
                                        new SimulatedStudy(1, 1, 1_300, seed)
                                                .planted(StudySettings.SESOI, 0.2)
                                                .first(),
                                        false,
                                        1)
                                .equivalencePValue(StudySettings.SESOI, StudySettings.ALPHA)
                        <= StudySettings.ALPHA)
                .count();
    }

    /**
     * How many times the items of a test at a fixed end must be there, so that the test that may be looked at at any time finds as often a difference of the
     * smallest effect of interest.
     *
     * @param comparisons size of the family
     */
    double itemsOfStopping(double discordance, int comparisons) {
        return new StoppedRuns(StudySettings.SESOI, discordance, comparisons)
                .measure(matrices)
                .needed();
    }

    private LongStream seeds(int kind) {
        return LongStream.range(0, matrices).map(i -> kind * 1_000_003L + i);
    }

    /** Prints the full figures; exit code 1 when a bar is missed. */
    public static void main(String[] args) {
        int matrices = Integer.parseInt(args[0]);
        Calibration calibration = new Calibration(matrices);
        double scale = matrices / 1000.0;
        boolean kept = line("A/A, a difference called", calibration.calledWithoutEffect(), matrices, 0, 65 * scale);
        kept &= line(
                "A/A with optional stopping, called",
                calibration.calledWithOptionalStopping(),
                matrices,
                0,
                65 * scale);
        for (double discordance : new double[] {0.2, 0.3}) {
            kept &= line(
                    "effect of the stated size found, discordance " + discordance,
                    calibration.foundOfStatedSize(discordance),
                    matrices,
                    760 * scale,
                    matrices);
        }
        kept &= line("5 points there, ruled out", calibration.ruledOutThoughThere(), matrices, 0, 40 * scale);
        for (int comparisons : new int[] {1, 90}) {
            for (double discordance : new double[] {0.1, 0.2, 0.3}) {
                kept &= stopping(new StoppedRuns(StudySettings.SESOI, discordance, comparisons), matrices);
            }
        }
        System.exit(kept ? 0 : 1);
    }

    private static boolean stopping(StoppedRuns runs, int count) {
        StoppedRuns.Measured measured = runs.measure(count);
        boolean kept = measured.needed() >= StoppingPrice.LEAST && measured.needed() <= StoppingPrice.MOST;
        System.out.printf(
                Locale.ROOT,
                "%-52s %4.2f times, %4.2f asked on average  (bar: %.1f to %.1f)  %s%n",
                "items when stopping, 1 of " + runs.comparisons() + ", discordance " + runs.discordance(),
                measured.needed(),
                measured.asked(),
                StoppingPrice.LEAST,
                StoppingPrice.MOST,
                kept ? "ok" : "MISSED");
        return kept;
    }

    private static boolean line(String what, long count, int of, double least, double most) {
        boolean kept = count >= least && count <= most;
        System.out.printf(
                Locale.ROOT,
                "%-52s %4d of %d  (bar: %s %d)  %s%n",
                what,
                count,
                of,
                least > 0 ? "at least" : "at most",
                Math.round(least > 0 ? least : most),
                kept ? "ok" : "MISSED");
        return kept;
    }
}
