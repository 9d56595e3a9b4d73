package dev.matrix.console;

import dev.matrix.domain.Call;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Trial;
import dev.matrix.execution.ExecutionEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is known of a run from its events, and the lines that say it. Confined to its owner's lock. */
final class ProgressState {

    private static final long RATE_WINDOW_NANOS = Duration.ofSeconds(30).toNanos();
    private static final int SHOWN_IN_FLIGHT = 4;
    private static final int BAR = 20;

    private final Set<String> inFlight = new LinkedHashSet<>();
    private final Deque<Tokens> recent = new ArrayDeque<>();
    private int combinations;
    private int completed;
    private int failed;
    private int trials;
    private int trialsDone;
    private int trialsFailed;
    private String model = "";
    private String waiting = "";
    private ExecutionEvent.@Nullable Estimate estimate;

    private record Tokens(long atNanos, int count) {}

    void apply(ExecutionEvent event, long nanos) {
        if (event instanceof ExecutionEvent.RunStarted started) {
            combinations = started.combinations();
            trials = started.trials();
            trialsDone = started.knownTrials();
        } else if (event instanceof ExecutionEvent.ModelLoading loading) {
            model = loading.model().name() + " (" + loading.position() + " of " + loading.models() + ")";
            waiting = "loading " + loading.model().name();
        } else if (event instanceof ExecutionEvent.ModelLoaded) {
            waiting = "";
        } else if (event instanceof ExecutionEvent.ModelUnloading unloading) {
            waiting = "unloading " + unloading.model().name();
        } else if (event instanceof ExecutionEvent.Waiting pause) {
            waiting = pause.why();
        } else if (event instanceof ExecutionEvent.Retrying retrying) {
            waiting = "trying again in " + Figures.duration(retrying.pause()) + ": "
                    + retrying.failure().message();
        } else if (event instanceof ExecutionEvent.Estimate latest) {
            estimate = latest;
        } else {
            applyToCombination(event, nanos);
        }
    }

    private void applyToCombination(ExecutionEvent event, long nanos) {
        if (event instanceof ExecutionEvent.CombinationStarted started) {
            inFlight.add(label(started.combination()));
            waiting = "";
        } else if (event instanceof ExecutionEvent.TrialFinished finished) {
            trialsDone++;
            trialsFailed += finished.trial().failure().isPresent() ? 1 : 0;
            recent.add(new Tokens(nanos, generated(finished.trial())));
            waiting = "";
        } else if (event instanceof ExecutionEvent.CombinationFinished finished) {
            inFlight.remove(label(finished.combination()));
            completed++;
            failed += finished.failedTrials() > 0 ? 1 : 0;
        } else if (event instanceof ExecutionEvent.CombinationFailed lost) {
            inFlight.remove(label(lost.combination()));
            completed++;
            failed++;
        }
    }

    private static int generated(Trial trial) {
        return trial.calls().stream()
                .mapToInt(call -> Math.max(0, tokens(call)))
                .sum();
    }

    private static int tokens(Call call) {
        return call.metrics().generatedTokens();
    }

    private static String label(Combination combination) {
        return combination.personality().name() + "/" + combination.benchmark().name();
    }

    /** The lines of the status block. */
    List<String> lines(long nanos) {
        List<String> lines = new ArrayList<>();
        lines.add(bar() + " " + counts(nanos));
        lines.add(model + (inFlight.isEmpty() ? "" : "  in flight: " + flying()));
        if (!waiting.isEmpty()) {
            lines.add("waiting: " + waiting);
        }
        return lines;
    }

    private String bar() {
        int filled = trials == 0 ? 0 : (int) ((long) BAR * Math.min(trialsDone, trials) / trials);
        return "[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "]";
    }

    /** One line without the bar: for logs and for the block. */
    String counts(long nanos) {
        return completed + "/" + combinations + " combinations, " + Figures.count(trialsDone) + "/"
                + Figures.count(trials) + " trials, ok " + (completed - failed) + ", failed " + failed
                + (trialsFailed > 0 ? " (" + trialsFailed + " trials missing)" : "") + rate(nanos) + eta();
    }

    private String rate(long nanos) {
        while (!recent.isEmpty() && nanos - recent.peekFirst().atNanos() > RATE_WINDOW_NANOS) {
            recent.removeFirst();
        }
        if (recent.size() < 2) {
            return "";
        }
        long span = nanos - recent.peekFirst().atNanos();
        long tokens = recent.stream().mapToLong(Tokens::count).sum();
        return span <= 0 ? "" : ", " + Figures.count(Math.round(tokens * 1e9 / span)) + " tokens/s";
    }

    private String eta() {
        if (estimate == null) {
            return "";
        }
        String low = Figures.duration(estimate.low());
        String high = Figures.duration(estimate.high());
        return ", " + (low.equals(high) ? low : low + " to " + high) + " left";
    }

    private String flying() {
        String shown = inFlight.stream().limit(SHOWN_IN_FLIGHT).collect(Collectors.joining(", "));
        return inFlight.size() > SHOWN_IN_FLIGHT
                ? shown + " and " + (inFlight.size() - SHOWN_IN_FLIGHT) + " more"
                : shown;
    }
}
