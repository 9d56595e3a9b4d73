package dev.matrix.execution;

import dev.matrix.domain.Concurrency;
import dev.matrix.execution.ConcurrencyChoice.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Decides which number of requests in flight is tried next, and which is kept: it doubles for as long as that pays. A larger number is kept only where it
 * brings more than the measurement's own noise, and more than {@value #LEAST_GAIN} of the tokens: a larger batch needs more memory and makes each reply
 * slower. Where the server tells that it works on no more requests than before, whatever looks like a gain is noise. Not thread-safe.
 */
final class ConcurrencyLadder {

    private static final double LEAST_GAIN = 0.05;

    /** Standard errors of a difference that chance seldom makes: Student's t for six degrees of freedom at one-sided 2.5 % is 2.45, and pieces next to each other share replies. */
    private static final double ERRORS = 3;

    /** More tokens a second come of more requests in service; what a faster client could add is less than this. */
    private static final double LEAST_SERVED = 1.2;

    /** Of these a worker's first only warms up. */
    private static final int REQUESTS_OF_ONE = 6;

    private static final int REQUESTS_A_WORKER = 4;

    /** The measurement may cost so much of what is left to ask. */
    private static final double DEAREST = 0.25;

    /** Below this nearly every request waits for the one before it. */
    private static final double ONE_AT_A_TIME = 1.3;

    private final String model;
    private final int trials;
    private final int most;
    private final List<Level> levels = new ArrayList<>();

    /**
     * A ladder that nobody has climbed.
     *
     * @param trials of the model that are left to ask
     * @param most requests in flight at the top
     */
    ConcurrencyLadder(String model, int trials, int most) {
        this.model = model;
        this.trials = trials;
        this.most = most;
    }

    /** How many requests a level sends. */
    static int requests(int inFlight) {
        return inFlight == 1 ? REQUESTS_OF_ONE : inFlight * REQUESTS_A_WORKER;
    }

    /** The level to measure next; empty when enough is known. */
    OptionalInt next() {
        if (levels.isEmpty()) {
            return affordable(1) && affordable(2) ? OptionalInt.of(1) : OptionalInt.empty();
        }
        Level last = levels.get(levels.size() - 1);
        int next = 2 * last.inFlight();
        return unusable(last) || best().inFlight() != last.inFlight() || next > most || !affordable(next)
                ? OptionalInt.empty()
                : OptionalInt.of(next);
    }

    void add(Level level) {
        levels.add(level);
    }

    /** What is kept, and why. */
    ConcurrencyChoice choice() {
        if (levels.isEmpty()) {
            return choice(
                    Concurrency.USUAL,
                    "not measured, since only " + trials + " requests are left: measuring would cost over a quarter of"
                            + " that");
        }
        Level last = levels.get(levels.size() - 1);
        if (levels.size() == 1 && unusable(last)) {
            return choice(
                    1,
                    "not measured: " + last.failed() + " of " + last.requests()
                            + " requests of the measurement failed");
        }
        return choice(best().inFlight(), speed(best()) + "; " + ended(last));
    }

    private ConcurrencyChoice choice(int inFlight, String reason) {
        return new ConcurrencyChoice(model, inFlight, reason, levels);
    }

    private String ended(Level last) {
        if (unusable(last)) {
            return "with " + last.inFlight() + " in flight " + last.failed() + " of " + last.requests() + " failed";
        }
        if (best().inFlight() == last.inFlight()) {
            return 2 * last.inFlight() > most
                    ? "more are not tried"
                    : "measuring more would cost over a quarter of the " + trials + " requests that are left";
        }
        return speed(last) + ", " + (last.tokensPerSecond() < best().tokensPerSecond() ? "which is less" : noGain())
                + waiting(last);
    }

    private static String noGain() {
        return "no gain beyond noise and " + Math.round(LEAST_GAIN * 100) + " %";
    }

    private String waiting(Level last) {
        Double served = last.served();
        if (served == null || served > 0.8 * last.inFlight()) {
            return "";
        }
        return served < ONE_AT_A_TIME
                ? ": the server serves this model one request at a time"
                : String.format(
                        Locale.ROOT, ": the server worked on %.1f at a time, the others waited", served.doubleValue());
    }

    private static String speed(Level level) {
        return String.format(
                Locale.ROOT, "%.1f tokens a second with %d in flight", level.tokensPerSecond(), level.inFlight());
    }

    private Level best() {
        Level best = levels.get(0);
        for (Level level : levels) {
            double gain = level.tokensPerSecond() - best.tokensPerSecond();
            if (!unusable(level) && gain > margin(best, level) && servesMore(best, level)) {
                best = level;
            }
        }
        return best;
    }

    /** True where the server does not tell. */
    private static boolean servesMore(Level one, Level other) {
        Double before = one.served();
        Double after = other.served();
        return before == null || after == null || after >= LEAST_SERVED * before;
    }

    private static double margin(Level one, Level other) {
        return Math.max(LEAST_GAIN * one.tokensPerSecond(), ERRORS * Math.hypot(one.noise(), other.noise()));
    }

    private static boolean unusable(Level level) {
        return 2 * level.failed() > level.requests() || level.tokensPerSecond() <= 0;
    }

    private boolean affordable(int inFlight) {
        int sent = levels.stream().mapToInt(Level::requests).sum();
        // The second level belongs to the first: one alone compares nothing.
        int more = levels.isEmpty() && inFlight > 1 ? requests(1) + requests(inFlight) : requests(inFlight);
        return sent + more <= DEAREST * trials;
    }
}
