package dev.matrix.plan;

import dev.matrix.domain.Combination;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Conversation.ReasonThenRead;
import dev.matrix.domain.Conversation.SingleCall;
import dev.matrix.domain.Engine;
import dev.matrix.domain.Fingerprint;
import dev.matrix.domain.LmEvalTask;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.SamplingOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The identity of trials: a SHA-256 over what the plan fixes. It decides whether an old trial is still valid, so everything that can change a reply is in
 * it, and nothing that merely says where or how fast it was asked: context size, host and concurrency are not. The reasoning of a two-call trial is a
 * reply, not a plan, and is not in it either. Thread-safe.
 */
public final class TrialKeys {

    /** Changes when the recipe does, so that old keys never match by accident. */
    private static final String RECIPE = "trial-1";

    /** What lm-eval sends with each request, whatever its {@code --seed} says. */
    private static final long LM_EVAL_SEED = 1234;

    private static final String ABSENT = "-";

    private final long seed;
    private final Engine engine;

    /**
     * Keys of a run of the native engine.
     *
     * @param seed the run's seed
     */
    public TrialKeys(long seed) {
        this(seed, Engine.NATIVE);
    }

    /**
     * Keys of a run.
     *
     * @param seed the run's seed
     * @param engine who asks: lm-eval can send fewer options
     */
    public TrialKeys(long seed, Engine engine) {
        this.seed = seed;
        this.engine = engine;
    }

    /**
     * The sampling options of a repeat. In matrix's own benchmarks every key is explicit, and a repeat adds its index to the seed; lm-eval's own tasks get
     * what lm-eval sends, its own seed included, and so do all that lm-eval asks.
     */
    public SamplingOptions sampling(Combination combination, int repeat) {
        double temperature = combination.setting().temperature();
        LmEvalTask task = combination.benchmark().lmEval();
        if (task == null && engine == Engine.LM_EVAL) {
            return SamplingOptions.ofLmEval(temperature, seed + repeat, List.of());
        }
        return task == null
                ? SamplingOptions.of(temperature, seed + repeat)
                : SamplingOptions.ofLmEval(temperature, LM_EVAL_SEED, task.untilFor(combination.personality()));
    }

    /**
     * The key of a trial.
     *
     * @param conversation as rendered for the combination's item
     * @param repeat 0-based
     */
    public String key(Combination combination, Conversation conversation, int repeat) {
        Fingerprint print = new Fingerprint()
                .add(RECIPE)
                .add(combination.model().digest())
                .add(conversation.messages())
                .add(text(combination.personality().wrapper()));
        addCalls(print, conversation);
        addSampling(print, sampling(combination, repeat));
        return print.add(combination.setting().think() ? "think" : "plain")
                .add(seed)
                .add(repeat)
                .add(text(combination.control()))
                .hex();
    }

    /** How a conversation's deciding call is read. */
    public static Protocol readBy(Conversation conversation) {
        return conversation instanceof ReasonThenRead reasoned ? reasoned.readBy() : conversation.firstCall();
    }

    private static void addCalls(Fingerprint print, Conversation conversation) {
        print.add(conversation.protocol().label())
                .add(readBy(conversation).label())
                .add(conversation.maxTokens());
        if (conversation instanceof ReasonThenRead reasoned) {
            print.add(reasoned.closingQuestion()).add(reasoned.answerTokens());
        } else if (conversation instanceof SingleCall) {
            print.add("").add(0);
        }
    }

    private static void addSampling(Fingerprint print, SamplingOptions options) {
        print.add(Double.toString(options.temperature()))
                .add(number(options.topK()))
                .add(Double.toString(options.topP()))
                .add(number(options.minP()))
                .add(number(options.typicalP()))
                .add(number(options.repeatPenalty()))
                .add(number(options.repeatLastN()))
                .add(number(options.presencePenalty()))
                .add(number(options.frequencyPenalty()))
                .add(options.seed());
        if (!options.stop().isEmpty()) {
            print.add("stop").add(options.stop().size());
            options.stop().forEach(print::add);
        }
    }

    private static String number(@Nullable Number value) {
        return value == null ? ABSENT : value.toString();
    }

    /** Nothing and an empty text are different ingredients. */
    private static String text(@Nullable String part) {
        return part == null ? ABSENT : "+" + part;
    }
}
