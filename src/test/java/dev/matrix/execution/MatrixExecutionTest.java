package dev.matrix.execution;

import static dev.matrix.execution.Samples.BASELINE;
import static dev.matrix.execution.Samples.COT;
import static dev.matrix.execution.Samples.EXPERT;
import static dev.matrix.execution.Samples.MATH;
import static dev.matrix.execution.Samples.QUIZ;
import static dev.matrix.execution.Samples.model;
import static dev.matrix.execution.Samples.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.FailureKind;
import dev.matrix.domain.LoadedModel;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.Trial;
import dev.matrix.execution.ExecutionSummary.End;
import dev.matrix.inference.ChatRequest;
import dev.matrix.inference.ChatResult;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.plan.RunPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MatrixExecutionTest {

    private final Lab lab = new Lab();

    @Test
    void asksEachPlannedTrialOnceAndSaysSo() {
        RunPlan plan = plan(List.of(model("a"), model("b")), List.of(BASELINE, EXPERT, COT), 10, MATH, QUIZ);

        ExecutionSummary summary = lab.run(plan);

        assertThat(summary.end()).isEqualTo(End.DONE);
        assertThat(summary.loads()).isEqualTo(2);
        assertThat(handedOver())
                .hasSize(plan.trials())
                .containsOnlyKeys(planned(plan))
                .values()
                .containsOnly(1);
        assertThat(lab.events(ExecutionEvent.TrialFinished.class)).hasSize(plan.trials());
        assertThat(lab.events(ExecutionEvent.CombinationStarted.class)).hasSize(12);
        assertThat(lab.events(ExecutionEvent.CombinationFinished.class))
                .hasSize(12)
                .allMatch(each -> each.trials() == 10 && each.failedTrials() == 0 && !each.alreadyComplete());
        assertThat(lab.events.get(lab.events.size() - 1)).isEqualTo(new ExecutionEvent.RunFinished(summary));
        assertThat(lab.events(ExecutionEvent.RunStarted.class))
                .containsExactly(new ExecutionEvent.RunStarted(12, 0, 120, 0, 1));
        // 2 models x (10 reasoned of 2 calls + 50 single calls)
        assertThat(summary.requests()).isEqualTo(140);
        assertThat(summary.retries()).isZero();
        assertThat(summary.generatedTokens()).isEqualTo(140 * 5);
        assertThat(summary.generateNanos()).isEqualTo(140 * 15_000_000L);
        assertThat(summary.promptTokens()).isPositive();
    }

    @Test
    void finishesOneModelBeforeItLoadsTheNext() {
        lab.settings = Samples.settings(3, 42);
        lab.client.trials = request -> {
            lab.server.log.add("ask " + request.model());
            return FakeClient.usual(request);
        };

        lab.run(plan(List.of(model("a"), model("b")), List.of(BASELINE, EXPERT), 5, MATH));

        List<String> steps = lab.server.log.stream().distinct().toList();
        assertThat(steps).containsExactly("load a 2048", "ask a", "unload a", "load b 2048", "ask b", "unload b");
        assertThat(lab.server.log.lastIndexOf("ask a")).isLessThan(lab.server.log.indexOf("unload a"));
        assertThat(lab.server.log).hasSize(4 + 20);
    }

    @Test
    void sendsTheSameLoadOptionsWithEveryRequestOfAModel() {
        lab.run(plan(List.of(model("a")), List.of(BASELINE, EXPERT, COT), 4, MATH, QUIZ));

        assertThat(lab.client.requests)
                .extracting(request -> request.load().contextTokens())
                .containsOnly(2048);
    }

    @Test
    void looksAtTheLongestPromptBeforeAnyTrial() {
        lab.run(plan(List.of(model("a")), List.of(BASELINE, EXPERT), 12, MATH));

        ChatRequest first = lab.client.requests.get(0);
        int longest =
                lab.client.requests.stream().mapToInt(FakeClient::tokens).max().orElseThrow();
        assertThat(FakeClient.isCheck(first)).isTrue();
        assertThat(FakeClient.tokens(first)).isEqualTo(longest);
    }

    @Test
    void asksOneTrialOfEachTimingClassFirstThenInOrderOfThePlan() {
        Benchmark other = Samples.benchmark("other", dev.matrix.domain.AnswerKind.TEXT);

        lab.run(plan(List.of(model("a")), List.of(BASELINE, EXPERT, COT), 2, MATH, other));

        assertThat(lab.client.asked().stream().map(Lab::brief))
                .containsExactly(
                        "a |Question math0|Think step by step.",
                        "a |Question other0|Think step by step.",
                        "a |Question math0",
                        "a |Question other0",
                        "a |Question math1",
                        "a |Question other1",
                        "a You are an expert who knows everything.|Question math0",
                        "a You are an expert who knows everything.|Question math1",
                        "a You are an expert who knows everything.|Question other0",
                        "a You are an expert who knows everything.|Question other1",
                        "a |Question math1|Think step by step.",
                        "a |Question other1|Think step by step.");
    }

    @Test
    void doesNothingForAnEmptyPlan() {
        lab.server.silent = true;

        ExecutionSummary summary = lab.run(new RunPlan(List.of()));

        assertThat(summary.end()).isEqualTo(End.DONE);
        assertThat(lab.server.log).isEmpty();
        assertThat(lab.events).hasSize(2);
    }

    @Test
    void losesAServerThatFallsSilentAfterThePlanWasMade() {
        lab.server.silent = true;

        assertThat(lab.run(plan(List.of(model("a")), List.of(BASELINE), 1, MATH))
                        .end())
                .isEqualTo(End.SERVER_LOST);
        assertThat(lab.trials).isEmpty();
    }

    @Test
    void failsTheCombinationsOfAModelThatDoesNotLoadAndGoesOn() {
        lab.server.loadErrors.put("a", "too large");

        ExecutionSummary summary = lab.run(plan(List.of(model("a"), model("b")), List.of(BASELINE, EXPERT), 3, MATH));

        assertThat(summary.end()).isEqualTo(End.DONE);
        assertThat(lab.events(ExecutionEvent.CombinationFailed.class))
                .extracting(each -> each.combination().id(), ExecutionEvent.CombinationFailed::error)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a/baseline/math/t0", "a could not be loaded: too large"),
                        org.assertj.core.groups.Tuple.tuple("a/expert/math/t0", "a could not be loaded: too large"));
        assertThat(lab.trials).hasSize(6).allMatch(trial -> trial.combination().startsWith("b/"));
        assertThat(lab.server.log).containsExactly("load a 2048", "load b 2048", "unload b");
    }

    @Test
    void givesUpAModelThatFailsTwentyTimesInARowWhileTheServerAnswers() {
        lab.client.trials = request ->
                request.model().equals("a") ? Samples.failed(FailureKind.CRASHED) : FakeClient.usual(request);

        ExecutionSummary summary = lab.run(plan(List.of(model("a"), model("b")), List.of(BASELINE, EXPERT), 15, MATH));

        assertThat(summary.end()).isEqualTo(End.DONE);
        assertThat(lab.trials.stream().filter(trial -> trial.combination().startsWith("a/")))
                .hasSize(20);
        assertThat(lab.events(ExecutionEvent.CombinationFailed.class))
                .hasSize(1)
                .allMatch(each -> each.error().contains("20 failures in a row")
                        && each.error().contains("it went wrong: CRASHED"));
        assertThat(lab.events(ExecutionEvent.CombinationFinished.class))
                .as("a's first combination ended with 15 failures, b is whole")
                .extracting(ExecutionEvent.CombinationFinished::failedTrials)
                .containsExactly(15, 0, 0);
        assertThat(lab.trials.stream().filter(trial -> trial.combination().startsWith("b/")))
                .hasSize(30);
    }

    @Test
    void doesNotGiveUpAModelWhosePromptsDoNotFit() {
        lab.client.trials = request -> Samples.failed(FailureKind.OVERFLOW);

        ExecutionSummary summary = lab.run(plan(List.of(model("a")), List.of(BASELINE), 30, MATH));

        assertThat(summary.end()).isEqualTo(End.DONE);
        assertThat(lab.trials).hasSize(30).allMatch(trial -> trial.failure().isPresent());
        assertThat(lab.events(ExecutionEvent.CombinationFailed.class)).isEmpty();
    }

    @Test
    void stopsWhenTheServerIsLost() {
        lab.client.trials = request -> {
            lab.server.silent = true;
            return Samples.failed(FailureKind.CONNECTION);
        };

        ExecutionSummary summary = lab.run(plan(List.of(model("a"), model("b")), List.of(BASELINE), 30, MATH));

        assertThat(summary.end()).isEqualTo(End.SERVER_LOST);
        assertThat(lab.trials).hasSize(20).allMatch(trial -> trial.failure().isPresent());
        assertThat(lab.server.log).as("neither unloads nor loads any more").containsExactly("load a 2048");
        assertThat(lab.events(ExecutionEvent.CombinationFailed.class))
                .as("what is left is unfinished, not failed")
                .isEmpty();
    }

    @Test
    void losesAServerThatDiesWithFewTrialsLeft() {
        AtomicInteger asked = new AtomicInteger();
        lab.client.trials = request -> {
            if (asked.incrementAndGet() <= 7) {
                return FakeClient.usual(request);
            }
            lab.server.silent = true;
            return Samples.failed(FailureKind.CONNECTION);
        };

        ExecutionSummary summary = lab.run(plan(List.of(model("a")), List.of(BASELINE), 10, MATH));

        assertThat(summary.end()).isEqualTo(End.SERVER_LOST);
        assertThat(lab.server.log).doesNotContain("unload a");
        assertThat(lab.events(ExecutionEvent.CombinationFailed.class)).isEmpty();
    }

    @Test
    void losesAServerThatDiesWhilePromptsAreChecked() {
        lab.client.checks = request -> {
            lab.server.silent = true;
            return Samples.failed(FailureKind.CONNECTION);
        };

        ExecutionSummary summary = lab.run(plan(List.of(model("a")), List.of(BASELINE, EXPERT), 3, MATH));

        assertThat(summary.end()).isEqualTo(End.SERVER_LOST);
        assertThat(lab.trials).isEmpty();
        assertThat(lab.events(ExecutionEvent.CombinationFailed.class)).isEmpty();
    }

    @Test
    void losesAServerThatDiesWhileTheProtocolIsChosen() {
        lab.client.trials = request -> {
            lab.server.silent = true;
            return Samples.failed(FailureKind.CONNECTION);
        };

        ExecutionSummary summary = lab.run(plan(List.of(model("a")), List.of(BASELINE, EXPERT), 3, QUIZ));

        assertThat(summary.end()).isEqualTo(End.SERVER_LOST);
        assertThat(lab.events(ExecutionEvent.CombinationFailed.class))
                .as("a resume chooses it")
                .isEmpty();
    }

    @Test
    void doesNotLoseAServerThatAnswersAfterTheLastFailures() {
        lab.client.trials = request -> Samples.failed(FailureKind.CONNECTION);

        ExecutionSummary summary = lab.run(plan(List.of(model("a")), List.of(BASELINE), 5, MATH));

        assertThat(summary.end()).isEqualTo(End.DONE);
        assertThat(lab.server.log).contains("unload a");
    }

    @Test
    void losesTheServerWhenItIsSilentWhileAModelLoads() {
        lab.client.trials = request -> {
            lab.server.silent = true;
            return FakeClient.usual(request);
        };

        ExecutionSummary summary = lab.run(plan(List.of(model("a"), model("b")), List.of(BASELINE), 1, MATH));

        assertThat(summary.end()).isEqualTo(End.SERVER_LOST);
        assertThat(lab.server.log)
                .as("a silent server is tried four times")
                .containsExactly("load a 2048", "unload a", "load b 2048", "load b 2048", "load b 2048", "load b 2048");
        assertThat(lab.pauses).as("one more for the digest of the model before").hasSize(4);
    }

    @Test
    void handsEachPlannedTrialOverExactlyOnceUnderRandomFailures() {
        for (int seed = 0; seed < 20; seed++) {
            Lab rough = new Lab();
            Random random = new Random(seed);
            rough.settings = Samples.settings(1 + random.nextInt(8), seed);
            double share = random.nextDouble() * 0.4;
            rough.client.trials = request -> {
                synchronized (random) {
                    return random.nextDouble() < share ? failure(random) : FakeClient.usual(request);
                }
            };
            RunPlan plan = plan(List.of(model("a"), model("b")), List.of(BASELINE, EXPERT, COT), 12, MATH);

            ExecutionSummary summary = rough.run(plan);

            assertThat(summary.end()).isEqualTo(End.DONE);
            assertThat(handedOver(rough))
                    .as("seed %d", seed)
                    .containsOnlyKeys(planned(plan))
                    .values()
                    .containsOnly(1);
            assertThat(summary.requests() - summary.retries())
                    .as("first attempts, one a call")
                    .isEqualTo(plan.trials());
        }
    }

    @Test
    void asksOnlyWhatIsMissingFailedOrStaleOnAResume() {
        AtomicInteger count = new AtomicInteger();
        lab.client.trials = request -> count.incrementAndGet() % 4 == 0
                ? Samples.failed(FailureKind.TOTAL_TIMEOUT)
                : FakeClient.usual(request);
        RunPlan plan = plan(List.of(model("a")), List.of(BASELINE, EXPERT), 8, MATH);
        lab.run(plan);
        long failed =
                lab.trials.stream().filter(trial -> trial.failure().isPresent()).count();

        Lab second = new Lab();
        second.earlier = lab.journal(List.of());
        ExecutionSummary summary = second.run(plan);

        assertThat(failed).isEqualTo(4);
        assertThat(summary.requests()).isEqualTo(4);
        assertThat(second.trials)
                .extracting(Trial::item)
                .containsExactlyInAnyOrderElementsOf(lab.trials.stream()
                        .filter(trial -> trial.failure().isPresent())
                        .map(Trial::item)
                        .toList());
        assertThat(second.events(ExecutionEvent.RunStarted.class))
                .containsExactly(new ExecutionEvent.RunStarted(2, 0, 16, 12, 1));
    }

    @Test
    void doesNotLoadAModelThatIsComplete() {
        RunPlan plan = plan(List.of(model("a")), List.of(BASELINE, COT), 4, MATH, QUIZ);
        lab.run(plan);
        Lab second = new Lab();
        second.earlier = lab.journal(List.of(new ProtocolChoice("a", "quiz", Protocol.LOGPROB, "probed")));

        ExecutionSummary summary = second.run(plan);

        assertThat(summary.requests()).isZero();
        assertThat(second.server.log).isEmpty();
        assertThat(second.events(ExecutionEvent.CombinationFinished.class))
                .hasSize(4)
                .allMatch(ExecutionEvent.CombinationFinished::alreadyComplete);
        assertThat(second.events(ExecutionEvent.RunStarted.class))
                .containsExactly(new ExecutionEvent.RunStarted(4, 4, 16, 16, 1));
    }

    @Test
    void asksOnlyNewItemsAfterTheLimitWasRaised() {
        lab.run(plan(List.of(model("a")), List.of(BASELINE, EXPERT), 5, MATH));
        Lab second = new Lab();
        second.earlier = lab.journal(List.of());

        second.run(plan(List.of(model("a")), List.of(BASELINE, EXPERT), 8, MATH));

        assertThat(second.trials)
                .extracting(Trial::item)
                .containsExactly("math5", "math6", "math7", "math5", "math6", "math7");
    }

    @Test
    void asksEachRepeatWithItsOwnSeedAndNeverByLogprob() {
        lab.run(plan(List.of(model("a")), List.of(BASELINE), 2, List.of(Samples.setting("0.5")), 3, QUIZ));

        assertThat(lab.client.asked())
                .extracting(request ->
                        FakeClient.user(request) + " " + request.sampling().seed())
                .containsExactly(
                        "Question quiz0 42",
                        "Question quiz0 43",
                        "Question quiz0 44",
                        "Question quiz1 42",
                        "Question quiz1 43",
                        "Question quiz1 44");
        assertThat(lab.trials).extracting(Trial::readBy).containsOnly(Protocol.GENERATE);
        assertThat(lab.trials).extracting(Trial::key).doesNotHaveDuplicates();
    }

    @Test
    void letsAnErrorOfTheSinkOutAndStops() {
        lab.settings = Samples.settings(4, 42);
        lab.sink = trial -> {
            throw new IllegalStateException("disk full");
        };

        assertThatThrownBy(() -> lab.run(plan(List.of(model("a"), model("b")), List.of(BASELINE), 50, MATH)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("disk full");
        // One that each worker holds.
        assertThat(lab.client.asked()).hasSizeLessThanOrEqualTo(4);
        assertThat(lab.server.log).doesNotContain("load b 2048");
    }

    @Test
    void warnsOfOtherClientsModelsAndOldServers() {
        lab.server.info = Samples.server("0.11.0", false, false);
        lab.server.loaded = List.of(
                new LoadedModel("llama3:70b", "x", 1, 1, 0),
                new LoadedModel("a", "other", 1, 1, 0),
                new LoadedModel("alias", "digest of a", 1, 1, 0));

        lab.run(plan(List.of(model("a")), List.of(BASELINE), 1, MATH));

        assertThat(lab.warnings())
                .hasSize(3)
                .anyMatch(each -> each.contains("older than 0.12.4"))
                .anyMatch(each -> each.contains("no log-probabilities"))
                .anyMatch(each -> each.contains("(llama3:70b)"));
    }

    @Test
    void unloadsFirstWhatWasLeftWithAnotherContext() {
        lab.server.loaded = List.of(
                new LoadedModel("alias", "digest of a", 1, 1, 4096), new LoadedModel("b", "digest of b", 1, 1, 2048));

        lab.run(plan(List.of(model("a"), model("b"), model("c")), List.of(BASELINE), 1, MATH));

        assertThat(lab.server.log)
                .containsExactly(
                        "unload a", "load a 2048", "unload a", "load b 2048", "unload b", "load c 2048", "unload c");
        assertThat(lab.events(ExecutionEvent.ModelEvicted.class))
                .containsExactly(new ExecutionEvent.ModelEvicted(model("a"), 4096, 2048));
        assertThat(lab.events(ExecutionEvent.ModelFound.class))
                .containsExactly(new ExecutionEvent.ModelFound(model("b"), 2048));
        assertThat(lab.trials).hasSize(3);
    }

    @Test
    void leavesAModelAloneWhoseContextIsNotTold() {
        lab.server.loaded = List.of(new LoadedModel("a", "digest of a", 1, 1, 0));

        lab.run(plan(List.of(model("a")), List.of(BASELINE), 1, MATH));

        assertThat(lab.server.log).containsExactly("load a 2048", "unload a");
    }

    @Test
    void saysNothingOfAGoodServer() {
        lab.run(plan(List.of(model("a")), List.of(BASELINE, EXPERT, COT), 5, MATH, QUIZ));

        assertThat(lab.warnings()).isEmpty();
    }

    @Test
    void warnsWhenAModelCannotBeUnloaded() {
        lab.server.unloadFails = true;

        ExecutionSummary summary = lab.run(plan(List.of(model("a"), model("b")), List.of(BASELINE), 1, MATH));

        assertThat(summary.end()).isEqualTo(End.DONE);
        assertThat(lab.warnings())
                .containsExactly("a could not be unloaded: it stays", "b could not be unloaded: it stays");
        assertThat(lab.trials).hasSize(2);
    }

    @Test
    void completesCombinationsWithoutItems() {
        ExecutionSummary summary = lab.run(plan(List.of(model("a")), List.of(BASELINE), 0, MATH, QUIZ));

        assertThat(summary.end()).isEqualTo(End.DONE);
        assertThat(lab.server.log).isEmpty();
        assertThat(lab.events(ExecutionEvent.CombinationFinished.class)).hasSize(2);
    }

    private static ChatResult failure(Random random) {
        FailureKind[] kinds = FailureKind.values();
        FailureKind kind = kinds[random.nextInt(kinds.length)];
        return Samples.failed(kind == FailureKind.CANCELLED ? FailureKind.BUSY : kind);
    }

    private static String[] planned(RunPlan plan) {
        return plan.combinations().flatMap(MatrixExecutionTest::trialsOf).toArray(String[]::new);
    }

    private static java.util.stream.Stream<String> trialsOf(PlannedCombination planned) {
        return planned.items().stream().map(item -> planned.id() + " " + item.id());
    }

    private Map<String, Integer> handedOver() {
        return handedOver(lab);
    }

    private static Map<String, Integer> handedOver(Lab lab) {
        Map<String, Integer> counts = new HashMap<>();
        lab.trials.forEach(trial -> counts.merge(trial.combination() + " " + trial.item(), 1, Integer::sum));
        return new ConcurrentHashMap<>(counts);
    }
}
