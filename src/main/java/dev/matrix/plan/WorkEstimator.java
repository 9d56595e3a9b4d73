package dev.matrix.plan;

import dev.matrix.domain.Combination;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Conversation.ReasonThenRead;
import dev.matrix.domain.Item;
import dev.matrix.domain.Model;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Guesses requests, tokens and time of a plan from prompt bytes, token limits and parameter counts. The defaults are deliberately wide:
 *
 * <ul>
 *   <li>four bytes of prompt make a token (English); a generated reply uses a quarter of its limit, or nearly half;
 *   <li>a model of one billion parameters in 4 bits generates 30 tokens a second on a slow processor (memory of some 20 GB/s) and 200 on a fast card, and
 *       reads prompts at 150 and 4,000 tokens a second; all scale inversely with the parameter count;
 *   <li>on a slow machine requests in flight share one throughput and half of every prompt is new; on a fast one they add up (to {@value #USEFUL_SLOTS}) and
 *       a quarter of each prompt is new, the rest is a prefix that the server still has;
 *   <li>loading a model takes 20 s or 2 s.
 * </ul>
 *
 * Pure; thread-safe.
 */
public final class WorkEstimator {

    private static final Machine SLOW = new Machine(30e9, 150e9, 0.45, 0.5, 1, 20);
    private static final int USEFUL_SLOTS = 4;
    private static final double BYTES_PER_TOKEN = 4;

    /** Prompts of one combination resemble each other: so many stand for all of them. */
    private static final int SAMPLE = 50;

    private final Machine fast;

    /**
     * An estimator.
     *
     * @param concurrency requests in flight
     */
    public WorkEstimator(int concurrency) {
        this.fast = new Machine(200e9, 4000e9, 0.25, 0.25, Math.min(concurrency, USEFUL_SLOTS), 2);
    }

    /**
     * Speeds of an imagined machine.
     *
     * @param generate parameters x tokens a second of generation
     * @param read parameters x tokens a second of prompt evaluation
     * @param replyShare how much of its token limit a reply uses
     * @param newShare how much of a prompt is not yet known to the server
     * @param slots how many requests do not slow each other down
     * @param loadSeconds loading of a model
     */
    private record Machine(
            double generate, double read, double replyShare, double newShare, double slots, double loadSeconds) {

        double seconds(Work work, double parameters) {
            double reading = work.promptTokens * newShare * parameters / read;
            double writing = (work.fixedTokens + work.limitTokens * replyShare) * parameters / generate;
            return (reading + writing) / slots;
        }
    }

    /** Sums over calls; {@code limitTokens} are those of replies that end where they like, {@code fixedTokens} of one-token replies. */
    private record Work(double requests, double promptTokens, double fixedTokens, double limitTokens) {

        static final Work NONE = new Work(0, 0, 0, 0);

        Work plus(Work other, double times) {
            return new Work(
                    requests + times * other.requests,
                    promptTokens + times * other.promptTokens,
                    fixedTokens + times * other.fixedTokens,
                    limitTokens + times * other.limitTokens);
        }
    }

    /**
     * The cost of a whole plan.
     *
     * @param conversations renders an item, under the protocol that is expected for its benchmark
     */
    public WorkEstimate estimate(RunPlan plan, BiFunction<Combination, Item, Conversation> conversations) {
        Work all = Work.NONE;
        double low = 0;
        double high = 0;
        Map<Prompts, Work> known = new HashMap<>();
        for (ModelPlan model : plan.models()) {
            Work work = ofModel(model, conversations, known);
            double parameters = parameters(model.model());
            low += fast.seconds(work, parameters) + (work.requests > 0 ? fast.loadSeconds : 0);
            high += SLOW.seconds(work, parameters) + (work.requests > 0 ? SLOW.loadSeconds : 0);
            all = all.plus(work, 1);
        }
        double expected = (fast.replyShare + SLOW.replyShare) / 2;
        return new WorkEstimate(
                Math.round(all.requests),
                Math.round(all.promptTokens),
                Math.round(all.fixedTokens + all.limitTokens * expected),
                low,
                high);
    }

    /**
     * The time of one combination's trials as one number, without loading: good for setting combinations in proportion to each other.
     *
     * @param conversations renders an item, under the protocol that is expected for its benchmark
     * @return seconds, the geometric mean of a fast and a slow machine
     */
    public double seconds(PlannedCombination planned, BiFunction<Combination, Item, Conversation> conversations) {
        Work work = ofCombination(planned, conversations);
        double parameters = parameters(planned.combination().model());
        return Math.sqrt(fast.seconds(work, parameters) * SLOW.seconds(work, parameters));
    }

    /** What the prompts of a combination depend on: the same in many models, so that they are rendered once. */
    private record Prompts(
            String personality, String benchmark, Setting setting, String ownSystem, List<String> items, int trials) {

        static Prompts of(PlannedCombination planned) {
            Combination combination = planned.combination();
            return new Prompts(
                    combination.personality().name(),
                    combination.benchmark().name(),
                    combination.setting(),
                    combination.model().ownSystem(),
                    sample(planned).stream().map(Item::id).toList(),
                    planned.trials());
        }
    }

    private static Work ofModel(
            ModelPlan model, BiFunction<Combination, Item, Conversation> conversations, Map<Prompts, Work> known) {
        Work sum = Work.NONE;
        for (PlannedCombination planned : model.combinations()) {
            Work work = known.computeIfAbsent(Prompts.of(planned), unknown -> ofCombination(planned, conversations));
            sum = sum.plus(work, 1);
        }
        return sum;
    }

    private static List<Item> sample(PlannedCombination planned) {
        return planned.items().subList(0, Math.min(SAMPLE, planned.items().size()));
    }

    private static Work ofCombination(
            PlannedCombination planned, BiFunction<Combination, Item, Conversation> conversations) {
        List<Item> sample = sample(planned);
        Work sampled = Work.NONE;
        for (Item item : sample) {
            sampled = sampled.plus(of(conversations.apply(planned.combination(), item)), 1);
        }
        return sample.isEmpty() ? Work.NONE : Work.NONE.plus(sampled, (double) planned.trials() / sample.size());
    }

    private static Work of(Conversation conversation) {
        double prompt = ContextBudget.promptBytes(conversation.messages()) / BYTES_PER_TOKEN;
        Work first = call(prompt, conversation.firstCall(), conversation.maxTokens());
        if (conversation instanceof ReasonThenRead reasoned) {
            // The reasoning comes back as part of the second prompt.
            double second = prompt + conversation.maxTokens() * SLOW.replyShare;
            return first.plus(call(second, reasoned.readBy(), reasoned.answerTokens()), 1);
        }
        return first;
    }

    private static Work call(double promptTokens, Protocol protocol, int limit) {
        return protocol == Protocol.LOGPROB ? new Work(1, promptTokens, 1, 0) : new Work(1, promptTokens, 0, limit);
    }

    private static double parameters(Model model) {
        return model.sizeOrGuess();
    }
}
