package dev.matrix.execution;

import static dev.matrix.execution.Samples.BASELINE;
import static dev.matrix.execution.Samples.COT;
import static dev.matrix.execution.Samples.EXPERT;
import static dev.matrix.execution.Samples.MATH;
import static dev.matrix.execution.Samples.QUIZ;
import static dev.matrix.execution.Samples.model;
import static dev.matrix.execution.Samples.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.Call;
import dev.matrix.domain.CallMetrics;
import dev.matrix.domain.FailureKind;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Protocol;
import dev.matrix.domain.ScoringMode;
import dev.matrix.domain.Setting;
import dev.matrix.domain.Trial;
import dev.matrix.execution.ExecutionSummary.End;
import dev.matrix.inference.ChatRequest;
import dev.matrix.inference.ChatResult;
import dev.matrix.plan.RunPlan;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** How the protocol of each benchmark is chosen, seen from a whole run. */
class ProtocolChoiceTest {

    private final Lab lab = new Lab();

    @Test
    void keepsTheProbeAsTrialsWhereLogprobHolds() {
        lab.run(quiz(10, BASELINE, EXPERT, COT));

        assertThat(choice().readBy()).isEqualTo(Protocol.LOGPROB);
        assertThat(choice().reason()).isEqualTo("letters hold 90 % of the probability (median of 16 probe replies)");
        assertThat(lab.trials).hasSize(30).extracting(Trial::readBy).containsOnly(Protocol.LOGPROB);
        assertThat(lab.client.asked().stream().filter(ChatRequest::logprobs)).hasSize(30);
        assertThat(lab.client.asked()).as("10 reasoned trials of two calls").hasSize(40);
    }

    @Test
    void isNotMovedByARefusalAmongReplies() {
        AtomicInteger probed = new AtomicInteger();
        lab.client.trials = request ->
                probed.incrementAndGet() == 1 ? Samples.failed(FailureKind.BAD_REQUEST) : FakeClient.usual(request);

        lab.run(quiz(10, BASELINE, EXPERT));

        assertThat(choice().readBy()).isEqualTo(Protocol.LOGPROB);
        assertThat(choice().reason()).contains("median of 15 probe replies");
    }

    @Test
    void isNotMovedByALoopThatTheServerEndedBeforeItsFirstToken() {
        AtomicInteger probed = new AtomicInteger();
        lab.client.trials = request -> probed.incrementAndGet() == 1
                ? new ChatResult.Reply("", "", List.of(), CallMetrics.wallOnly(0), Call.REPETITION)
                : FakeClient.usual(request);

        lab.run(quiz(10, BASELINE, EXPERT));

        assertThat(choice().readBy()).isEqualTo(Protocol.LOGPROB);
        assertThat(lab.trials).hasSize(20).allMatch(trial -> trial.failure().isEmpty());
    }

    @Test
    void choosesNothingWhereTheModelRefusesEverything() {
        lab.client.checks = request -> Samples.failed(FailureKind.BAD_REQUEST);
        lab.client.trials = lab.client.checks;

        lab.run(quiz(10, BASELINE));

        assertThat(lab.events(ExecutionEvent.ProtocolChosen.class)).isEmpty();
        assertThat(lab.events(ExecutionEvent.CombinationFailed.class))
                .singleElement()
                .satisfies(failed -> assertThat(failed.error()).startsWith("the protocol could not be chosen"));
    }

    @Test
    void probesEightItemsUnderBaselineAndTheLongestSystemText() {
        Personality shorter = new Personality("shorter", "Be brief.", null);
        Personality longestButReasoning = new Personality("both", "x".repeat(500), "Think.");
        lab.letterMass = (item, trial) -> 0.1;

        lab.run(quiz(12, shorter, BASELINE, EXPERT, longestButReasoning, COT));

        assertThat(lab.client.asked().stream().filter(ChatRequest::logprobs).map(Lab::brief))
                .hasSize(16)
                .filteredOn(each -> each.startsWith("m |Question quiz"))
                .hasSize(8);
        assertThat(lab.client.asked().stream().filter(ChatRequest::logprobs).map(FakeClient::system))
                .containsOnly("", EXPERT.system());
        assertThat(choice().readBy()).isEqualTo(Protocol.GENERATE);
        assertThat(choice().reason()).startsWith("letters hold only 10 %");
    }

