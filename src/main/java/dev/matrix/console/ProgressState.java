package dev.matrix.console;

import dev.matrix.console.EndedCombinations.How;
import dev.matrix.domain.CellStatus;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Trial;
import dev.matrix.execution.ExecutionEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What is known of a run from its events, and the lines that say it. Confined to its owner's lock. */
final class ProgressState {

    private static final int BAR = 20;
    private static final int PLACE = 300;

    private final ModelTurns turns = new ModelTurns();
    private final EndedCombinations ended = new EndedCombinations();
    private final double maxMissing;
    private final TokenRate rate = new TokenRate();
    private boolean planned;
    private int combinations;
    private int completeBefore;
    private int trials;
    private int trialsDone;
    /** Replies that are there but not handed over yet; they become finished trials, or are lost with their combination. */
    private int answered;

    private int trialsFailed;
    /** The combination that ended last, in full. */
    private String latest = "";

    private String waiting = "";
    private @Nullable Long waitingEnds;
    private ExecutionEvent.@Nullable Estimate estimate;
    private long estimatedAt;

    /** @param maxMissing the percentage of missing trials above which the summary will call a combination failed */
    ProgressState(double maxMissing) {
        this.maxMissing = maxMissing;
    }

    void apply(ExecutionEvent event, long nanos) {
        if (event instanceof ExecutionEvent.RunStarted started) {
            planned = true;
            combinations = started.combinations();
            completeBefore = started.completedCombinations();
            trials = started.trials();
            trialsDone = started.knownTrials();
            rate.restart(nanos);
        } else if (event instanceof ExecutionEvent.Waiting pause) {
            await(pause.why());
        } else if (event instanceof ExecutionEvent.Retrying retrying) {
            await(retrying.failure().message());
            waitingEnds = nanos + retrying.pause().toNanos();
        } else if (event instanceof ExecutionEvent.Estimate update) {
            estimate = update;
            estimatedAt = nanos;
        } else if (event instanceof ExecutionEvent.RunFinished) {
            turns.clear();
            goOn();
            estimate = null;
        } else if (!applyToHost(event)) {
            applyToModel(event, nanos);
        }
    }

    private boolean applyToHost(ExecutionEvent event) {
        if (event instanceof ExecutionEvent.HostLost lost) {
            turns.hostIsLost(lost.host());
            return true;
        }
        if (event instanceof ExecutionEvent.ModelPlaced placed) {
            turns.placed(placed);
            if (placed.before() != null) {
                ended.forget(placed.model().name());
                trialsDone -= placed.trials();
                completeBefore -= placed.combinations();
            }
            return true;
        }
        return false;
    }

    private void applyToModel(ExecutionEvent event, long nanos) {
        if (event instanceof ExecutionEvent.ModelLoading loading) {
            turns.loading(loading);
            await("loading " + loading.model().name());
        } else if (event instanceof ExecutionEvent.ModelLoaded) {
            goOn();
            rate.restart(nanos);
        } else if (event instanceof ExecutionEvent.ModelUnloading unloading) {
            turns.ends(unloading.model().name());
            await("unloading " + unloading.model().name());
        } else {
            applyToCombination(event, nanos);
        }
    }

    private void applyToCombination(ExecutionEvent event, long nanos) {
        if (event instanceof ExecutionEvent.CombinationStarted started) {
            turns.begins(started.combination());
            goOn();
        } else if (event instanceof ExecutionEvent.TrialFinished finished) {
            trialsDone++;
            answered = Math.max(0, answered - 1);
            trialsFailed += finished.trial().failure().isPresent() ? 1 : 0;
            rate.add(generated(finished.trial()), nanos);
            goOn();
        } else if (event instanceof ExecutionEvent.CacheTaken taken) {
            trialsDone += taken.trials();
        } else if (event instanceof ExecutionEvent.CacheChecked checked) {
            trialsDone -= checked.returned();
        } else if (event instanceof ExecutionEvent.Answered part) {
            answered = part.done();
            goOn();
        } else if (event instanceof ExecutionEvent.CombinationFinished finished) {
            end(finished.combination(), how(finished));
        } else if (event instanceof ExecutionEvent.CombinationStopped stopped) {
            trials -= stopped.trials();
            end(stopped.combination(), How.WHOLE);
        } else if (event instanceof ExecutionEvent.CombinationFailed lost) {
            end(lost.combination(), How.FAILED);
        }
    }

    private How how(ExecutionEvent.CombinationFinished finished) {
        if (finished.alreadyComplete()) {
            return How.KNOWN;
        }
        return switch (CellStatus.of(finished.trials(), finished.failedTrials(), maxMissing)) {
            case COMPLETE -> How.WHOLE;
            case PARTIAL -> How.PARTIAL;
            default -> How.FAILED;
        };
    }

