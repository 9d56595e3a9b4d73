package dev.matrix.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.app.JournalState.Standing;
import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Call;
import dev.matrix.domain.CallMetrics;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Conversation;
import dev.matrix.domain.Failure;
import dev.matrix.domain.FailureKind;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.Message;
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
import dev.matrix.domain.Trial;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.plan.TrialKeys;
import dev.matrix.store.FrozenSettings;
import dev.matrix.store.Manifest;
import dev.matrix.store.RunState;
import dev.matrix.store.UnreadableLines;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JournalStateTest {

    private static final int SEED = 42;
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final Model MODEL = new Model("m", "d", 1e9, null, "", "", Set.of("completion"), "", 4096);

    private final List<String> rendered = new ArrayList<>();

    private static PlannedCombination planned(AnswerKind kind, int items, int repeats) {
        Benchmark benchmark = new Benchmark(
                "toy",
                "Toy",
                kind,
                new PromptFormat("{{question}}", "{{answer}}", "So?"),
                0,
                OptionOrder.SOURCE,
                "acc",
                new TokenLimits(64, 512),
                List.of());
        Combination combination =
                new Combination(MODEL, Personality.baseline(), benchmark, Setting.of(BigDecimal.ZERO, false));
        return new PlannedCombination(
                combination,
                Stream.iterate(0, i -> i + 1)
                        .limit(items)
                        .map(i -> new Item(
                                "i" + i,
                                "",
                                "question " + i,
                                List.of("x", "y"),
                                List.of(0, 1),
                                new Gold.Options(Set.of(0)),
                                Map.of(),
                                "h" + i))
                        .toList(),
                repeats);
    }

    private static Conversation conversation(Item item, Protocol readBy, BaselineSystem baseline) {
        return new Conversation.SingleCall(
                List.of(Message.user(baseline + item.question())), readBy, readBy == Protocol.LOGPROB ? 1 : 64);
    }

    private static Trial line(
            PlannedCombination planned, int item, int repeat, Protocol readBy, @Nullable String key, boolean failed) {
        Item asked = planned.items().get(item);
        String planKey = new TrialKeys(SEED)
                .key(planned.combination(), conversation(asked, readBy, BaselineSystem.EMPTY), repeat);
        Failure failure = failed ? new Failure(FailureKind.IDLE_TIMEOUT, "silent", 200) : null;
        Call call = new Call("h", "A", "", List.of(), CallMetrics.wallOnly(9), "stop", 1, failure);
        return new Trial(
                key == null ? planKey : key,
                planned.id(),
                asked.id(),
                repeat,
                null,
                readBy,
                readBy,
                NOON,
                List.of(call));
    }

    private static Trial sound(PlannedCombination planned, int item, int repeat) {
        return line(planned, item, repeat, Protocol.GENERATE, null, false);
    }

    private JournalState state(PlannedCombination planned, Trial... lines) {
        return state(planned, List.of(), lines);
    }

    private JournalState state(PlannedCombination planned, List<Manifest.CacheCheckRecord> checks, Trial... lines) {
        Manifest manifest = new Manifest(
                Manifest.FORMAT_VERSION,
                "r",
                RunState.RUNNING,
                NOON,
                NOON,
                "1",
                new FrozenSettings(
                        SEED,
                        planned.repeats(),
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
                List.of(MODEL),
                List.of(Personality.baseline()),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                true,
                null,
                List.of(),
                null,
                List.of(),
                null,
                checks,
                List.of());
        PlannedKeys keys = new PlannedKeys(manifest, (combination, item, readBy, baseline) -> {
            rendered.add(item.id());
            return conversation(item, readBy, baseline);
        });
        return JournalState.of(
                journal -> {
                    Arrays.stream(lines).forEach(journal);
                    return new UnreadableLines(Path.of("trials.jsonl"), 0, 0);
                },
                Stream.of(planned),
                keys);
    }

    private static BitSet trials(int... numbers) {
        BitSet set = new BitSet();
        Arrays.stream(numbers).forEach(set::set);
        return set;
    }

    @Test
    void rendersOnlyItemsThatHaveALineAndEachOnce() {
        PlannedCombination planned = planned(AnswerKind.NUMBER, 1000, 3);
        Trial[] lines = {sound(planned, 2, 0), sound(planned, 2, 2), sound(planned, 7, 1)};
        JournalState state = state(planned, lines);
        for (int trial = 0; trial < planned.trials(); trial++) {
            boolean there = trial == 6 || trial == 8 || trial == 22;
            assertThat(state.standing(planned, trial)).isEqualTo(there ? Standing.REUSED : Standing.NEW);
        }
        assertThat(lines).allMatch(state::counts);
        assertThat(state.done(planned, Protocol.GENERATE, BaselineSystem.EMPTY)).isEqualTo(trials(6, 8, 22));
        assertThat(rendered).containsExactly("i2", "i7");
    }

    private static List<Manifest.CacheCheckRecord> check(boolean used) {
        return List.of(new Manifest.CacheCheckRecord("m", 20, used ? 0 : 3, 0, used, "why", NOON, "d", "v", List.of()));
    }

    @Test
    void countsWhatCameFromTheCacheUntilItTurnedOutToBeNoLongerTrue() {
        PlannedCombination planned = planned(AnswerKind.NUMBER, 3, 1);
        Trial cached = sound(planned, 0, 0).takenFrom("earlier");
        Trial askedAgain = sound(planned, 1, 0);
        Trial[] lines = {cached, sound(planned, 1, 0).takenFrom("earlier"), askedAgain};
        for (List<Manifest.CacheCheckRecord> checks : List.of(List.<Manifest.CacheCheckRecord>of(), check(true))) {
            JournalState state = state(planned, checks, lines);
            assertThat(state.counts(cached)).isTrue();
            assertThat(state.done(planned, Protocol.GENERATE, BaselineSystem.EMPTY))
                    .isEqualTo(trials(0, 1));
            assertThat(state.fromCache(planned, Protocol.GENERATE, BaselineSystem.EMPTY))
                    .isEqualTo(trials(0));
        }
        JournalState refused = state(planned, check(false), lines);
        assertThat(refused.counts(cached)).isFalse();
        assertThat(refused.counts(askedAgain)).isTrue();
        assertThat(refused.standing(planned, 0)).isEqualTo(Standing.NEW);
        assertThat(refused.done(planned, Protocol.GENERATE, BaselineSystem.EMPTY))
                .isEqualTo(trials(1));
        assertThat(refused.fromCache(planned, Protocol.GENERATE, BaselineSystem.EMPTY))
                .isEqualTo(trials());
    }

    @Test
    void letsTheLastLineOfATrialDecide() {
        PlannedCombination planned = planned(AnswerKind.NUMBER, 3, 1);
        Trial overtaken = sound(planned, 0, 0);
        Trial stale = line(planned, 0, 0, Protocol.GENERATE, "other", false);
        Trial old = line(planned, 1, 0, Protocol.GENERATE, "other", false);
        Trial fresh = sound(planned, 1, 0);
        Trial failed = line(planned, 2, 0, Protocol.GENERATE, null, true);
        JournalState state = state(planned, overtaken, stale, old, fresh, failed);
        assertThat(Stream.of(overtaken, stale, old, fresh, failed).filter(state::counts))
                .containsExactly(fresh, failed);
        assertThat(state.standing(planned, 0)).isEqualTo(Standing.STALE);
        assertThat(state.standing(planned, 1)).isEqualTo(Standing.REUSED);
        assertThat(state.standing(planned, 2)).isEqualTo(Standing.FAILED);
        assertThat(state.done(planned, Protocol.GENERATE, BaselineSystem.EMPTY)).isEqualTo(trials(1));
    }

    @Test
    void takesALineByItsOwnProtocolWhileNoneIsChosen() {
        PlannedCombination planned = planned(AnswerKind.CHOICE, 2, 1);
        Trial letters = line(planned, 0, 0, Protocol.LOGPROB, null, false);
        Trial text = line(planned, 1, 0, Protocol.GENERATE, null, false);
        JournalState state = state(planned, letters, text);
        assertThat(state.counts(letters)).isTrue();
        assertThat(state.counts(text)).isTrue();
        assertThat(state.standing(planned, 0)).isEqualTo(Standing.NEW);
        assertThat(state.done(planned, Protocol.LOGPROB, BaselineSystem.EMPTY)).isEqualTo(trials(0));
        assertThat(state.done(planned, Protocol.GENERATE, BaselineSystem.EMPTY)).isEqualTo(trials(1));
    }

    @Test
    void knowsNothingOfAnotherBaselineOrOfWhatIsNotPlanned() {
        PlannedCombination planned = planned(AnswerKind.NUMBER, 2, 1);
        PlannedCombination larger = planned(AnswerKind.NUMBER, 3, 2);
        Trial beyond = sound(larger, 2, 0);
        Trial repeated = sound(larger, 0, 1);
        JournalState state = state(planned, sound(planned, 0, 0), beyond, repeated);
        assertThat(state.counts(beyond)).isFalse();
        assertThat(state.counts(repeated)).isFalse();
        assertThat(state.done(planned, Protocol.GENERATE, BaselineSystem.NONE)).isEqualTo(trials());
        assertThat(state.done(planned, Protocol.GENERATE, BaselineSystem.EMPTY)).isEqualTo(trials(0));
    }
}