    @Test
    void asksProbedItemsAgainWhereLogprobDoesNotHold() {
        lab.letterMass = (item, trial) -> 0.1;

        lab.run(quiz(3, BASELINE));

        assertThat(lab.trials)
                .extracting(trial -> trial.item() + " " + trial.readBy())
                .containsExactly(
                        "quiz0 LOGPROB",
                        "quiz1 LOGPROB",
                        "quiz2 LOGPROB",
                        "quiz0 GENERATE",
                        "quiz1 GENERATE",
                        "quiz2 GENERATE");
        assertThat(lab.trials).extracting(Trial::key).doesNotHaveDuplicates();
        assertThat(lab.events(ExecutionEvent.TrialFinished.class))
                .as("stale probe replies are no progress")
                .hasSize(3)
                .allMatch(each -> each.trial().readBy() == Protocol.GENERATE);
        assertThat(lab.events(ExecutionEvent.CombinationFinished.class)).hasSize(1);
    }

    @Test
    void takesTheMedianOfAllProbeReplies() {
        double[] masses = {0, 0, 0, .49, .51, .9, .9, .9};
        lab.letterMass = (item, trial) -> masses[Integer.parseInt(item.id().substring(4))];
        lab.run(quiz(8, BASELINE));
        assertThat(choice().readBy()).as("median .5").isEqualTo(Protocol.LOGPROB);

        lab.events.clear();
        masses[4] = .5;
        lab.run(quiz(8, BASELINE));
        assertThat(choice().readBy()).as("median .495").isEqualTo(Protocol.GENERATE);
    }

    @Test
    void stopsProbingAtTheFirstReplyWithoutLogprobs() {
        lab.client.trials = request -> Samples.text("A", FakeClient.tokens(request));

        lab.run(quiz(8, BASELINE, EXPERT));

        assertThat(choice())
                .isEqualTo(new ProtocolChoice("m", "quiz", Protocol.GENERATE, "no log-probabilities in the reply"));
        assertThat(lab.client.asked().stream().filter(ChatRequest::logprobs)).hasSize(1);
    }

    @Test
    void doesNotReadLogprobsOfAModelThatThinks() {
        lab.client.trials = request -> {
            ChatResult.Reply reply = (ChatResult.Reply) FakeClient.usual(request);
            return new ChatResult.Reply(reply.text(), "Well ...", reply.logprobs(), reply.metrics(), "length");
        };

        lab.run(quiz(4, BASELINE));

        assertThat(choice().readBy()).isEqualTo(Protocol.GENERATE);
        assertThat(choice().reason()).isEqualTo("the reply holds thinking text");
    }

    @Test
    void missesATrialWhoseReplyHasNoLogprobs() {
        lab.client.trials = request -> FakeClient.user(request).equals("Question quiz9")
                ? Samples.text("A", FakeClient.tokens(request))
                : FakeClient.usual(request);

        lab.run(quiz(10, BASELINE));

        assertThat(choice().readBy()).isEqualTo(Protocol.LOGPROB);
        assertThat(lab.trials.stream().filter(trial -> trial.failure().isPresent()))
                .singleElement()
                .satisfies(trial -> {
                    assertThat(trial.item()).isEqualTo("quiz9");
                    assertThat(trial.failure().orElseThrow().kind()).isEqualTo(FailureKind.MALFORMED);
                });
        assertThat(lab.pauses).as("asking again brings none either").isEmpty();
    }