    /** Controls are no combinations of the matrix. */
    private void end(Combination combination, How how) {
        turns.ends(combination);
        answered = 0;
        latest = combination.id();
        goOn();
        if (!combination.isControl()) {
            ended.end(combination, how);
        }
    }

    private void await(String why) {
        waiting = why;
        waitingEnds = null;
    }

    private void goOn() {
        await("");
    }

    private static int generated(Trial trial) {
        return trial.calls().stream()
                .mapToInt(call -> call.metrics().knownGeneratedTokens())
                .sum();
    }

    /**
     * The lines of the status block, the most important ones first and each short enough for 80 columns in all usual cases; none before the plan is known.
     *
     * @param width columns: where they are few, the less important parts are left out
     */
    List<String> lines(long nanos, int width) {
        if (!planned) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                fitting(width, bar() + " " + progress(), progress(), fraction() + ", " + trialFraction() + " trials"));
        lines.add(fitting(width, outcomes() + rate(nanos) + eta(nanos), outcomes() + eta(nanos), outcomes()));
        lines.addAll(turns.lines());
        if (!waiting.isEmpty()) {
            lines.add("waiting: " + pause(nanos) + waiting);
        }
        return lines;
    }

    /** The first that fits, else the last, which is the shortest. */
    private static String fitting(int width, String... variants) {
        return Arrays.stream(variants)
                .filter(variant -> variant.length() <= width)
                .findFirst()
                .orElse(variants[variants.length - 1]);
    }

    /** All figures and the current combinations in one line, for logs. */
    String counts(long nanos) {
        return progress() + ", " + outcomes() + rate(nanos) + eta(nanos) + place() + why(nanos);
    }

    /** What a run waits for in which nothing has happened for so long. */
    String silence(Duration lasted, long nanos) {
        String what = turns.idle() || !waiting.isEmpty() ? place() + why(nanos) : "; waiting for replies" + place();
        return "nothing has ended for " + Figures.duration(lasted) + what;
    }

    /** Where the run is: what is in flight, else what ended last. */
    private String place() {
        if (!turns.idle()) {
            return "; now " + SafeText.line(turns.now(), PLACE);
        }
        return latest.isEmpty() ? "" : "; after " + SafeText.line(latest, PLACE);
    }

    private int shown() {
        return Math.min(trialsDone + answered, Math.max(trials, trialsDone));
    }

    private String why(long nanos) {
        return waiting.isEmpty() ? "" : "; waiting: " + pause(nanos) + SafeText.line(waiting, PLACE);
    }

    private String bar() {
        int filled = trials == 0 ? 0 : (int) ((long) BAR * Math.min(shown(), trials) / trials);
        return "[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "]";
    }

    private String progress() {
        return fraction() + " combinations, " + trialFraction() + " trials"
                + (trialsFailed > 0 ? " (" + Figures.count(trialsFailed) + " failed)" : "");
    }

    private String fraction() {
        return Figures.count(complete() + ended.count(How.PARTIAL) + ended.count(How.FAILED)) + "/"
                + Figures.count(combinations);
    }

    private String trialFraction() {
        return Figures.count(shown()) + "/" + Figures.count(trials);
    }

    /** Those of earlier invocations are told when the run starts and once more when their model's turn comes. */
    private int complete() {
        return Math.max(completeBefore, ended.count(How.KNOWN)) + ended.count(How.WHOLE);
    }

    private String outcomes() {
        int partial = ended.count(How.PARTIAL);
        return "ok " + complete() + (partial > 0 ? ", partial " + partial : "") + ", failed " + ended.count(How.FAILED);
    }

    private String rate(long nanos) {
        OptionalLong tokens = rate.perSecond(nanos);
        return tokens.isPresent() ? ", " + Figures.count(tokens.getAsLong()) + " tokens/s" : "";
    }

    private String eta(long nanos) {
        if (estimate == null) {
            return "";
        }
        String low = left(estimate.low(), nanos);
        String high = left(estimate.high(), nanos);
        return ", " + (low.equals(high) ? low : low + " to " + high) + " left";
    }

    /** An estimate comes with a trial's end; until the next one the time runs on. */
    private String left(Duration estimated, long nanos) {
        return Figures.duration(estimated.minusNanos(nanos - estimatedAt));
    }

    /** Once the pause is over the call is out again, and what is waited for is its reply. */
    private String pause(long nanos) {
        if (waitingEnds == null) {
            return "";
        }
        return waitingEnds - nanos > 0
                ? "trying again in " + Figures.duration(Duration.ofNanos(waitingEnds - nanos)) + ": "
                : "trying again: ";
    }
}
