package dev.matrix.app;

import dev.matrix.dataset.KeyStatistics;
import dev.matrix.dataset.SamplePlan;
import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Item;
import dev.matrix.domain.Message;
import dev.matrix.domain.Model;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Sample;
import dev.matrix.domain.Setting;
import dev.matrix.prompt.PromptRenderer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/** Loads a whole benchmark and shows what it consists of and what exactly would be sent. */
public final class InspectBenchmark {

    /** Stands where the model's own reasoning will stand. */
    private static final String REASONING = "(the model's reasoning)";

    private final BenchmarkSelection benchmarks;
    private final PromptRenderer renderer = new PromptRenderer();

    public InspectBenchmark(BenchmarkSelection benchmarks) {
        this.benchmarks = benchmarks;
    }

    /**
     * A benchmark in figures, with one item as it would be asked.
     *
     * @param n items of the whole set
     * @param keys how often each letter is right
     * @param majority score of always giving the commonest answer
     * @param guess expected score of guessing; NaN for numbers and texts
     * @param example the item shown
     * @param messages the calls of a trial, each as its messages; the reasoning of a first call stands as a placeholder
     */
    public record Findings(
            BenchmarkItems benchmark,
            int n,
            SortedMap<String, Integer> keys,
            double majority,
            double guess,
            Item example,
            List<List<Message>> messages) {}

    /**
     * Looks at a benchmark.
     *
     * @param data as in a run's request
     * @param personality whose messages are shown
     * @param readBy how a letter would be read: by {@link Protocol#LOGPROB} or {@link Protocol#GENERATE}
     */
    public Findings inspect(String name, String data, Personality personality, Protocol readBy, long seed) {
        BenchmarkItems loaded = benchmarks.loadAll(name, data, new SamplePlan(SamplePlan.ALL, Sample.STRATIFIED, seed));
        KeyStatistics keys = KeyStatistics.of(loaded.items().items());
        Item example = loaded.items().items().get(0);
        return new Findings(
                loaded,
                keys.n(),
                keys.keys(),
                keys.majority(),
                keys.guess(),
                example,
                calls(loaded, personality, example, readBy));
    }

    private List<List<Message>> calls(BenchmarkItems loaded, Personality personality, Item item, Protocol readBy) {
        Benchmark benchmark = loaded.benchmark();
        Model anyModel = new Model("any", "", null, null, "", "", Set.of(), "", null);
        Combination combination = new Combination(anyModel, personality, benchmark, Setting.of(BigDecimal.ZERO, false));
        Conversation conversation = renderer.render(
                combination, item, loaded.items().shotsFor(item, benchmark.fewshot()), readBy, BaselineSystem.EMPTY);
        List<List<Message>> calls = new ArrayList<>();
        calls.add(conversation.messages());
        if (conversation instanceof Conversation.ReasonThenRead reasoned) {
            calls.add(reasoned.closing(REASONING));
        }
        return calls;
    }
}
