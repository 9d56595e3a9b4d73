package dev.matrix.execution;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.CallMetrics;
import dev.matrix.domain.Concurrency;
import dev.matrix.domain.DataKind;
import dev.matrix.domain.Failure;
import dev.matrix.domain.FailureKind;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.Model;
import dev.matrix.domain.OptionOrder;
import dev.matrix.domain.Personality;
import dev.matrix.domain.PromptFormat;
import dev.matrix.domain.ScoringMode;
import dev.matrix.domain.Setting;
import dev.matrix.domain.TokenLimits;
import dev.matrix.domain.TokenLogprob;
import dev.matrix.inference.ChatResult;
import dev.matrix.inference.ServerInfo;
import dev.matrix.plan.MatrixPlanner;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.plan.RunPlan;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Small values for tests of the execution. */
final class Samples {

    static final Personality BASELINE = Personality.baseline();
    static final Personality EXPERT = new Personality("expert", "You are an expert who knows everything.", null);
    static final Personality COT = new Personality("cot", null, "Think step by step.");
    static final Benchmark MATH = benchmark("math", AnswerKind.NUMBER);
    static final Benchmark QUIZ = benchmark("quiz", AnswerKind.CHOICE);

    private Samples() {}

    /** An explicit empty baseline, probing, four attempts. */
    static ExecutionSettings settings(int concurrency, long seed) {
        return settings(concurrency, seed, BaselineSystem.EMPTY, ScoringMode.AUTO);
    }

    static ExecutionSettings settings(BaselineSystem baseline) {
        return settings(1, 42, baseline, ScoringMode.AUTO);
    }

    static ExecutionSettings settings(ScoringMode scoring) {
        return settings(1, 42, BaselineSystem.EMPTY, scoring);
    }

    private static ExecutionSettings settings(
            int concurrency, long seed, BaselineSystem baseline, ScoringMode scoring) {
        return new ExecutionSettings(
                Concurrency.fixed(concurrency),
                seed,
                baseline,
                scoring,
                RetryPolicy.standard(),
                Duration.ofMinutes(10),
                Duration.ofSeconds(30));
    }

    static ServerInfo server(String version, boolean logprobs, boolean noSilentCuts) {
        return new ServerInfo(
                "http://localhost:11434",
                version,
                new ServerInfo.Ability(logprobs, "0.12.11"),
                new ServerInfo.Ability(noSilentCuts, "0.12.4"),
                true,
                false);
    }

    static Model model(String name) {
        return model(name, 1_000_000_000L);
    }

    static Model model(String name, long parameters) {
        return new Model(name, "digest of " + name, null, parameters, "test", "Q4", Set.of(), "Own.", 32_768);
    }

    static Benchmark benchmark(String name, AnswerKind kind) {
        return new Benchmark(
                name,
                name,
                kind,
                new PromptFormat("{{question}}", "{{answer}}", "So?"),
                0,
                OptionOrder.SOURCE,
                "acc",
                new TokenLimits(64, 256),
                List.of());
    }

    static Item item(String id) {
        return new Item(
                id, "", "Question " + id, List.of("x", "y"), List.of(0, 1), new Gold.Options(Set.of(0)), Map.of(), "");
    }

    static Setting setting(String temperature) {
        return Setting.of(new BigDecimal(temperature), false);
    }

    /** A plan at temperature 0 without repeats. */
    static RunPlan plan(List<Model> models, List<Personality> personalities, int items, Benchmark... benchmarks) {
        return plan(models, personalities, items, List.of(setting("0")), 1, benchmarks);
    }

    static RunPlan plan(
            List<Model> models,
            List<Personality> personalities,
            int items,
            List<Setting> settings,
            int repeats,
            Benchmark... benchmarks) {
        Map<Benchmark, ItemSet> sets = new LinkedHashMap<>();
        for (Benchmark each : benchmarks) {
            List<Item> its = IntStream.range(0, items)
                    .mapToObj(i -> item(each.name() + i))
                    .toList();
            sets.put(each, new ItemSet(each.name(), DataKind.USER, "", "", its, items, List.of(), List.of()));
        }
        return new MatrixPlanner().expand(models, personalities, sets, settings, repeats);
    }

    static PlannedCombination planned(Personality personality, Benchmark benchmark, int items) {
        return plan(List.of(model("m")), List.of(personality), items, benchmark)
                .combinations()
                .findFirst()
                .orElseThrow();
    }

    static CallMetrics metrics(int promptTokens) {
        return new CallMetrics(promptTokens, 5, 20_000_000, 1_000_000, 4_000_000, 15_000_000, 21_000_000);
    }

    static ChatResult.Reply text(String text, int promptTokens) {
        return new ChatResult.Reply(text, "", List.of(), metrics(promptTokens), "stop");
    }

    /** One token, with its probability. */
    static ChatResult.Reply letter(String token, double probability, int promptTokens) {
        double logprob = Math.log(probability);
        TokenLogprob first = new TokenLogprob(token, logprob, List.of(new TokenLogprob.Alternative(token, logprob)));
        return new ChatResult.Reply(token, "", List.of(first), metrics(promptTokens), "length");
    }

    static ChatResult.Failed failed(FailureKind kind) {
        return failed(kind, null);
    }

    static ChatResult.Failed failed(FailureKind kind, Duration retryAfter) {
        return new ChatResult.Failed(new Failure(kind, "it went wrong: " + kind, 0), "half", 5_000_000, retryAfter);
    }
}
