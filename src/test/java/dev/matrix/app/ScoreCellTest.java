package dev.matrix.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.analysis.CellAccumulator;
import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Call;
import dev.matrix.domain.CallMetrics;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Failure;
import dev.matrix.domain.FailureKind;
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
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScoreCellTest {

    private static final long SECOND = 1_000_000_000L;

    private final Combination combination = new Combination(
            new Model("m", "d", null, 1_000_000_000L, "test", "Q4", Set.of(), "", 4096),
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

    @Test
    void countsTokensOfALoopButTakesNoSpeedFromThem() {
        ScoreCell cell = new ScoreCell(
                new PlannedCombination(combination, List.of(item("a"), item("b")), 1),
                new Scorer(),
                10,
                new ItemPositions());
        cell.decide(Protocol.GENERATE);

        cell.add(trial("a", new CallMetrics(30, 20, 3 * SECOND, 0, SECOND, 2 * SECOND, 4 * SECOND), "stop"));
        // The breaker hung up: it counted chunks, and the server told no time.
        cell.add(trial("b", new CallMetrics(-1, 500, -1, -1, -1, -1, 9 * SECOND), Call.REPETITION));

        assertThat(cell.generatedTokens()).isEqualTo(520);
        assertThat(cell.timedTokens()).isEqualTo(20);
        assertThat(cell.timedTokens() / cell.generateSeconds()).isEqualTo(10);
    }

    @Test
    void givesScoresThatLaterTrialsDoNotChange() {
        ScoreCell cell = new ScoreCell(
                new PlannedCombination(combination, List.of(item("a"), item("b")), 1),
                new Scorer(),
                10,
                new ItemPositions());
        cell.decide(Protocol.GENERATE);
        cell.add(replied("a", "4", null));
        cell.reach(1);
        CellAccumulator before = cell.scoresNow();

        cell.reach(2);
        cell.add(replied("b", "4", null));

        assertThat(before.reached()).isEqualTo(1);
        assertThat(before.asked()).isEqualTo(1);
        assertThat(before.isValid(1)).isFalse();
        assertThat(cell.scoresNow().asked()).isEqualTo(2);
    }

    @Test
    void countsScoredRepliesWithoutText() {
        ScoreCell cell = new ScoreCell(
                new PlannedCombination(combination, List.of(item("a"), item("b"), item("c")), 1),
                new Scorer(),
                100,
                new ItemPositions());
        cell.decide(Protocol.GENERATE);

        cell.add(replied("a", "", null));
        cell.add(replied("b", "4", null));
        cell.add(replied("c", "", new Failure(FailureKind.IDLE_TIMEOUT, "silent", 200)));
        assertThat(cell.emptyReplies()).isEqualTo(1);

        cell.add(replied("a", "4", null));
        assertThat(cell.emptyReplies()).isZero();
    }

    @Test
    void takesNoTimeFromTheCacheAndCanGiveItsTrialsBack() {
        ScoreCell cell = new ScoreCell(
                new PlannedCombination(combination, List.of(item("a"), item("b")), 1),
                new Scorer(),
                10,
                new ItemPositions());
        cell.decide(Protocol.GENERATE);
        CallMetrics metrics = new CallMetrics(30, 20, 3 * SECOND, 0, SECOND, 2 * SECOND, 4 * SECOND);
        cell.add(trial("a", metrics, "stop").takenFrom("earlier"));
        cell.add(trial("b", metrics, "stop"));
        assertThat(cell.taken()).isEqualTo(1);
        assertThat(cell.requestSeconds()).isEqualTo(4);
        assertThat(cell.generatedTokens()).isEqualTo(40);
        assertThat(cell.timedTokens()).isEqualTo(20);
        assertThat(cell.fingerprint()).isNotEmpty();

        cell.returnTaken();
        assertThat(cell.taken()).isZero();
        assertThat(cell.isComplete()).isFalse();
        assertThat(cell.isUnfinished()).isTrue();
        assertThat(cell.generatedTokens()).isEqualTo(20);
        assertThat(cell.fingerprint()).isEmpty();

        cell.add(trial("a", metrics, "stop"));
        assertThat(cell.isComplete()).isTrue();
        assertThat(cell.requestSeconds()).isEqualTo(8);
        assertThat(cell.fingerprint()).isNotEmpty();
    }

    private static Item item(String id) {
        return new Item(id, "", "2 + 2?", List.of(), List.of(), new Gold.Numeric(new BigDecimal("4")), Map.of(), "");
    }

    private Trial trial(String item, CallMetrics metrics, String doneReason) {
        return trial(item, new Call("hash", "4", "", List.of(), metrics, doneReason, 1, null));
    }

    private Trial replied(String item, String text, @Nullable Failure failure) {
        return trial(item, new Call("hash", text, "", List.of(), CallMetrics.wallOnly(1), "stop", 1, failure));
    }

    private Trial trial(String item, Call call) {
        return new Trial(
                "key",
                combination.id(),
                item,
                0,
                null,
                Protocol.GENERATE,
                Protocol.GENERATE,
                Instant.EPOCH,
                List.of(call));
    }
}
