package dev.matrix.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.Combination;
import dev.matrix.execution.ExecutionEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressStateTest {

    private static final String MODEL = "qwen2.5:0.5b";

    private final ProgressState state = new ProgressState(10);
    private long now;

    private void at(double seconds, ExecutionEvent... events) {
        now = (long) (seconds * 1e9);
        for (ExecutionEvent event : events) {
            state.apply(event, now);
        }
    }

    private List<String> lines() {
        return state.lines(now, 79);
    }

    private void running() {
        at(0, Events.runStarted(4, 0, 400, 0), Events.loading(MODEL, 1, 2), Events.loaded(MODEL, 0, 0));
    }

    @Test
    void tellsTheWholeStory() {
        Combination plain = Events.combination("baseline", "gsm8k");
        Combination warm = Events.combination(MODEL, "cot", "gsm8k", "0.7");
        at(0, Events.runStarted(1050, 10, 10_500, 1000), Events.loading(MODEL, 1, 3));
        assertThat(lines())
                .containsExactly(
                        "[#-------------------] 10/1,050 combinations, 1,000/10,500 trials",
                        "ok 10, failed 0",
                        "qwen2.5:0.5b (1 of 3)",
                        "waiting: loading qwen2.5:0.5b");

        at(4, Events.loaded(MODEL, 0, 0), Events.started(plain), Events.started(warm));
        at(
                6,
                Events.trial(plain, 200),
                Events.trial(warm, 100),
                Events.estimate(Duration.ofMinutes(65), Duration.ofMinutes(90)));
        assertThat(lines())
                .containsExactly(
                        "[#-------------------] 10/1,050 combinations, 1,002/10,500 trials",
                        "ok 10, failed 0, 150 tokens/s, 1 h 05 min to 1 h 30 min left",
                        "qwen2.5:0.5b (1 of 3), in flight: baseline/gsm8k/t0, cot/gsm8k/t0.7");

        at(7, Events.finished(plain, 100, 0), Events.failedTrial(warm), Events.finished(warm, 100, 1));
        assertThat(state.counts(now))
                .isEqualTo("12/1,050 combinations, 1,003/10,500 trials (1 failed), ok 12, failed 0"
                        + ", 100 tokens/s, 1 h 05 min to 1 h 30 min left; after qwen2.5:0.5b/cot/gsm8k/t0.7");
        assertThat(lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
    }

    @Test
    void showsNothingBeforeThePlanIsKnown() {
        at(0, new ExecutionEvent.Waiting("for data"));
        assertThat(lines()).isEmpty();
    }

    @Test
    void leavesOutTheLessImportantPartsOnANarrowTerminal() {
        Combination one = Events.combination("a", "x");
        at(0, Events.runStarted(1050, 10, 10_500, 1000), Events.loading(MODEL, 1, 2), Events.loaded(MODEL, 0, 0));
        at(2, Events.trial(one, 200), Events.estimate(Duration.ofMinutes(5), Duration.ofMinutes(5)));
        assertThat(state.lines(now, 55).subList(0, 2))
                .containsExactly(
                        "10/1,050 combinations, 1,001/10,500 trials", "ok 10, failed 0, 100 tokens/s, 5 min 00 s left");
        assertThat(state.lines(now, 34).subList(0, 2))
                .containsExactly("10/1,050, 1,001/10,500 trials", "ok 10, failed 0, 5 min 00 s left");
        assertThat(state.lines(now, 29).subList(0, 2))
                .containsExactly("10/1,050, 1,001/10,500 trials", "ok 10, failed 0");
    }

    @Test
    void countsEarlierCombinationsOnce() {
        at(0, Events.runStarted(4, 2, 400, 200));
        assertThat(lines().get(0)).contains("2/4 combinations");
        at(
                1,
                Events.alreadyComplete(Events.combination("a", "x")),
                Events.alreadyComplete(Events.combination("b", "x")));
        at(1, Events.finished(Events.combination("c", "x"), 100, 0));
        assertThat(lines()).element(0).asString().contains("3/4 combinations");
        assertThat(lines()).element(1).asString().contains("ok 3, failed 0");
    }

    @Test
    void countsCompleteCombinationsThatWereNotAnnounced() {
        at(0, Events.runStarted(4, 0, 400, 0), Events.alreadyComplete(Events.combination("a", "x")));
        assertThat(lines()).element(0).asString().contains("1/4 combinations");
        assertThat(lines()).element(1).asString().contains("ok 1, failed 0");
    }

    @Test
    void tellsWholeIncompleteAndFailedApart() {
        running();
        at(
                1,
                Events.finished(Events.combination("a", "x"), 100, 0),
                Events.finished(Events.combination("b", "x"), 100, 3));
        at(
                1,
                Events.finished(Events.combination("c", "x"), 100, 100),
                Events.failed(Events.combination("d", "x"), "gone"));
        assertThat(state.counts(now))
                .isEqualTo("4/4 combinations, 0/400 trials, ok 1, partial 1, failed 2; after qwen2.5:0.5b/d/x/t0");
    }

    @Test
    void countsACombinationThatEndsTwiceOnce() {
        running();
        Combination one = Events.combination("a", "x");
        at(1, Events.failed(one, "gone"), Events.failed(one, "gone"), Events.finished(one, 100, 0));
        assertThat(state.counts(now)).startsWith("1/4 combinations").contains("ok 0, failed 1");
    }

    @Test
    void keepsSettingsOfOneBenchmarkApart() {
        running();
        Combination cold = Events.combination(MODEL, "a", "x", "0");
        Combination warm = Events.combination(MODEL, "a", "x", "0.7");
        at(1, Events.started(cold), Events.started(warm), Events.finished(cold, 1, 0));
        assertThat(lines()).last().isEqualTo("qwen2.5:0.5b (1 of 2), in flight: a/x/t0.7");
    }

    @Test
    void namesFourInFlightAndCountsTheRest() {
        running();
        for (String personality : List.of("a", "b", "c", "d", "e", "f")) {
            at(1, Events.started(Events.combination(personality, "x")));
        }
        assertThat(lines())
                .last()
                .isEqualTo("qwen2.5:0.5b (1 of 2), in flight: a/x/t0, b/x/t0, c/x/t0, d/x/t0 and 2 more");
    }

    @Test
    void leavesNothingOfAnUnloadedModel() {
        running();
        Combination stopped = Events.combination("a", "x");
        at(
                1,
                Events.started(stopped),
                Events.retrying(stopped, Duration.ofSeconds(60), "busy"),
                Events.unloading(MODEL));
        assertThat(lines()).hasSize(3).last().isEqualTo("waiting: unloading qwen2.5:0.5b");

        at(2, Events.loading("b", 2, 2));
        assertThat(lines()).element(3).isEqualTo("waiting: loading b");
        assertThat(lines()).element(2).isEqualTo("b (2 of 2)");
        at(3, Events.failed(Events.combination("b", "a", "x", "0"), "does not fit"));
        assertThat(lines()).last().isEqualTo("b (2 of 2)");
    }

    @Test
    void waitsForNothingAfterTheLastUnload() {
        running();
        at(
                1,
                Events.estimate(Duration.ofSeconds(9), Duration.ofSeconds(9)),
                Events.unloading(MODEL),
                Events.runFinished());
        assertThat(lines()).containsExactly("[--------------------] 0/4 combinations, 0/400 trials", "ok 0, failed 0");
    }

    @Test
    void saysWhyItWaitsUntilItGoesOn() {
        running();
        Combination one = Events.combination("a", "x");
        at(1, new ExecutionEvent.Waiting("choosing the protocol of mmlu"));
        assertThat(lines()).last().isEqualTo("waiting: choosing the protocol of mmlu");
        at(2, Events.started(one));
        assertThat(lines()).noneMatch(line -> line.startsWith("waiting"));

        at(3, Events.retrying(one, Duration.ofSeconds(8), "503: the queue is full"));
        assertThat(lines()).last().isEqualTo("waiting: trying again in 8 s: 503: the queue is full");
        now = 6_000_000_000L;
        assertThat(lines()).last().isEqualTo("waiting: trying again in 5 s: 503: the queue is full");
        now = 11_000_000_000L;
        assertThat(lines()).last().isEqualTo("waiting: trying again: 503: the queue is full");
        at(12, Events.trial(one, 5));
        assertThat(lines()).noneMatch(line -> line.startsWith("waiting"));
    }

    @Test
    void countsTheEstimateDownToNothing() {
        running();
        at(1, Events.estimate(Duration.ofSeconds(50), Duration.ofSeconds(50)));
        assertThat(lines().get(1)).endsWith(", 50 s left");
        now = 21_000_000_000L;
        assertThat(lines().get(1)).endsWith(", 30 s left");
        now = 100_000_000_000L;
        assertThat(lines().get(1)).endsWith(", 0 s left");
    }

    @Test
    void measuresTokensOverTheLastThirtySeconds() {
        running();
        Combination one = Events.combination("a", "x");
        at(0.5, Events.trial(one, 100));
        assertThat(lines().get(1)).as("too early to tell").doesNotContain("tokens/s");
        now = 2_000_000_000L;
        assertThat(lines().get(1)).contains("50 tokens/s");
        at(40, Events.trial(one, 600), Events.failedTrial(one));
        assertThat(lines().get(1)).contains(" 20 tokens/s");
        now = 80_000_000_000L;
        assertThat(lines().get(1)).doesNotContain("tokens/s");
    }

    @Test
    void drawsAFullBarWhenMoreWasDoneThanPlanned() {
        at(0, Events.runStarted(1, 0, 1, 1), Events.trial(Events.combination("a", "x"), 1));
        assertThat(lines().get(0)).startsWith("[####################]");
        at(0, Events.runStarted(0, 0, 0, 0));
        assertThat(lines().get(0)).startsWith("[--------------------]");
    }
}
