package dev.matrix.execution;

import static dev.matrix.execution.Samples.BASELINE;
import static dev.matrix.execution.Samples.COT;
import static dev.matrix.execution.Samples.EXPERT;
import static dev.matrix.execution.Samples.MATH;
import static dev.matrix.execution.Samples.model;
import static dev.matrix.execution.Samples.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.FailureKind;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Model;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Reach;
import dev.matrix.inference.ChatRequest;
import dev.matrix.inference.ChatResult;
import dev.matrix.inference.LoadOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is looked at after loading and before the first trial, seen from a whole run. */
class ModelChecksTest {

    private final Lab lab = new Lab();

    @Test
    void loadsOnceMoreWithTwiceTheContextWhenTheLongestPromptDoesNotFit() {
        lab.client.checks = request -> request.load().contextTokens() == 2048
                ? Samples.failed(FailureKind.OVERFLOW)
                : FakeClient.usual(request);

        run();

        assertThat(lab.server.log).containsExactly("load a 2048", "unload a", "load a 4096", "unload a");
        assertThat(lab.client.asked()).extracting(ChatRequest::load).containsOnly(new LoadOptions(4096));
        assertThat(lab.warnings()).anyMatch(each -> each.contains("loaded again with 4096"));
        assertThat(lab.events(ExecutionEvent.ModelLoaded.class))
                .extracting(ExecutionEvent.ModelLoaded::contextTokens)
                .containsExactly(2048, 4096);
    }

    @Test
    void loadsWithTheContextOfEarlierInvocations() {
        lab.client.checks = request -> request.load().contextTokens() == 2048
                ? Samples.failed(FailureKind.OVERFLOW)
                : FakeClient.usual(request);
        lab.run(plan(List.of(model("a")), List.of(BASELINE), 3, MATH));
        Lab second = new Lab();
        second.earlier = lab.journal(List.of());

        second.run(plan(List.of(model("a"), model("b")), List.of(BASELINE), 4, MATH));

        assertThat(second.server.log).containsExactly("load a 4096", "unload a", "load b 2048", "unload b");
        assertThat(second.client.asked().stream().filter(each -> each.model().equals("a")))
                .extracting(ChatRequest::load)
                .containsOnly(new LoadOptions(4096));
    }

    @Test
    void doesNotLoadWithAnEarlierContextBeyondTheTrainedOne() {
        lab.earlier = new EarlierWork(KnownTrials.none(), List.of(), Map.of(), Map.of("a", 8192), Map.of(), Map.of());
        Model small = new Model("a", "d", null, null, "", "", Set.of(), "", 4096);

        lab.run(plan(List.of(small), List.of(BASELINE), 3, MATH));

        assertThat(lab.server.log).containsExactly("load a 4096", "unload a");
    }

    @Test
    void countsTheReplyWhenItChecksTheContext() {
        // 1,990 prompt tokens and 64 of the reply do not fit into 2,048.
        lab.client.checks = request -> Samples.text("A", 1990);
        run();
        assertThat(lab.server.log).contains("load a 4096");

        Lab fits = new Lab();
        fits.client.checks = request -> Samples.text("A", 1980);
        fits.run(plan(List.of(model("a")), List.of(BASELINE), 3, MATH));
        assertThat(fits.server.log).doesNotContain("load a 4096");
    }

    @Test
    void doesNotLoadBeyondTheTrainedContext() {
        lab.client.checks = request -> Samples.failed(FailureKind.OVERFLOW);
        Model small = new Model("a", "d", null, null, "", "", Set.of(), "", 1024);

        lab.run(plan(List.of(small), List.of(BASELINE), 3, MATH));

        assertThat(lab.server.log).containsExactly("load a 1024", "unload a");
        assertThat(lab.warnings()).anyMatch(each -> each.contains("do not fit into the context of a (1024 tokens)"));
        assertThat(lab.trials).hasSize(3);
    }