    @Test
    void asksOnlyTheRestOfAProbeThatWasCutShort() {
        lab.run(quiz(10, BASELINE, EXPERT));
        List<Trial> five = List.copyOf(lab.trials.subList(0, 5));
        lab.trials.retainAll(five);
        lab.earlier = lab.journal(List.of());
        lab.events.clear();
        int before = lab.client.asked().size();

        lab.run(quiz(10, BASELINE, EXPERT));

        assertThat(lab.client.asked()).hasSize(before + 20 - 5);
        assertThat(lab.trials).hasSize(20).containsAll(five);
        assertThat(choice().reason()).isEqualTo("letters hold 90 % of the probability (median of 16 probe replies)");
        assertThat(lab.events(ExecutionEvent.TrialFinished.class)).hasSize(15);
        assertThat(lab.events(ExecutionEvent.CombinationFinished.class)).hasSize(2);
    }

    @Test
    void asksNothingWhereARecordedLogprobCannotBeRead() {
        lab.earlier = new EarlierWork(
                KnownTrials.none(),
                List.of(new ProtocolChoice("m", "quiz", Protocol.LOGPROB, "earlier")),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of());
        lab.server.info = Samples.server("0.12.5", false, true);

        lab.run(plan(List.of(model("m")), List.of(BASELINE, EXPERT), 3, QUIZ, MATH));

        assertThat(lab.events(ExecutionEvent.CombinationFailed.class))
                .hasSize(2)
                .allMatch(each -> each.combination().benchmark().equals(QUIZ)
                        && each.error().contains("version 0.12.5 does not give"));
        assertThat(lab.trials).hasSize(6).allMatch(trial -> trial.readBy() == Protocol.GENERATE);
    }

    @Test
    void failsTheBenchmarkWhenTheTransportKeepsFailing() {
        lab.client.trials = onProbe(request -> FakeClient.user(request).equals("Question quiz3")
                ? Samples.failed(FailureKind.CONNECTION)
                : FakeClient.usual(request));

        ExecutionSummary summary = lab.run(plan(List.of(model("m")), List.of(BASELINE, EXPERT), 8, QUIZ, MATH));

        assertThat(summary.end()).isEqualTo(End.DONE);
        assertThat(lab.events(ExecutionEvent.ProtocolChosen.class))
                .extracting(each -> each.choice().benchmark())
                .containsExactly("math");
        assertThat(lab.events(ExecutionEvent.CombinationFailed.class))
                .hasSize(2)
                .allMatch(each -> each.combination().benchmark().equals(QUIZ)
                        && each.error().contains("the protocol could not be chosen")
                        && each.error().contains("CONNECTION"));
        assertThat(lab.events(ExecutionEvent.CombinationFinished.class))
                .extracting(each -> each.combination().benchmark().name())
                .containsExactly("math", "math");
    }

    @Test
    void retriesTheTransportBeforeItJudges() {
        AtomicInteger count = new AtomicInteger();
        lab.client.trials = onProbe(request ->
                count.incrementAndGet() % 2 == 1 ? Samples.failed(FailureKind.BUSY) : FakeClient.usual(request));

        lab.run(quiz(8, BASELINE));

        assertThat(choice().readBy()).isEqualTo(Protocol.LOGPROB);
        assertThat(lab.trials).hasSize(8).allMatch(trial -> trial.deciding().attempts() == 2);
    }

    @Test
    void judgesWithoutItemsThatDoNotFit() {
        lab.client.trials = onProbe(request -> FakeClient.user(request).equals("Question quiz0")
                ? Samples.failed(FailureKind.OVERFLOW)
                : FakeClient.usual(request));

        lab.run(quiz(4, BASELINE));

        assertThat(choice().readBy()).isEqualTo(Protocol.LOGPROB);
        assertThat(choice().reason()).contains("median of 3");
        assertThat(lab.events(ExecutionEvent.CombinationFinished.class))
                .extracting(ExecutionEvent.CombinationFinished::failedTrials)
                .containsExactly(1);
        assertThat(lab.trials).hasSize(4);
    }

