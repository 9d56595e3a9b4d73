package dev.matrix.execution;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Failure;
import dev.matrix.domain.Item;
import dev.matrix.domain.LoadReport;
import dev.matrix.domain.Model;
import dev.matrix.domain.Trial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What happens during a run. */
public sealed interface ExecutionEvent {

    /**
     * The run begins.
     *
     * @param combinations combinations of the matrix; controls are none
     * @param completedCombinations of these, complete before it starts
     * @param trials trials of the plan, those of controls included
     * @param knownTrials of these, done by earlier invocations
     * @param concurrency requests that may be in flight
     */
    record RunStarted(int combinations, int completedCombinations, int trials, int knownTrials, int concurrency)
            implements ExecutionEvent {}

    /**
     * A host was measured before models were handed out; said only where there are several.
     *
     * @param host its address
     * @param speed trials a second, comparable with the other hosts' of this run; null when it could not be measured
     * @param evidence one clause
     */
    record HostMeasured(String host, @Nullable Double speed, String evidence) implements ExecutionEvent {}

    /**
     * A model goes to a host, with all its combinations; said only where there are several hosts.
     *
     * @param host its address
     * @param evidence one clause
     * @param before the host whose answers count no more, since it is gone; null when there was none
     * @param trials that were there from it
     * @param combinations of the matrix that earlier invocations had completed with it
     */
    record ModelPlaced(
            Model model,
            String host,
            String evidence,
            @Nullable String before,
            int trials,
            int combinations) implements ExecutionEvent {}

    /** A host of several is silent and is asked no more; {@code consequence} is a clause on what becomes of its model. */
    record HostLost(String host, String error, String consequence) implements ExecutionEvent {

        /** All of it for people, without a full stop. */
        public String sentence() {
            return "host " + host + " is lost (" + error + "): " + consequence;
        }
    }

    /** A model is being loaded; {@code position} of {@code models}, from 1. */
    record ModelLoading(Model model, int position, int models) implements ExecutionEvent {}

    /** The model was in memory with another context before this run loaded it, and is unloaded first. */
    record ModelEvicted(Model model, int there, int wanted) implements ExecutionEvent {}

    /** The model was in memory with the context that this run wants; a server does not tell of its other load options. */
    record ModelFound(Model model, int contextTokens) implements ExecutionEvent {}

    /** The model is resident. */
    record ModelLoaded(Model model, LoadReport report, int contextTokens) implements ExecutionEvent {}

    /** The model's trials are done, it is being unloaded. */
    record ModelUnloading(Model model) implements ExecutionEvent {}

    /** Nothing is asked for a moment; {@code why} is a clause such as {@code choosing the protocol of mmlu}. */
    record Waiting(String why) implements ExecutionEvent {}

    /**
     * What baseline's system turn holds for a model: as set, as recorded, or {@link BaselineSystem#NONE} because its template refuses a system turn. Said
     * once a model, before its first trial; the trials' keys depend on it, so a resume has to bring it back.
     */
    record BaselineChosen(Model model, BaselineSystem baseline, String reason) implements ExecutionEvent {}

    /** How many requests a model is asked with at a time was measured, or what an earlier invocation held is held again. */
    record ConcurrencyChosen(ConcurrencyChoice choice, boolean recorded) implements ExecutionEvent {}

    /** A protocol was chosen, or a recorded one is kept. */
    record ProtocolChosen(ProtocolChoice choice, boolean recorded) implements ExecutionEvent {}

    /** The reach of a personality was checked. */
    record ReachFound(ReachFinding finding) implements ExecutionEvent {}

    /** The first trial of a combination starts in this invocation. */
    record CombinationStarted(Combination combination) implements ExecutionEvent {}

    /** So many questions of a combination have a reply that is not handed over yet: lm-eval gives all of them at its end. */
    record Answered(Combination combination, int done, int of) implements ExecutionEvent {}

    /** A trial ended; comes after the sink has it. */
    record TrialFinished(Combination combination, Item item, Trial trial) implements ExecutionEvent {}

    /** All trials of a combination have ended, some perhaps failed; also said for combinations with nothing left to do. */
    record CombinationFinished(Combination combination, int trials, int failedTrials, boolean alreadyComplete)
            implements ExecutionEvent {}

    /**
     * A combination is asked no more, by a rule of the run and not because anything failed.
     *
     * @param items that were asked, or are asked last of a control; all from the first on
     * @param of items of the plan
     * @param by the rule in one word
     * @param trials that are left out
     */
    record CombinationStopped(Combination combination, int items, int of, String by, int trials)
            implements ExecutionEvent {}

    /** So many trials of a model were taken from the cache across runs instead of being asked. */
    record CacheTaken(Model model, int trials) implements ExecutionEvent {}

    /**
     * Cached trials of a model were asked again, to see whether old answers may stand beside new ones.
     *
     * @param returned trials that had been taken before and are asked after all, since they may not
     */
    record CacheChecked(Model model, CacheCheck check, int returned) implements ExecutionEvent {}

    /**
     * A model has been asked, and its weights were looked at after its last answer.
     *
     * @param same true when the server said that they are those that the run was planned with
     */
    record ModelAsked(Model model, boolean same) implements ExecutionEvent {}

    /** A combination was given up as a whole, e.g. because its model does not load. */
    record CombinationFailed(Combination combination, String error) implements ExecutionEvent {}

    /** A call failed and will be sent again. */
    record Retrying(Combination combination, Item item, int attempt, Duration pause, Failure failure)
            implements ExecutionEvent {}

    /**
     * How long the rest takes; {@code low} equals {@code high} when everything left has been measured.
     *
     * @param modelLeft of the resident model alone
     */
    record Estimate(Duration low, Duration high, Duration modelLeft) implements ExecutionEvent {}

    /** Something that a person should know, one sentence. */
    record Warning(String sentence) implements ExecutionEvent {}

    /** The run ended, whole or not. */
    record RunFinished(ExecutionSummary summary) implements ExecutionEvent {}
}