    @Test
    void loadsAgainWhenTheServerIsBusy() {
        lab.server.busyLoads = 3;

        run();

        assertThat(lab.trials).hasSize(9);
        assertThat(lab.pauses).hasSize(3);

        Lab tooBusy = new Lab();
        tooBusy.server.busyLoads = 4;
        tooBusy.run(plan(List.of(model("a")), List.of(BASELINE), 3, MATH));
        assertThat(tooBusy.trials).isEmpty();
        assertThat(tooBusy.events(ExecutionEvent.CombinationFailed.class))
                .extracting(ExecutionEvent.CombinationFailed::error)
                .containsExactly("a could not be loaded: it is busy");
    }

    @Test
    void failsAModelThatCannotBeLoadedAgain() {
        lab.client.checks = request -> {
            lab.server.loadErrors.put("a", "no memory");
            return Samples.failed(FailureKind.OVERFLOW);
        };

        run();

        assertThat(lab.events(ExecutionEvent.CombinationFailed.class))
                .hasSize(3)
                .allMatch(each -> each.error().equals("a could not be loaded again: no memory"));
        assertThat(lab.trials).isEmpty();
    }

    @Test
    void warnsWhenTheServerGivesLessContextThanAskedFor() {
        lab.server.givenContext = 1024;

        run();

        assertThat(lab.warnings()).anyMatch(each -> each.contains("a context of 1024 tokens instead of 2048"));
    }

    @Test
    void sendsNoSystemMessageWhereTheTemplateRefusesAnEmptyOne() {
        lab.client.checks = ModelChecksTest::refusingEmptySystem;
        lab.client.trials = ModelChecksTest::refusingEmptySystem;

        run();

        assertThat(lab.events(ExecutionEvent.BaselineChosen.class))
                .containsExactly(new ExecutionEvent.BaselineChosen(
                        model("a"),
                        BaselineSystem.NONE,
                        "the template refuses baseline's system turn: it went wrong: BAD_REQUEST"));
        assertThat(lab.warnings()).anyMatch(each -> each.contains("without a system message"));
        assertThat(lab.trials).hasSize(9).allMatch(trial -> trial.failure().isEmpty());
        assertThat(lab.client.asked().stream().map(FakeClient::system).distinct())
                .containsExactlyInAnyOrder("none", EXPERT.system());
    }

    @Test
    void doesNotBelieveARefusalThatIsNotRepeated() {
        AtomicInteger refusals = new AtomicInteger();
        lab.client.checks = request ->
                refusals.incrementAndGet() <= 3 ? Samples.failed(FailureKind.BAD_REQUEST) : FakeClient.usual(request);

        run();

        assertThat(lab.events(ExecutionEvent.BaselineChosen.class))
                .singleElement()
                .satisfies(chosen -> assertThat(chosen.baseline()).isEqualTo(BaselineSystem.EMPTY));
        assertThat(lab.events(ExecutionEvent.CombinationFailed.class)).isEmpty();
    }

