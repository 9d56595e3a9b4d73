package dev.matrix.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Where the program is killed. Immutable.
 *
 * @param at how far the run must have come: lines of the journal, or complete combinations
 * @param delayMillis from then to the kill
 */
record CrashPoint(Phase phase, int at, int delayMillis) {

    /** Before the first line of the journal, the virtual machine's own start included. */
    private static final int START_MILLIS = 900;

    /** A little more than the simulator takes for a load, so that the end of it is met as well. */
    private static final int LOAD_MILLIS = 140;

    /** Parts of a run, each with its share of the points. */
    enum Phase {
        /** From the start of the virtual machine on: before there is a directory, and while it is made. */
        START(4),
        /** While the first model is loaded and looked at. */
        LOAD(5),
        /** While it is found out how letters are read, for either model. */
        PROBE(8),
        TRIALS(15),
        /** Right after the checkpoint of a combination. */
        COMBINATION(6),
        /** Between the models: drain, unload, load. */
        MODELS(4),
        /** After the last trial, while the results are written. */
        RESULTS(4),
        /** A second kill while the first one is being resumed. */
        RESUME(4);

        private final int share;

        Phase(int share) {
            this.share = share;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** All 50 points of the full matrix, in the order of the phases. */
    static List<CrashPoint> all(CrashWorkload workload, Random random) {
        List<CrashPoint> points = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            for (int i = 0; i < phase.share; i++) {
                points.add(in(phase, i, workload, random));
            }
        }
        return points;
    }

    /** Six points, one a phase; that of the resume stands for those of the start too. */
    static List<CrashPoint> few(CrashWorkload workload, Random random) {
        List<CrashPoint> points = new ArrayList<>();
        for (Phase phase :
                List.of(Phase.LOAD, Phase.PROBE, Phase.TRIALS, Phase.COMBINATION, Phase.RESULTS, Phase.RESUME)) {
            points.add(in(phase, random.nextInt(2), workload, random));
        }
        return points;
    }

    /** @param number of the point in its phase: neighbours take turns between the models, or between the steps of the phase */
    private static CrashPoint in(Phase phase, int number, CrashWorkload workload, Random random) {
        int other = number % 2 * workload.half();
        return switch (phase) {
            case START -> new CrashPoint(phase, 0, random.nextInt(START_MILLIS));
            case LOAD -> new CrashPoint(phase, 0, random.nextInt(LOAD_MILLIS));
            case PROBE -> new CrashPoint(phase, other + random.nextInt(1, CrashWorkload.PROBE), 0);
            case TRIALS, RESUME ->
                new CrashPoint(
                        phase, random.nextInt(CrashWorkload.PROBE, workload.trials() - CrashWorkload.CONCURRENCY), 0);
            case COMBINATION -> new CrashPoint(phase, random.nextInt(1, workload.combinations() - 1), 0);
            case MODELS -> new CrashPoint(phase, workload.half(), random.nextInt(LOAD_MILLIS));
            case RESULTS -> new CrashPoint(phase, number % 2 * workload.trials(), random.nextInt(4));
        };
    }

    /** How long after the start of a resume the second kill comes. */
    static int secondDelay(Random random) {
        return random.nextInt(START_MILLIS);
    }

    /** True when the run has come so far. */
    boolean reached(CrashRun run) {
        return switch (phase) {
            case START -> true;
            case LOAD -> run.exists();
            case PROBE, TRIALS, RESUME, MODELS -> run.lineCount() >= at;
            case COMBINATION -> run.completed() >= at;
            // At its last line, or when the file of the results appears.
            case RESULTS -> at > 0 ? run.lineCount() >= at : run.hasResults();
        };
    }
}