    @Test
    void failsTheBenchmarkWhenNoProbedItemFits() {
        lab.client.trials = onProbe(request -> Samples.failed(FailureKind.OVERFLOW));

        lab.run(quiz(4, BASELINE));

        assertThat(lab.events(ExecutionEvent.CombinationFailed.class))
                .hasSize(1)
                .allMatch(each -> each.error().contains("OVERFLOW"));
    }

    @Test
    void readsTextWhenTheServerRefusesLogprobs() {
        lab.client.trials = onProbe(request -> Samples.failed(FailureKind.BAD_REQUEST));

        lab.run(quiz(4, BASELINE));

        assertThat(choice().readBy()).isEqualTo(Protocol.GENERATE);
        assertThat(choice().reason()).contains("refuses the request");
        assertThat(lab.trials.get(lab.trials.size() - 1).failure()).isEmpty();
    }

    @Test
    void choosesWithoutAProbeWhereARuleSuffices() {
        assertThat(reasonOf(repeated(2))).isEqualTo("repeats: one token's probabilities are the same in each");
        assertThat(reasonOf(at("0", "0.7")))
                .isEqualTo("several temperatures: one token's probabilities are the same at each");
        assertThat(reasonOf(plan(
                        List.of(model("m")),
                        List.of(BASELINE),
                        2,
                        List.of(Setting.of(BigDecimal.ZERO, true)),
                        1,
                        QUIZ)))
                .isEqualTo("thinking is on");
        lab.server.info = Samples.server("0.12.5", false, true);
        assertThat(reasonOf(quiz(2, BASELINE))).isEqualTo("server version 0.12.5 gives no log-probabilities");
        assertThat(reasonOf(plan(List.of(model("m")), List.of(BASELINE), 2, MATH)))
                .isEqualTo("answers are numbers");
    }

    @Test
    void readsTextWhenAskedTo() {
        lab.settings = Samples.settings(ScoringMode.GENERATE);

        assertThat(reasonOf(quiz(2, BASELINE))).isEqualTo("asked for");
    }

    @Test
    void readsLogprobsWhenAskedToWhateverTheLetterMass() {
        lab.settings = Samples.settings(ScoringMode.LOGPROB);
        lab.letterMass = (item, trial) -> 0.01;

        lab.run(plan(List.of(model("m")), List.of(BASELINE), 10, QUIZ, MATH));

        assertThat(lab.events(ExecutionEvent.ProtocolChosen.class))
                .extracting(each -> each.choice().readBy())
                .containsExactly(Protocol.GENERATE, Protocol.LOGPROB);
        assertThat(lab.trials.stream().filter(trial -> trial.readBy() == Protocol.LOGPROB))
                .hasSize(10);
    }

    @Test
    void failsTheBenchmarkWhenLogprobsAreDemandedInVain() {
        lab.settings = Samples.settings(ScoringMode.LOGPROB);
        lab.client.trials = request -> Samples.text("A", FakeClient.tokens(request));

        lab.run(quiz(10, BASELINE, EXPERT));

        assertThat(lab.events(ExecutionEvent.CombinationFailed.class))
                .hasSize(2)
                .allMatch(
                        each -> each.error()
                                .equals(
                                        "--scoring logprob cannot be done: no log-probabilities in the reply; use --scoring auto"));
    }

    @Test
    void keepsARecordedChoiceWithoutAProbe() {
        ProtocolChoice recorded = new ProtocolChoice("m", "quiz", Protocol.GENERATE, "as it was");
        lab.earlier = new EarlierWork(KnownTrials.none(), List.of(recorded), Map.of(), Map.of(), Map.of(), Map.of());

        lab.run(quiz(3, BASELINE));

        assertThat(lab.events(ExecutionEvent.ProtocolChosen.class))
                .containsExactly(new ExecutionEvent.ProtocolChosen(recorded, true));
        assertThat(lab.client.asked()).hasSize(3).noneMatch(ChatRequest::logprobs);
    }

