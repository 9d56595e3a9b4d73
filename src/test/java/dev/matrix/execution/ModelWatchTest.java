package dev.matrix.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.CallMetrics;
import dev.matrix.domain.Failure;
import dev.matrix.domain.FailureKind;
import dev.matrix.domain.Message;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Reach;
import dev.matrix.domain.Trial;
import dev.matrix.inference.ChatRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelWatchTest {

    private final List<ExecutionEvent> events = new CopyOnWriteArrayList<>();

    @ParameterizedTest(name = "{0} bytes counted as {1} tokens: {2}")
    @CsvSource({
        // calibrated at 1 token per 4 bytes, context 2048
        "4000, 1000, false",
        "4000, 600, false",
        "4000, 499, true",
        "6000, 1026, true",
        "5600, 1020, true",
        "4200, 1026, false",
        "6000, 1100, false",
        "9000, 2048, true",
        "8000, 2048, false",
    })
    void findsPromptsThatWereCut(int bytes, int tokens, boolean cut) {
        ModelWatch watch = calibrated(true);

        Optional<Failure> failure = watch.inspect(bytes, Samples.metrics(tokens));

        assertThat(failure.isPresent()).isEqualTo(cut);
        failure.ifPresent(each -> {
            assertThat(each.kind()).isEqualTo(FailureKind.PROMPT_CUT);
            assertThat(each.message()).contains(tokens + " prompt tokens").contains("context 2048");
        });
    }

    @Test
    void believesCountsOnlyWhereTheyAreReliable() {
        assertThat(calibrated(false).inspect(4000, Samples.metrics(3))).isEmpty();
        assertThat(calibrated(true).inspect(4000, Samples.metrics(3))).isPresent();
        assertThat(calibrated(true).inspect(4000, Samples.metrics(-1))).isEmpty();
        assertThat(calibrated(true).inspect(4000, Samples.metrics(0))).isEmpty();
        assertThat(calibrated(true).inspect(0, Samples.metrics(0))).isEmpty();
    }

    @Test
    void countsASystemTextThatGetsThereBeforeATasksDescription() {
        String persona = "x".repeat(2000);
        List<Message> described =
                List.of(Message.system(persona + "\n\nAbout anatomy."), Message.user("y".repeat(2000)));
        ModelWatch reached = calibrated(true);
        reached.reachedBy(Set.of(persona));
        ModelWatch dropped = calibrated(true);
        dropped.reachedBy(Set.of());

        // 4,000 bytes are 1,000 tokens; where the system turn is dropped, 500 are all that can be expected.
        assertThat(reached.inspect(reached.expectedBytes(described), Samples.metrics(400)))
                .isPresent();
        assertThat(dropped.inspect(dropped.expectedBytes(described), Samples.metrics(400)))
                .isEmpty();
    }

    @Test
    void judgesNothingBeforeItIsCalibrated() {
        ModelWatch watch = new ModelWatch("m", true, events::add);
        watch.loaded(2048);
        watch.inspect(4000, Samples.metrics(1000));

        assertThat(watch.inspect(4000, Samples.metrics(3))).isEmpty();
    }

    @Test
    void doesNotMistakeLongPromptsForCutAfterShortOnes() {
        ModelWatch watch = new ModelWatch("m", true, events::add);
        watch.loaded(2048);
        for (int i = 0; i < 8; i++) {
            // 30 tokens of template around 10 of text
            watch.inspect(40, Samples.metrics(40));
        }

        assertThat(watch.inspect(3000, Samples.metrics(30 + 700))).isEmpty();
    }

    @Test
    void saysOnceThatAWarmModelWasLoadedAgain() {
        ModelWatch watch = new ModelWatch("m", true, events::add);
        watch.inspect(40, new CallMetrics(10, 5, 20, 900_000_000L, 1, 1, 1));
        assertThat(events).isEmpty();

        watch.inspect(40, new CallMetrics(10, 5, 20, 2_500_000_000L, 1, 1, 1));
        watch.inspect(40, new CallMetrics(10, 5, 20, 2_500_000_000L, 1, 1, 1));

        assertThat(events).hasSize(1);
        assertThat(((ExecutionEvent.Warning) events.get(0)).sentence())
                .contains("waited 2.5 s")
                .contains("another client makes the server reload");
    }

    @Test
    void makesACutPromptAMissingTrial() {
        Lab lab = new Lab();
        lab.client.trials = request ->
                FakeClient.user(request).equals("Question math1") ? Samples.text("18", 1) : FakeClient.usual(request);

        lab.run(Samples.plan(List.of(Samples.model("m")), List.of(Samples.EXPERT, Samples.BASELINE), 4, Samples.MATH));

        assertThat(lab.trials.stream()
                        .filter(trial -> trial.failure().isPresent())
                        .map(trial -> trial.item() + " "
                                + trial.failure().orElseThrow().kind() + " "
                                + trial.deciding().text() + " "
                                + trial.deciding().doneReason()))
                .containsExactly("math1 PROMPT_CUT 18 ", "math1 PROMPT_CUT 18 ");
    }

    @Test
    void doesNotTakeADroppedSystemTextForACutPrompt() {
        Lab lab = new Lab();
        Personality wordy = new Personality("wordy", "You know everything there is to know. ".repeat(30), null);
        lab.client.checks = request -> Samples.text("A", userTokens(request));
        lab.client.trials = request ->
                Samples.text("18", FakeClient.user(request).equals("Question math5") ? 1 : userTokens(request));

        lab.run(Samples.plan(List.of(Samples.model("m")), List.of(Samples.BASELINE, wordy), 12, Samples.MATH));

        assertThat(lab.events(ExecutionEvent.ReachFound.class))
                .extracting(each -> each.finding().reach())
                .containsExactly(Reach.DROPPED);
        assertThat(lab.trials.stream()
                        .filter(trial -> trial.failure().isPresent())
                        .map(Trial::item))
                .as("a prompt that was really cut still is")
                .containsExactly("math5", "math5");
        assertThat(lab.server.log).as("nor is the context too small").containsExactly("load m 2048", "unload m");
    }

    private static int userTokens(ChatRequest request) {
        return 10 + FakeClient.user(request).length() / 4;
    }

    private ModelWatch calibrated(boolean countsReliable) {
        ModelWatch watch = new ModelWatch("m", countsReliable, events::add);
        watch.loaded(2048);
        for (int i = 0; i < 8; i++) {
            watch.inspect(400, Samples.metrics(100));
        }
        return watch;
    }
}
