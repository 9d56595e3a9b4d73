package dev.matrix.console;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Call;
import dev.matrix.domain.CallMetrics;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Failure;
import dev.matrix.domain.FailureKind;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.LoadReport;
import dev.matrix.domain.LoadedModel;
import dev.matrix.domain.Model;
import dev.matrix.domain.OptionOrder;
import dev.matrix.domain.Personality;
import dev.matrix.domain.PromptFormat;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Reach;
import dev.matrix.domain.Setting;
import dev.matrix.domain.TokenLimits;
import dev.matrix.domain.Trial;
import dev.matrix.execution.ExecutionEvent;
import dev.matrix.execution.ExecutionSummary;
import dev.matrix.execution.ProtocolChoice;
import dev.matrix.execution.ReachFinding;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Events of an imaginary run. */
final class Events {

    private Events() {}

    static Model model(String name) {
        return new Model(name, "d1", 0.5e9, null, "qwen2", "Q4_K_M", Set.of("completion"), "", null);
    }

    static Combination combination(String model, String personality, String benchmark, String temperature) {
        return new Combination(
                model(model),
                new Personality(personality, "Be brief.", null),
                new Benchmark(
                        benchmark,
                        "A benchmark",
                        AnswerKind.NUMBER,
                        new PromptFormat("{{question}}", "{{answer}}", ""),
                        0,
                        OptionOrder.SOURCE,
                        "exact_match",
                        new TokenLimits(16, 256),
                        List.of()),
                Setting.of(new BigDecimal(temperature), false));
    }

    static Combination combination(String personality, String benchmark) {
        return combination("qwen2.5:0.5b", personality, benchmark, "0");
    }

    static ExecutionEvent runStarted(int combinations, int complete, int trials, int known) {
        return new ExecutionEvent.RunStarted(combinations, complete, trials, known, 2);
    }

    static ExecutionEvent loading(String model, int position, int models) {
        return new ExecutionEvent.ModelLoading(model(model), position, models);
    }

    static ExecutionEvent loaded(String model, long size, long gpu) {
        return new ExecutionEvent.ModelLoaded(
                model(model),
                new LoadReport(Duration.ofMillis(2400), new LoadedModel(model, "d1", size, gpu, 4096)),
                4096);
    }

    static ExecutionEvent unloading(String model) {
        return new ExecutionEvent.ModelUnloading(model(model));
    }

    static ExecutionEvent started(Combination combination) {
        return new ExecutionEvent.CombinationStarted(combination);
    }

    static ExecutionEvent trial(Combination combination, int tokens) {
        return trial(combination, tokens, FailureKind.CRASHED, false);
    }

    static ExecutionEvent failedTrial(Combination combination) {
        return trial(combination, -1, FailureKind.CRASHED, true);
    }

    private static ExecutionEvent trial(Combination combination, int tokens, FailureKind kind, boolean fails) {
        Call call = new Call(
                "h",
                "42",
                "",
                List.of(),
                new CallMetrics(10, tokens, 1, 1, 1, 1, 1),
                fails ? "" : "stop",
                1,
                fails ? new Failure(kind, "the model's process died", 500) : null);
        return new ExecutionEvent.TrialFinished(
                combination,
                item(),
                new Trial(
                        "k",
                        combination.id(),
                        "i1",
                        0,
                        null,
                        Protocol.GENERATE,
                        Protocol.GENERATE,
                        Instant.EPOCH,
                        List.of(call)));
    }

    static Item item() {
        return new Item(
                "i1", "", "6 x 7?", List.of(), List.of(), new Gold.Numeric(new BigDecimal("42")), Map.of(), "h");
    }

    static ExecutionEvent finished(Combination combination, int trials, int failed) {
        return new ExecutionEvent.CombinationFinished(combination, trials, failed, false);
    }

    static ExecutionEvent alreadyComplete(Combination combination) {
        return new ExecutionEvent.CombinationFinished(combination, 100, 0, true);
    }

    static ExecutionEvent failed(Combination combination, String error) {
        return new ExecutionEvent.CombinationFailed(combination, error);
    }

    static ExecutionEvent retrying(Combination combination, Duration pause, String why) {
        return new ExecutionEvent.Retrying(combination, item(), 1, pause, new Failure(FailureKind.BUSY, why, 503));
    }

    static ExecutionEvent estimate(Duration low, Duration high) {
        return new ExecutionEvent.Estimate(low, high, low);
    }

    static ExecutionEvent protocol(String benchmark, String reason, boolean recorded) {
        return new ExecutionEvent.ProtocolChosen(
                new ProtocolChoice("qwen2.5:0.5b", benchmark, Protocol.GENERATE, reason), recorded);
    }

    static ExecutionEvent reach(Reach reach, String evidence) {
        return new ExecutionEvent.ReachFound(new ReachFinding("qwen2.5:0.5b", "cot", reach, evidence));
    }

    static ExecutionEvent runFinished() {
        return new ExecutionEvent.RunFinished(
                new ExecutionSummary(Duration.ofMinutes(1), 10, 0, 1, 100, 100, 1, ExecutionSummary.End.DONE));
    }
}
