package dev.matrix.scoring;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.LmEvalTask;
import dev.matrix.domain.Outcome;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Score;
import dev.matrix.domain.Trial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a trial into a score. Thread-safe; the same input gives the same score, so that a journal can be scored again at any time.
 *
 * <p>A trial in which a call failed is missing, never wrong. Every other one is scored on the text that is there, 0 when nothing can be read: an answer
 * that stands in a cut or looping reply counts, and the outcome still says how the reply ended. Outcomes are tried in this order: thinking_only,
 * repetition, truncated, refused or no_answer when nothing was read, answered. Under reason-then-read the deciding (second) call names the outcome, except
 * that a reasoning that looped or was cut is reported as such; the score is what the closing question yields in any case.
 *
 * <p>lm-eval's own tasks are read by {@link LmEvalReading}.
 *
 * <p>Under log-probabilities {@code strict} and {@code strictReading} equal the headline: the format is measured by the letter mass there.
 */
public final class Scorer {

    /** Raise it with any change that can change a score: stored combinations are then scored again. */
    private static final String VERSION = "1";

    private static final String ITEMS = "share of items";
    private static final String PROBABILITY = "share of probability";

    private final LmEvalReading lmEval = new LmEvalReading();

    /** The version of the rules, part of each combination's fingerprint. */
    public String version() {
        return VERSION;
    }

    /**
     * Scores a trial.
     *
     * @throws IllegalArgumentException when the item's answer is not of the benchmark's kind
     */
    public Score score(Benchmark benchmark, Item item, Trial trial) {
        return trial.failure()
                .map(failure -> Score.missing(Outcomes.of(failure)))
                .orElseGet(() -> scoreReply(benchmark, item, trial));
    }

    /** The probability of all letters together, in [0, 1]; NaN when the deciding call failed or has no log-probabilities. */
    public double letterMass(Item item, Trial trial) {
        LetterProbabilities letters = letters(item, trial);
        return letters == null ? Double.NaN : letters.mass();
    }

    private Score scoreReply(Benchmark benchmark, Item item, Trial trial) {
        ReplyText reply = ReplyText.of(trial.deciding().text());
        if (benchmark.lmEval() != null) {
            return scoreText(lmEval(benchmark.lmEval(), item, trial), trial, reply);
        }
        if (trial.readBy() == Protocol.LOGPROB && item.gold() instanceof Gold.Options gold) {
            return scoreLetters(benchmark, item, trial, reply, gold);
        }
        return scoreText(TextReader.read(benchmark.answer(), item, reply), trial, reply);
    }

    /** The first chain is strict, the last one the headline; both read the reply as it came. */
    private Reading lmEval(LmEvalTask task, Item item, Trial trial) {
        List<LmEvalReading.Filtered> chains =
                lmEval.read(task, item, trial.protocol(), trial.deciding().text());
        LmEvalReading.Filtered strict = chains.get(0);
        LmEvalReading.Filtered headline = chains.get(chains.size() - 1);
        return new Reading(
                strict.answered() ? strict.filtered() : null,
                strict.right(),
                headline.answered() ? headline.filtered() : null,
                headline.right());
    }

    private static Score scoreText(Reading reading, Trial trial, ReplyText reply) {
        return new Score(
                Outcomes.of(trial, reply, reading.lenient() != null),
                reading.lenientRight() ? 1 : 0,
                reading.strictRight() ? 1 : 0,
                reading.lenientRight(),
                reading.lenient(),
                reading.strict(),
                Double.NaN,
                false,
                ITEMS);
    }

    private static Score scoreLetters(Benchmark benchmark, Item item, Trial trial, ReplyText reply, Gold.Options gold) {
        boolean multiple = benchmark.answer() == AnswerKind.MULTI_CHOICE;
        String unit = multiple ? PROBABILITY : ITEMS;
        LetterProbabilities letters = letters(item, trial);
        int best = letters == null ? -1 : letters.best();
        Outcome outcome = Outcomes.of(trial, reply, best >= 0);
        if (letters == null || best < 0) {
            double mass = letters == null ? Double.NaN : letters.mass();
            return new Score(outcome, 0, 0, false, null, null, mass, false, unit);
        }
        boolean right = gold.correct().contains(best);
        double single = right ? 1 : 0;
        double probability = letters.share(gold.correct());
        double value = multiple ? probability : single;
        String letter = Item.letter(best);
        return new Score(
                outcome, value, value, right, letter, letter, letters.mass(), probability, letters.isAmbiguous(), unit);
    }

    private static @Nullable LetterProbabilities letters(Item item, Trial trial) {
        boolean failed = trial.deciding().failure() != null;
        return failed
                ? null
                : LetterProbabilities.of(
                        trial.deciding().logprobs(), item.options().size());
    }
}
