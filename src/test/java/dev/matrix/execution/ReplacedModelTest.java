package dev.matrix.execution;

import static dev.matrix.execution.Samples.BASELINE;
import static dev.matrix.execution.Samples.EXPERT;
import static dev.matrix.execution.Samples.MATH;
import static dev.matrix.execution.Samples.QUIZ;
import static dev.matrix.execution.Samples.model;
import static dev.matrix.execution.Samples.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.FailureKind;
import dev.matrix.domain.Trial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A model that is pulled anew while a run asks it: what it answered belongs to no model of the plan. */
class ReplacedModelTest {

    private final Lab lab = new Lab();

    @Test
    void takesBackWhatWasAskedInThisInvocation() {
        lab.client.trials = request -> {
            if (request.model().equals("a")) {
                lab.server.digests.put("a", "another digest");
            }
            return FakeClient.usual(request);
        };

        lab.run(plan(List.of(model("a"), model("b")), List.of(BASELINE, EXPERT), 4, MATH, QUIZ));

        Map<String, Trial> last = new LinkedHashMap<>();
        lab.trials.forEach(trial -> last.put(trial.combinationId() + " " + trial.item(), trial));
        Map<Boolean, List<Trial>> byModel = last.values().stream()
                .collect(
                        Collectors.partitioningBy(trial -> trial.combinationId().startsWith("a/")));
        assertThat(byModel.get(true))
                .hasSize(16)
                .allSatisfy(trial ->
                        assertThat(trial.failure().orElseThrow().kind()).isEqualTo(FailureKind.REPLACED));
        assertThat(byModel.get(false))
                .hasSize(16)
                .allMatch(trial -> trial.failure().isEmpty());
        Set<String> keys = lab.trials.stream()
                .filter(trial -> trial.failure().isEmpty())
                .map(Trial::key)
                .collect(Collectors.toSet());
        assertThat(last.values())
                .as("the line that is replaced has the same key")
                .allMatch(each -> keys.contains(each.key()));
        assertThat(lab.events(ExecutionEvent.CombinationFailed.class))
                .hasSize(4)
                .allSatisfy(failed -> assertThat(failed.error())
                        .contains("a was replaced on the server", "digest of a", "another dige", "resume"));
    }

    @Test
    void asksNothingOfAModelThatWasReplacedBeforeItWasLoaded() {
        lab.server.digests.put("a", "another digest");

        lab.run(plan(List.of(model("a")), List.of(BASELINE), 4, MATH));

        assertThat(lab.client.requests).isEmpty();
        assertThat(lab.server.log).containsExactly("load a 2048", "unload a");
        assertThat(lab.events(ExecutionEvent.CombinationFailed.class)).hasSize(1);
    }

    @Test
    void believesAServerThatDoesNotTellAndSaysSoWhenItCannot() {
        lab.client.trials = request -> {
            lab.server.digestFails = true;
            return FakeClient.usual(request);
        };

        lab.run(plan(List.of(model("a")), List.of(BASELINE), 4, MATH));

        assertThat(lab.trials).hasSize(4).allMatch(trial -> trial.failure().isEmpty());
        assertThat(lab.pauses).as("asked twice").hasSize(1);
        assertThat(lab.warnings()).anyMatch(each -> each.contains("whether a is still the same model is not known"));
    }
}
