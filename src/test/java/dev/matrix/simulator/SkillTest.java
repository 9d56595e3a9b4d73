package dev.matrix.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How right the standard models are, judged where they make up their minds. */
class SkillTest {

    private static final Map<Benchmark, ItemSet> SAMPLES = Samples.all();
    private static final List<SimulatedModel> MODELS = ModelCatalogue.standard().stream()
            .filter(model -> model.capabilities().contains("completion") && !model.cloud())
            .toList();
    private static final List<String> SYSTEMS =
            List.of("", "You are a technical expert. Be exact.", "You are a creative thinker. Be bold.", "Be brief.");

    private final Mind mind = new Mind();

    @Test
    void everyModelScoresBetweenThreeAndNineTenthsUnderAnyPersonality() {
        for (SimulatedModel model : MODELS) {
            for (Benchmark benchmark : SAMPLES.keySet()) {
                for (String system : SYSTEMS) {
                    for (boolean reasons : new boolean[] {false, true}) {
                        // A few generated replies cannot be read: that costs up to a tenth of the score.
                        assertThat(rightItems(model, benchmark, system, reasons).size() / 48.0)
                                .as(
                                        "%s on %s under '%s', reasoning: %s",
                                        model.name(), benchmark.name(), system, reasons)
                                .isBetween(0.34, 0.9);
                    }
                }
            }
        }
    }

    @Test
    void aPersonalityChangesOnlyAFewItems() {
        for (SimulatedModel model : MODELS) {
            for (Benchmark benchmark : SAMPLES.keySet()) {
                Set<String> baseline = rightItems(model, benchmark, "", false);
                Set<String> other = rightItems(model, benchmark, SYSTEMS.get(1), false);
                Set<String> either = new HashSet<>(baseline);
                either.addAll(other);
                Set<String> both = new HashSet<>(baseline);
                both.retainAll(other);
                assertThat(either.size() - both.size())
                        .as("%s on %s", model.name(), benchmark.name())
                        .isLessThanOrEqualTo(12);
            }
        }
    }

    @Test
    void theEffectOfASystemTextIsSmallKnownAndReal() {
        SimulatedModel model = MODELS.get(0);
        assertThat(model.effect("")).isZero();
        assertThat(model.effect("  \n")).isZero();
        for (int i = 0; i < 200; i++) {
            assertThat(model.effect("text " + i)).isBetween(-0.08, 0.08).isEqualTo(model.effect("text " + i));
        }
        String best = text(model, 1);
        String worst = text(model, -1);
        assertThat(totalRight(model, best, false)).isGreaterThan(totalRight(model, worst, false));
    }

    @Test
    void reasoningHelpsNumbersAndHurtsLetters() {
        int numbers = 0;
        int letters = 0;
        for (SimulatedModel model : MODELS) {
            for (Benchmark benchmark : SAMPLES.keySet()) {
                int gain = rightItems(model, benchmark, "", true).size()
                        - rightItems(model, benchmark, "", false).size();
                numbers += benchmark.answer() == AnswerKind.NUMBER ? gain : 0;
                letters += benchmark.answer() == AnswerKind.NUMBER ? 0 : gain;
            }
        }
        assertThat(numbers).isPositive();
        assertThat(letters).isNegative();
    }

    @Test
    void theSeedMattersOnlyAboveTemperatureZero() {
        SimulatedModel model = MODELS.get(0);
        int changed = 0;
        for (Map.Entry<Benchmark, ItemSet> set : SAMPLES.entrySet()) {
            for (Item item : set.getValue().items()) {
                Question question = question(set.getKey(), item);
                assertThat(mind.decide(question, new Listener(model, "", false, 0, 1)))
                        .isEqualTo(mind.decide(question, new Listener(model, "", false, 0, 2)));
                changed += mind.decide(question, new Listener(model, "", false, 1, 1))
                                .equals(mind.decide(question, new Listener(model, "", false, 1, 2)))
                        ? 0
                        : 1;
            }
        }
        assertThat(changed).isBetween(1, 60);
    }

    private static String text(SimulatedModel model, int sign) {
        for (int i = 0; ; i++) {
            if (model.effect("text " + i) * sign > 0.07) {
                return "text " + i;
            }
        }
    }

    private int totalRight(SimulatedModel model, String system, boolean reasons) {
        return SAMPLES.keySet().stream()
                .mapToInt(benchmark ->
                        rightItems(model, benchmark, system, reasons).size())
                .sum();
    }

    private Set<String> rightItems(SimulatedModel model, Benchmark benchmark, String system, boolean reasons) {
        Set<String> right = new HashSet<>();
        for (Item item : SAMPLES.get(benchmark).items()) {
            if (mind.decide(question(benchmark, item), new Listener(model, system, reasons, 0, 0))
                    .right()) {
                right.add(item.id());
            }
        }
        return right;
    }

    private static Question question(Benchmark benchmark, Item item) {
        String turn = Samples.turn(item);
        return new Question(benchmark, item, turn, turn.indexOf(item.question()), true);
    }
}
