package dev.matrix.plan;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Combination;
import dev.matrix.domain.DataKind;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.LmEvalFilter;
import dev.matrix.domain.LmEvalTask;
import dev.matrix.domain.Model;
import dev.matrix.domain.OptionOrder;
import dev.matrix.domain.Personality;
import dev.matrix.domain.PromptFormat;
import dev.matrix.domain.Setting;
import dev.matrix.domain.TokenLimits;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Small values for tests of the plan. */
final class PlanSamples {

    private PlanSamples() {}

    static Model model(String name, long parameters) {
        return new Model(
                name, "digest of " + name, null, parameters, "test", "Q4_K_M", Set.of("completion"), "", 32_768);
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
                new TokenLimits(64, 512),
                List.of());
    }

    static Item item(String id) {
        return new Item(
                id,
                "",
                "question " + id,
                List.of("x", "y"),
                List.of(0, 1),
                new Gold.Options(Set.of(0)),
                Map.of(),
                "hash " + id);
    }

    static ItemSet items(String benchmark, int count) {
        List<Item> items =
                IntStream.range(0, count).mapToObj(i -> item("i" + i)).toList();
        return new ItemSet(benchmark, DataKind.USER, "memory", "hash", items, count, List.of(), List.of());
    }

    static Map<Benchmark, ItemSet> benchmarks(int count, int items) {
        Map<Benchmark, ItemSet> sets = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            Benchmark benchmark = benchmark("bench" + i, i % 2 == 0 ? AnswerKind.CHOICE : AnswerKind.NUMBER);
            sets.put(benchmark, items(benchmark.name(), items));
        }
        return sets;
    }

    static List<Personality> personalities(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> i == 0 ? Personality.baseline() : new Personality("p" + i, "You are " + i + ".", null))
                .toList();
    }

    static Setting cold() {
        return Setting.of(BigDecimal.ZERO, false);
    }

    /** One of lm-eval's own tasks with these stop strings. */
    static Combination lmEval(Personality personality, List<String> until) {
        Benchmark plain = benchmark("lm-eval/bench", AnswerKind.NUMBER);
        List<LmEvalTask.FilterChain> chains =
                List.of(new LmEvalTask.FilterChain("chain", List.of(new LmEvalFilter.TakeFirst())));
        LmEvalTask task = new LmEvalTask(
                "bench",
                "1",
                "",
                new LmEvalTask.Shots(LmEvalTask.Draw.FIRST, false, 1234, List.of()),
                until,
                chains,
                chains,
                new LmEvalTask.ExactMatch(false, false, List.of()),
                null,
                null);
        Benchmark benchmark = new Benchmark(
                plain.name(),
                plain.title(),
                plain.answer(),
                plain.format(),
                0,
                plain.optionOrder(),
                plain.metric(),
                plain.limits(),
                List.of(),
                task);
        return new Combination(model("m:1b", 1_000_000_000L), personality, benchmark, cold());
    }

    static Combination combination() {
        return new Combination(
                model("m:1b", 1_000_000_000L), Personality.baseline(), benchmark("bench", AnswerKind.CHOICE), cold());
    }
}