    @Test
    void keepsARecordedBaselineWithoutAskingAgain() {
        lab.earlier = new EarlierWork(
                KnownTrials.none(), List.of(), Map.of("a", BaselineSystem.NONE), Map.of(), Map.of(), Map.of());

        run();

        assertThat(lab.events(ExecutionEvent.BaselineChosen.class))
                .extracting(ExecutionEvent.BaselineChosen::baseline, ExecutionEvent.BaselineChosen::reason)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(BaselineSystem.NONE, "recorded"));
        assertThat(lab.client.requests)
                .noneMatch(request -> FakeClient.system(request).isEmpty());
        assertThat(lab.warnings()).isEmpty();
    }

    @Test
    void sendsTheModelsOwnSystemTextWhenAskedTo() {
        lab.settings = Samples.settings(BaselineSystem.VENDOR);

        run();

        assertThat(lab.client.asked().stream().map(FakeClient::system).distinct())
                .containsExactlyInAnyOrder("Own.", EXPERT.system());
    }

    @Test
    void failsOnlyThePersonalityWhoseSystemTextIsRefused() {
        lab.client.checks = request -> FakeClient.system(request).length() > 2
                ? Samples.failed(FailureKind.BAD_REQUEST)
                : FakeClient.usual(request);
        lab.client.trials = lab.client.checks;

        run();

        assertThat(lab.events(ExecutionEvent.CombinationFailed.class))
                .extracting(each -> each.combination().personality(), ExecutionEvent.CombinationFailed::error)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        EXPERT, "the model refuses this system prompt: it went wrong: BAD_REQUEST"));
        assertThat(lab.trials).hasSize(6).allMatch(trial -> trial.failure().isEmpty());
        assertThat(reach("expert")).isEqualTo(Reach.UNKNOWN);
    }

    @Test
    void doesNotGiveUpAModelForManyRefusedPersonalities() {
        lab.client.checks = request -> FakeClient.system(request).isEmpty()
                ? FakeClient.usual(request)
                : Samples.failed(FailureKind.BAD_REQUEST);
        List<Personality> personalities = new ArrayList<>(List.of(BASELINE));
        for (int i = 0; i < 25; i++) {
            personalities.add(new Personality("p" + i, "You are number " + i + ".", null));
        }

        lab.run(plan(List.of(model("a")), personalities, 3, MATH));

        assertThat(lab.trials).hasSize(3).allMatch(trial -> trial.failure().isEmpty());
        assertThat(lab.events(ExecutionEvent.CombinationFailed.class)).hasSize(25);
    }

    @Test
    void doesNotBlameTheTemplateWhenEverythingIsRefused() {
        lab.client.checks = request -> Samples.failed(FailureKind.BAD_REQUEST);
        lab.client.trials = lab.client.checks;

        run();

        assertThat(lab.events(ExecutionEvent.CombinationFailed.class)).isEmpty();
        assertThat(lab.events(ExecutionEvent.BaselineChosen.class))
                .extracting(ExecutionEvent.BaselineChosen::baseline)
                .containsExactly(BaselineSystem.EMPTY);
        assertThat(lab.trials).hasSize(9).allMatch(trial -> trial.failure().isPresent());
    }

    @Test
    void findsByCountsThatASystemTextReachesTheModel() {
        counting(request -> chatml(request).length());
        run();
        assertThat(reach("expert")).isEqualTo(Reach.REACHED);
        assertThat(finding("expert").evidence()).matches("\\d+ -> \\d+ prompt tokens");
        assertThat(lab.events(ExecutionEvent.ReachFound.class))
                .as("cot has none, baseline is clean")
                .hasSize(1);
    }

    @Test
    void findsByCountsThatATemplateFoldsTheSystemText() {
        counting(request -> folding(request).length());
        run();
        assertThat(reach("expert")).isEqualTo(Reach.FOLDED);
    }

    @Test
    void findsByCountsThatATemplateDropsTheSystemText() {
        counting(request -> dropping(request).length());
        run();
        assertThat(reach("expert")).isEqualTo(Reach.DROPPED);
    }

    @Test
    void findsByCountsThatATemplateInjectsItsOwnSystemText() {
        counting(request -> injecting(request).length());
        run();
        assertThat(reach("baseline")).isEqualTo(Reach.DEFAULT_INJECTED);
        assertThat(reach("expert")).isEqualTo(Reach.REACHED);
    }

    @Test
    void saysUnknownWithoutCountsAndRendering() {
        counting(request -> -1);
        run();
        assertThat(reach("expert")).isEqualTo(Reach.UNKNOWN);
        assertThat(lab.events(ExecutionEvent.ReachFound.class)).hasSize(1);
    }

    @Test
    void believesTheRenderedPromptWhereTheServerShowsIt() {
        lab.server.renderer = request -> Optional.of(chatml(request));
        run();
        assertThat(reach("expert")).isEqualTo(Reach.REACHED);
        assertThat(finding("expert").evidence()).endsWith("rendered as a turn of its own");

        assertThat(rendering(ModelChecksTest::folding)).containsExactly("expert=FOLDED");
        assertThat(rendering(ModelChecksTest::dropping)).containsExactly("expert=DROPPED");
        assertThat(rendering(ModelChecksTest::injecting))
                .containsExactly("baseline=DEFAULT_INJECTED", "expert=REACHED");
    }

    @Test
    void noticesAShortDefaultSystemTextInBaseline() {
        lab.server.renderer = request -> Optional.of(
                FakeClient.system(request).isEmpty()
                        ? "<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n<|im_start|>user\n"
                                + FakeClient.user(request) + "<|im_end|>\n<|im_start|>assistant\n"
                        : chatml(request));

        run();

        assertThat(reach("baseline")).isEqualTo(Reach.DEFAULT_INJECTED);
        assertThat(finding("baseline").evidence()).contains("You are a helpful assistant.");
        assertThat(lab.warnings())
                .anyMatch(each -> each.startsWith("a: baseline is not free of a system text")
                        && each.contains("You are a helpful assistant."));
    }

    @Test
    void seesThatATemplateFoldsAlthoughTheModelHasASystemTextOfItsOwn() {
        lab.server.renderer = request -> Optional.of(
                FakeClient.system(request).equals("none")
                        ? "<start_of_turn>user\nOwn.\n\n" + FakeClient.user(request)
                                + "<end_of_turn>\n<start_of_turn>model\n"
                        : folding(request));

        run();

        assertThat(reach("expert")).isEqualTo(Reach.FOLDED);
    }

    @Test
    void fallsBackToCountsWhenRenderingFails() {
        lab.server.renderer = request -> {
            throw MatrixException.server("not now");
        };
        counting(request -> chatml(request).length());
        run();
        assertThat(reach("expert")).isEqualTo(Reach.REACHED);
    }

    private List<String> rendering(java.util.function.Function<ChatRequest, String> template) {
        Lab other = new Lab();
        other.server.renderer = request -> Optional.of(template.apply(request));
        other.run(plan(List.of(model("a")), List.of(BASELINE, EXPERT, COT), 3, MATH));
        return other.events(ExecutionEvent.ReachFound.class).stream()
                .map(each -> each.finding().personality() + "=" + each.finding().reach())
                .toList();
    }

    private void run() {
        lab.run(plan(List.of(model("a")), List.of(BASELINE, EXPERT, COT), 3, MATH));
    }

    private void counting(ToIntFunction<ChatRequest> tokens) {
        lab.client.checks = request -> Samples.text("A", tokens.applyAsInt(request));
    }

    private Reach reach(String personality) {
        return finding(personality).reach();
    }

    private ReachFinding finding(String personality) {
        return lab.events(ExecutionEvent.ReachFound.class).stream()
                .map(ExecutionEvent.ReachFound::finding)
                .filter(each -> each.personality().equals(personality))
                .findFirst()
                .orElseThrow();
    }

    private static ChatResult refusingEmptySystem(ChatRequest request) {
        return FakeClient.system(request).isEmpty()
                ? Samples.failed(FailureKind.BAD_REQUEST)
                : FakeClient.usual(request);
    }

    private static String chatml(ChatRequest request) {
        return request.messages().stream()
                        .map(each -> "<|im_start|>" + each.role() + "\n" + each.content() + "<|im_end|>\n")
                        .collect(Collectors.joining())
                + "<|im_start|>assistant\n";
    }

    private static String folding(ChatRequest request) {
        String system = FakeClient.system(request);
        String head = system.equals("none") || system.isEmpty() ? "" : system + "\n\n";
        return "<start_of_turn>user\n" + head + FakeClient.user(request) + "<end_of_turn>\n<start_of_turn>model\n";
    }

    private static String dropping(ChatRequest request) {
        return "<user>" + FakeClient.user(request) + "</user>";
    }

    private static String injecting(ChatRequest request) {
        String system = FakeClient.system(request);
        String text = system.equals("none") || system.isEmpty()
                ? "You are Bright, created by the Bright company. You are a helpful assistant."
                : system;
        return "<|system|>\n" + text + "<|end|>\n<|user|>\n" + FakeClient.user(request) + "<|end|>\n<|assistant|>\n";
    }
}
