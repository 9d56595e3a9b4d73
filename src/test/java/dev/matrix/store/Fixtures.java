package dev.matrix.store;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Call;
import dev.matrix.domain.CallMetrics;
import dev.matrix.domain.CellStatus;
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
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Sample;
import dev.matrix.domain.ScoringMode;
import dev.matrix.domain.Setting;
import dev.matrix.domain.StopWhen;
import dev.matrix.domain.TokenLimits;
import dev.matrix.domain.TokenLogprob;
import dev.matrix.domain.Trial;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values that the tests of this package share. */
final class Fixtures {

    static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private Fixtures() {}

    static Manifest manifest(String runId) {
        return new Manifest(
                Manifest.FORMAT_VERSION,
                runId,
                RunState.RUNNING,
                NOON,
                NOON,
                "0.1.0",
                new FrozenSettings(
                        42,
                        1,
                        "100",
                        Sample.STRATIFIED,
                        null,
                        "empty",
                        ScoringMode.AUTO,
                        "native",
                        "bundled",
                        10,
                        5.0,
                        List.of(),
                        false,
                        null,
                        StopWhen.END),
                new Manifest.ServerRecord("http://127.0.0.1:11434", "0.32.15", false),
                List.of(new Model("q:0.5b", "abc", 0.5e9, 494_000_000L, "qwen2", "Q4", Set.of("completion"), "", 4096)),
                List.of(Personality.baseline(), new Personality("cot", null, "Let's think step by step:")),
                List.of(),
                List.of(new BenchmarkRecord(
                        benchmark(),
                        DataKind.SAMPLE,
                        "bundled",
                        "hash",
                        48,
                        40,
                        "this project",
                        "",
                        "Apache-2.0",
                        null)),
                List.of(Setting.of(BigDecimal.ZERO, false)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Manifest.Revision(1, NOON, "created", List.of(), 2, "http://127.0.0.1:11434", null)),
                true,
                null,
                List.of(),
                null,
                List.of(),
                null,
                List.of(),
                List.of());
    }

    static ConcurrencyRecord concurrency() {
        return new ConcurrencyRecord(
                "q:0.5b",
                2,
                "101.0 tokens a second with 2 in flight; more are not tried",
                List.of(
                        new ConcurrencyRecord.Level(1, 6, 0, 60.5, 0.4, 1.0),
                        new ConcurrencyRecord.Level(2, 8, 1, 101, 1.5, null)),
                NOON);
    }

    static Results.VerdictEntry verdict() {
        return new Results.VerdictEntry(
                "q:0.5b/cot/toy/t0",
                "q:0.5b",
                "cot",
                "toy",
                "t0",
                "baseline",
                true,
                40,
                0,
                5,
                3,
                0.55,
                0.5,
                0.05,
                List.of(-0.1, 0.2),
                List.of(-0.1, 0.2),
                0.95,
                0.7265625,
                0.7265625,
                1,
                "exact_mcnemar",
                "undecided",
                646,
                null);
    }

    static Benchmark benchmark() {
        return new Benchmark(
                "toy",
                "Toy",
                AnswerKind.CHOICE,
                new PromptFormat("{{question}}", "{{answer}}", "So?"),
                0,
                OptionOrder.SOURCE,
                "acc",
                new TokenLimits(64, 512),
                List.of());
    }

    static Item item(String id, Gold gold) {
        return new Item(id, "s", "Why " + id + "?", List.of("x", "y"), List.of(1, 0), gold, Map.of("k", "v"), "h" + id);
    }

    static ItemSet items() {
        return new ItemSet(
                "toy",
                DataKind.SAMPLE,
                "bundled",
                "hash",
                List.of(
                        item("1", new Gold.Options(Set.of(1))),
                        item("2", new Gold.Numeric(new BigDecimal("12.50"))),
                        item("3", new Gold.Texts(List.of("Paris")))),
                48,
                List.of(item("shot", new Gold.Options(Set.of(0)))),
                List.of("a warning"));
    }

    static Trial trial(String item, String text) {
        Call call = new Call(
                "mh",
                text,
                "thought",
                List.of(new TokenLogprob("B", -0.1, List.of(new TokenLogprob.Alternative(" B", -0.1)))),
                new CallMetrics(31, 1, 5, 1, 2, 2, 7),
                Call.LENGTH,
                2,
                null);
        return new Trial(
                "f".repeat(64),
                "q:0.5b/baseline/toy/t0",
                item,
                0,
                null,
                Protocol.REASON_THEN_READ,
                Protocol.LOGPROB,
                NOON,
                List.of(call));
    }

    static Trial failed(String item) {
        Call call = new Call(
                "mh",
                "",
                "",
                List.of(),
                CallMetrics.wallOnly(9),
                "",
                4,
                new Failure(FailureKind.IDLE_TIMEOUT, "silent", 200));
        return new Trial(
                "e".repeat(64),
                "q:0.5b/baseline/toy/t0",
                item,
                1,
                "aa",
                Protocol.GENERATE,
                Protocol.GENERATE,
                NOON,
                List.of(call));
    }

    static CellResult cell(@org.jspecify.annotations.Nullable Double score) {
        return new CellResult(
                score,
                0,
                40,
                1.5,
                score == null ? CellStatus.FAILED : CellStatus.COMPLETE,
                "acc",
                "share of items",
                "logprob",
                "sample",
                40,
                0,
                Map.of("answered", 40),
                Map.of("answered", 1.0),
                null,
                List.of(0.0, 0.1),
                score,
                null,
                0,
                0.9,
                false,
                0.25,
                0.3,
                100,
                40,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    static CellResult failedCell(String error) {
        return new CellResult(
                null,
                0,
                0,
                0,
                CellStatus.FAILED,
                "acc",
                "share of items",
                null,
                "sample",
                40,
                40,
                Map.of("failed", 40),
                Map.of("failed", 1.0),
                null,
                null,
                null,
                null,
                0,
                null,
                false,
                0.25,
                0.3,
                0,
                0,
                error,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
