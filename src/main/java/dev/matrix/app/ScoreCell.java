package dev.matrix.app;

import dev.matrix.analysis.CellAccumulator;
import dev.matrix.analysis.CellSummary;
import dev.matrix.domain.Call;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Item;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Score;
import dev.matrix.domain.Trial;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.scoring.Scorer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** One combination's scores with what they cost, in a few arrays so that a million trials fit. Thread-safe. */
final class ScoreCell {

    private final PlannedCombination planned;
    private final Map<String, Integer> positions;
    private final CellAccumulator scores;
    private final long[] wallNanos;
    private final int[] promptTokens;
    private final int[] generatedTokens;
    private final boolean[] answered;
    private final boolean[] byLogprob;
    private @Nullable String error;
    private @Nullable Protocol protocol;
    /** Of the scores as they are; made anew only after one has come, since each checkpoint asks every cell. */
    private @Nullable Summary summary;

    private record Summary(double maxMissingPercent, CellSummary cell) {}

    /** @param shared positions of items by id, made once for combinations that share their list of items */
    ScoreCell(PlannedCombination planned, IdentityHashMap<List<Item>, Map<String, Integer>> shared) {
        this.planned = planned;
        this.positions = shared.computeIfAbsent(planned.items(), ScoreCell::positions);
        int slots = planned.trials();
        this.scores = new CellAccumulator(planned.items().size(), planned.repeats());
        this.wallNanos = new long[slots];
        this.promptTokens = new int[slots];
        this.generatedTokens = new int[slots];
        this.answered = new boolean[slots];
        this.byLogprob = new boolean[slots];
    }

    private static Map<String, Integer> positions(List<Item> items) {
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            positions.put(items.get(i).id(), i);
        }
        return positions;
    }

    PlannedCombination planned() {
        return planned;
    }

    Combination combination() {
        return planned.combination();
    }

    Optional<Item> item(String id) {
        Integer position = positions.get(id);
        return position == null ? Optional.empty() : Optional.of(planned.items().get(position));
    }

    synchronized void add(Trial trial, Scorer scorer) {
        Integer position = positions.get(trial.item());
        if (position == null || trial.repeat() >= planned.repeats()) {
            return;
        }
        Item item = planned.items().get(position);
        Score score = scorer.score(planned.combination().benchmark(), item, trial);
        int slot = position * planned.repeats() + trial.repeat();
        scores.add(position, trial.repeat(), score);
        summary = null;
        wallNanos[slot] = sum(trial, call -> call.metrics().wallNanos());
        promptTokens[slot] = (int) sum(trial, call -> Math.max(0, call.metrics().promptTokens()));
        generatedTokens[slot] =
                (int) sum(trial, call -> Math.max(0, call.metrics().generatedTokens()));
        answered[slot] = score.scored();
        byLogprob[slot] = trial.readBy() == Protocol.LOGPROB;
        protocol = trial.protocol();
    }

    private static long sum(Trial trial, ToLongFunction<Call> figure) {
        return trial.calls().stream().mapToLong(figure).sum();
    }

    synchronized void dropLogprobTrials() {
        summary = null;
        for (int slot = 0; slot < byLogprob.length; slot++) {
            if (byLogprob[slot]) {
                scores.remove(slot / planned.repeats(), slot % planned.repeats());
                wallNanos[slot] = 0;
                promptTokens[slot] = 0;
                generatedTokens[slot] = 0;
                answered[slot] = false;
                byLogprob[slot] = false;
            }
        }
    }

    synchronized void fail(String reason) {
        error = reason;
    }

    synchronized boolean isComplete() {
        for (boolean there : answered) {
            if (!there) {
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

    synchronized @Nullable Protocol protocol() {
        return protocol;
    }

    synchronized double requestSeconds() {
        return Arrays.stream(wallNanos).sum() / 1e9;
    }

    synchronized long promptTokens() {
        return Arrays.stream(promptTokens).asLongStream().sum();
    }

    synchronized long generatedTokens() {
        return Arrays.stream(generatedTokens).asLongStream().sum();
    }

    synchronized CellSummary summary(double maxMissingPercent) {
        Summary known = summary;
        if (known == null || known.maxMissingPercent() != maxMissingPercent) {
            known = new Summary(maxMissingPercent, CellSummary.of(scores, maxMissingPercent));
            summary = known;
        }
        return known.cell();
    }

    /** The scores themselves: to be read only when no trial is added any more. */
    CellAccumulator scores() {
        return scores;
    }
}