    @Test
    void readsTheAnswerAfterReasoningAsWithoutReasoning() {
        lab.run(quiz(2, BASELINE, COT));

        Trial reasoned = lab.trials.stream()
                .filter(trial -> trial.combination().contains("/cot/"))
                .findFirst()
                .orElseThrow();
        assertThat(reasoned.protocol()).isEqualTo(Protocol.REASON_THEN_READ);
        assertThat(reasoned.readBy()).isEqualTo(Protocol.LOGPROB);
        assertThat(reasoned.calls()).hasSize(2);
        assertThat(reasoned.deciding().logprobs()).isNotEmpty();
    }

    @Test
    void probesABaselineOfItsOwnWhereEveryPersonalityReasons() {
        lab.run(quiz(3, COT));

        assertThat(choice().readBy()).isEqualTo(Protocol.LOGPROB);
        assertThat(lab.events(ExecutionEvent.TrialFinished.class))
                .as("the probe is not part of the plan")
                .hasSize(3)
                .allMatch(each -> each.combination().id().equals("m/cot/quiz/t0"));
        assertThat(lab.trials.stream().map(Trial::combination))
                .as("yet its replies are kept")
                .containsExactly(
                        "m/baseline/quiz/t0",
                        "m/baseline/quiz/t0",
                        "m/baseline/quiz/t0",
                        "m/cot/quiz/t0",
                        "m/cot/quiz/t0",
                        "m/cot/quiz/t0");
    }

    @Test
    void doesNotAskAnUnplannedProbeAgainWhenAResumeAddsTheBaseline() {
        lab.run(quiz(10, COT));
        Lab second = new Lab();
        second.earlier = lab.journal(List.of(choice()));

        second.run(quiz(10, BASELINE, COT));

        assertThat(second.trials)
                .hasSize(2)
                .allMatch(trial -> trial.combination().equals("m/baseline/quiz/t0"));
    }

    @Test
    void probesTheFirstPersonalityWhereThePlanHasNoBaseline() {
        lab.run(quiz(2, new Personality("one", "Be one.", null), EXPERT));

        assertThat(lab.client.asked().stream().limit(4).map(FakeClient::system))
                .containsOnly("Be one.", EXPERT.system());
    }

    @Test
    void choosesByAnEarlierProbeAloneWhereItWasStoppedBeforeItChose() {
        lab.run(quiz(10, BASELINE));
        Lab second = new Lab();
        second.earlier = lab.journal(List.of());

        second.run(quiz(10, BASELINE));

        assertThat(second.client.asked()).as("it is known to the last reply").isEmpty();
        assertThat(second.events(ExecutionEvent.ProtocolChosen.class))
                .singleElement()
                .satisfies(each -> assertThat(each.choice().readBy()).isEqualTo(Protocol.LOGPROB));
        assertThat(second.events(ExecutionEvent.CombinationFinished.class)).hasSize(1);
    }

    private ProtocolChoice choice() {
        return lab.events(ExecutionEvent.ProtocolChosen.class).get(0).choice();
    }

    private String reasonOf(RunPlan plan) {
        lab.events.clear();
        lab.client.requests.clear();
        lab.run(plan);
        assertThat(lab.client.asked()).noneMatch(ChatRequest::logprobs);
        assertThat(choice().readBy()).isEqualTo(Protocol.GENERATE);
        return choice().reason();
    }

    private static Function<ChatRequest, ChatResult> onProbe(Function<ChatRequest, ChatResult> answer) {
        return request -> request.logprobs() ? answer.apply(request) : FakeClient.usual(request);
    }

    private static RunPlan quiz(int items, Personality... personalities) {
        return plan(List.of(model("m")), List.of(personalities), items, QUIZ);
    }

    private static RunPlan repeated(int repeats) {
        return plan(List.of(model("m")), List.of(BASELINE), 2, List.of(Samples.setting("0.7")), repeats, QUIZ);
    }

    private static RunPlan at(String... temperatures) {
        List<Setting> settings =
                java.util.Arrays.stream(temperatures).map(Samples::setting).toList();
        return plan(List.of(model("m")), List.of(BASELINE), 2, settings, 1, QUIZ);
    }
}
