package dev.matrix.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was killed where, and what came of it, line by line. Not thread-safe. */
final class CrashTable {

    private static final String ROW = "%3s  %-12s %8s %8s %6s %6s  %s%n";

    private final PrintStream out;
    private final int points;
    private final List<String> problems = new ArrayList<>();
    private int rows;
    private int mostAgain;

    CrashTable(PrintStream out, int points) {
        this.out = out;
        this.points = points;
    }

    void head(CrashWorkload workload) {
        out.printf(
                Locale.ROOT,
                "kill -9 at %d points of a run of %d trials, %d in flight%n",
                points,
                workload.trials(),
                CrashWorkload.CONCURRENCY);
        out.printf(ROW, "", "killed in", "delay ms", "lines", "torn B", "again", "after the resume");
    }

    /** So many were printed. */
    int rows() {
        return rows;
    }

    void row(CrashPoint point, CrashMatrix.Outcome outcome) {
        rows++;
        mostAgain = Math.max(mostAgain, outcome.again());
        String verdict = outcome.problems().isEmpty() ? "same" : String.join("; ", outcome.problems());
        out.printf(
                ROW,
                rows,
                point.phase().label(),
                point.delayMillis(),
                outcome.lines(),
                outcome.torn(),
                outcome.again(),
                verdict);
        if (!outcome.problems().isEmpty()) {
            problems.add("point " + rows + " (" + point.phase().label() + "): " + verdict);
        }
    }

    /** Says what came of all; true when every property held. */
    boolean verdict() {
        problems.forEach(problem -> out.println("FAILED " + problem));
        out.printf(
                Locale.ROOT,
                "%d of %d points: same keys, scores and counts as the uninterrupted run; a kill cost at most %d trials (allowed: %d)%n",
                rows - problems.size(),
                points,
                mostAgain,
                CrashWorkload.CONCURRENCY);
        return problems.isEmpty() && rows == points;
    }
}
