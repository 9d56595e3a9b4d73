package dev.matrix.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Call;
import dev.matrix.domain.CallMetrics;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.Model;
import dev.matrix.domain.OptionOrder;
import dev.matrix.domain.Personality;
import dev.matrix.domain.PromptFormat;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Setting;
import dev.matrix.domain.TokenLimits;
import dev.matrix.domain.Trial;
import dev.matrix.plan.ItemPositions;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.scoring.Scorer;
import dev.matrix.store.Manifest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a model takes, and which limits of {@code recommend} it keeps. */
class ModelCostsTest {

    private static final long SECOND = 1_000_000_000L;

    private static Combination combination(String model) {
        return new Combination(
                new Model(model, "d", null, 1_000_000_000L, "test", "Q4", Set.of(), "", 4096),
                Personality.baseline(),
                new Benchmark(
                        "math",
                        "math",
                        AnswerKind.NUMBER,
                        new PromptFormat("{{question}}", "{{answer}}", "So?"),
                        0,
                        OptionOrder.SOURCE,
                        "acc",
                        new TokenLimits(64, 256),
                        List.of()),
                Setting.of(new BigDecimal("0"), false));
    }

    /** A cell of one trial with so many tokens, generated in so many seconds. */
    private static ScoreCell cell(String model, int tokens, long seconds) {
        Item item =
                new Item("a", "", "2 + 2?", List.of(), List.of(), new Gold.Numeric(new BigDecimal("4")), Map.of(), "");
        Combination combination = combination(model);
        ScoreCell cell = new ScoreCell(
                new PlannedCombination(combination, List.of(item), 1), new Scorer(), 10, new ItemPositions());
        cell.decide(Protocol.GENERATE);
        CallMetrics metrics = new CallMetrics(30, tokens, 9 * SECOND, 0, SECOND, seconds * SECOND, 9 * SECOND);
        cell.add(new Trial(
                "key",
                combination.id(),
                "a",
                0,
                null,
                Protocol.GENERATE,
                Protocol.GENERATE,
                Instant.EPOCH,
                List.of(new Call("hash", "4", "", List.of(), metrics, "stop", 1, null))));
        return cell;
    }

    private static Manifest.LoadRecord load(String model, long bytes) {
        return new Manifest.LoadRecord(model, 2048, bytes, 0, 1, Instant.EPOCH);
    }

    private static Recommend.Limits limits(@Nullable Long memory, @Nullable Double speed) {
        return new Recommend.Limits(memory, speed, List.of());
    }

    private final ModelCosts costs = ModelCosts.of(
            List.of(load("m", 1_500_000_000L), load("m", 2_000_000_000L), load("n", 0)),
            List.of(cell("m", 20, 2), cell("m", 100, 4), cell("n", 0, 0)));

    @Test
    void areTheLargestMemoryAndTheSpeedOverAllCells() {
        assertThat(costs.memory("m")).isEqualTo(2_000_000_000L);
        assertThat(costs.speed("m")).isEqualTo(20);
        assertThat(costs.memory("n")).isNull();
        assertThat(costs.speed("n")).isNull();
    }

    @Test
    void sayWhichLimitIsNotKept() {
        assertThat(costs.misses("m", limits(2_000_000_000L, 20.0))).isEmpty();
        assertThat(costs.misses("m", limits(1_900_000_000L, null))).contains("it takes 2.00 GB, more than 1.90 GB");
        assertThat(costs.misses("m", limits(null, 20.5))).contains("it generates 20.0 tokens a second, less than 20.5");
    }

    @Test
    void keepNoLimitThatNobodyMeasured() {
        assertThat(costs.misses("n", limits(1L, null))).contains("its memory was not measured");
        assertThat(costs.misses("n", limits(null, 1.0))).contains("its speed was not measured");
        assertThat(costs.misses("n", limits(null, null))).isEmpty();
    }
}
