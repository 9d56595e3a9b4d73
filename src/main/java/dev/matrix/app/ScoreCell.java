package dev.matrix.app;

import dev.matrix.analysis.CellAccumulator;
import dev.matrix.analysis.CellSummary;
import dev.matrix.analysis.Leaves;
import dev.matrix.domain.Call;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Failure;
import dev.matrix.domain.FailureKind;
import dev.matrix.domain.Item;
import dev.matrix.domain.LmEvalTask;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Score;
import dev.matrix.domain.Trial;
import dev.matrix.plan.ItemPositions;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.scoring.Scorer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One combination's scores with what they cost, in a few arrays so that a million trials fit. While a probe has to choose the protocol its trials are only
 * kept: they count once it is known that they were asked by the right one. Thread-safe.
 */
final class ScoreCell {

    private final PlannedCombination planned;
    private final Scorer scorer;
    private final double maxMissingPercent;
    private final Map<String, Integer> positions;
    private final CellAccumulator scores;
    private final Leaves leaves;
    private final long[] wallNanos;
    private final long[] generateNanos;
    private final int[] promptTokens;
    private final int[] generatedTokens;
    private final int[] timedTokens;
    private final boolean[] answered;
    private final boolean[] empty;
    private final BitSet taken = new BitSet();
    private final KeyGathering keys;

    /** Why trials are missing, by slot: the first one in plan order is told, whatever order they came in. */
    private final TreeMap<Integer, Failure> failures = new TreeMap<>();

    private final List<Trial> undecided = new ArrayList<>();
    private @Nullable Protocol readBy;
    private @Nullable Protocol protocol;
    private @Nullable String error;
    private @Nullable CellSummary summary;

    /**
     * @param maxMissingPercent with a larger percentage of trials missing it is failed
     * @param shared where the items stand
     */
    ScoreCell(PlannedCombination planned, Scorer scorer, double maxMissingPercent, ItemPositions shared) {
        this.planned = planned;
        this.scorer = scorer;
        this.maxMissingPercent = maxMissingPercent;
        this.positions = shared.of(planned.items());
        int slots = planned.trials();
        this.scores = new CellAccumulator(planned.items().size(), planned.repeats());
        this.leaves = leaves(planned);
        this.wallNanos = new long[slots];
        this.generateNanos = new long[slots];
        this.promptTokens = new int[slots];
        this.generatedTokens = new int[slots];
        this.timedTokens = new int[slots];
        this.answered = new boolean[slots];
        this.empty = new boolean[slots];
        this.keys = new KeyGathering(slots, scorer.version());
    }

    /** The leaf tasks in lm-eval's order, those that it does not know after them. */
    private static Leaves leaves(PlannedCombination planned) {
        LmEvalTask task = planned.combination().benchmark().lmEval();
        if (task == null || task.leaves() == null) {
            return Leaves.none();
        }
        List<String> order = new ArrayList<>(task.leaves().order());
        planned.items().stream()
                .map(Item::stratum)
                .distinct()
                .filter(stratum -> !order.contains(stratum))
                .forEach(order::add);
        Map<String, Integer> numbers = new HashMap<>();
        order.forEach(stratum -> numbers.putIfAbsent(stratum, numbers.size()));
        return new Leaves(planned.items().stream()
                .mapToInt(item -> numbers.getOrDefault(item.stratum(), 0))
                .toArray());
    }

    PlannedCombination planned() {
        return planned;
    }

    Combination combination() {
        return planned.combination();
    }

    /** Takes a trial; it replaces an earlier one of the same item and repeat. One that the plan does not have is passed over. */
    synchronized void add(Trial trial) {
        if (slot(trial) < 0) {
            return;
        }
        if (readBy == null) {
            undecided.add(trial);
        } else {
            score(trial);
        }
    }

    /** The protocol is known: of the trials asked before, those asked by it count. */
    synchronized void decide(Protocol choice) {
        readBy = choice;
        undecided.stream().filter(trial -> trial.readBy() == choice).forEach(this::score);
        undecided.clear();
    }

    /** The number of a trial in the combination, item by item, repeats together; -1 where the plan does not have it. */
    int slot(Trial trial) {
        Integer position = positions.get(trial.item());
        return position == null || trial.repeat() >= planned.repeats()
                ? -1
                : position * planned.repeats() + trial.repeat();
    }

    private void score(Trial trial) {
        int slot = slot(trial);
        int position = slot / planned.repeats();
        Score score = scorer.score(combination().benchmark(), planned.items().get(position), trial);
        scores.add(position, trial.repeat(), score);
        cost(slot, trial.calls(), trial.fromCache());
        taken.set(slot, trial.fromCache());
        answered[slot] = score.scored();
        empty[slot] = score.scored() && trial.deciding().text().isBlank();
        keys.add(slot, trial.key());
        trial.failure().ifPresentOrElse(why -> failures.put(slot, why), () -> failures.remove(slot));
        protocol = trial.protocol();
        summary = null;
    }

    /** What another run waited for is no time of this one; the tokens are those of the answer, whoever asked. */
    private void cost(int slot, List<Call> calls, boolean fromCache) {
        wallNanos[slot] = fromCache ? 0 : sum(calls, call -> call.metrics().wallNanos());
        generateNanos[slot] = fromCache ? 0 : sum(calls, call -> call.metrics().knownGenerateNanos());
        promptTokens[slot] = (int) sum(calls, call -> call.metrics().knownPromptTokens());
        generatedTokens[slot] = (int) sum(calls, call -> call.metrics().knownGeneratedTokens());
        timedTokens[slot] =
                fromCache ? 0 : (int) sum(calls, call -> call.metrics().timedTokens());
    }

    private static long sum(List<Call> calls, ToLongFunction<Call> figure) {
        return calls.stream().mapToLong(figure).sum();
    }

    /** Only the first items were to be asked. */
    synchronized void reach(int items) {
        scores.reach(items);
        summary = null;
    }

    /** Trials that the run did not ask itself. */
    synchronized int taken() {
        return taken.cardinality();
    }

    /** What was taken from the cache counts as not asked. */
    synchronized void returnTaken() {
        for (int slot = taken.nextSetBit(0); slot >= 0; slot = taken.nextSetBit(slot + 1)) {
            scores.remove(slot / planned.repeats(), slot % planned.repeats());
            answered[slot] = false;
            empty[slot] = false;
            promptTokens[slot] = 0;
            generatedTokens[slot] = 0;
        }
        taken.clear();
        summary = null;
    }

    synchronized void fail(String reason) {
        error = reason;
    }

    synchronized boolean isComplete() {
        for (int slot = 0; slot < scores.planned(); slot++) {
            if (!answered[slot]) {
                return false;
            }
        }
        return true;
    }

    /** True when trials are still to be asked and nothing says that they never will be. */
    synchronized boolean isUnfinished() {
        return error == null && scores.asked() < scores.planned();
    }

    /** The error that ended the combination as a whole; null when there was none or its trials are complete all the same. */
    synchronized @Nullable String error() {
        return isComplete() ? null : error;
    }

    /** Why a trial is missing: of the first one in plan order. */
    synchronized Optional<String> firstFailure() {
        return failures.isEmpty()
                ? Optional.empty()
                : Optional.of(failures.firstEntry().getValue().message());
    }

    /** True when trials are missing for a reason that may have been the end of the server, so that a run that did not get to its end leaves them open. */
    synchronized boolean mayBeAskedAgain() {
        return error == null
                && failures.values().stream()
                        .map(Failure::kind)
                        .anyMatch(kind -> kind.retryable() || kind == FailureKind.TOTAL_TIMEOUT);
    }

    synchronized @Nullable Protocol protocol() {
        return protocol;
    }

    /** The combination's identity; empty while trials are still to be asked. */
    synchronized String fingerprint() {
        return scores.asked() < scores.planned() ? "" : keys.fingerprint();
    }

    /** Scored replies without any text. */
    synchronized int emptyReplies() {
        int count = 0;
        for (boolean each : empty) {
            count += each ? 1 : 0;
        }
        return count;
    }

    synchronized double requestSeconds() {
        return Arrays.stream(wallNanos).sum() / 1e9;
    }

    /** The server's own time for generating. */
    synchronized double generateSeconds() {
        return Arrays.stream(generateNanos).sum() / 1e9;
    }

    synchronized long promptTokens() {
        return Arrays.stream(promptTokens).asLongStream().sum();
    }

    synchronized long generatedTokens() {
        return Arrays.stream(generatedTokens).asLongStream().sum();
    }

    /** Those generated tokens that {@link #generateSeconds} went into. */
    synchronized long timedTokens() {
        return Arrays.stream(timedTokens).asLongStream().sum();
    }

    /** The statistics, computed once for each state: a checkpoint asks every combination of the run. */
    synchronized CellSummary summary() {
        CellSummary current = summary;
        if (current == null) {
            current = CellSummary.of(scores, maxMissingPercent, leaves);
            summary = current;
        }
        return current;
    }

    /** The scores themselves: to be read only when no trial is added any more. */
    CellAccumulator scores() {
        return scores;
    }

    /** The scores as they are now, while trials may still be added. */
    synchronized CellAccumulator scoresNow() {
        return scores.copy();
    }
}
