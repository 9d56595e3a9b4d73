package dev.matrix.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Combination;
import dev.matrix.domain.Model;
import dev.matrix.domain.OptionOrder;
import dev.matrix.domain.Personality;
import dev.matrix.domain.PromptFormat;
import dev.matrix.domain.Setting;
import dev.matrix.domain.TokenLimits;
import dev.matrix.execution.BlockEnd;
import dev.matrix.plan.PlannedCombination;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How a run's time is kept. */
class BudgetRuleTest {

    private final AtomicLong now = new AtomicLong(-5);
    private double pace;

    private static Model model(String name) {
        return new Model(name, "d", 1e9, null, "", "", Set.of(), "", null);
    }

    private BudgetRule rule(int seconds, Map<String, Double> estimates) {
        return new BudgetRule(Duration.ofSeconds(seconds), new ComingModels(estimates, 1), model -> pace, now::get);
    }

    private void pass(long seconds) {
        now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    private static BlockEnd end(int items, int asked, int next, int controls) {
        Benchmark benchmark = new Benchmark(
                "toy",
                "Toy",
                AnswerKind.CHOICE,
                new PromptFormat("{{question}}", "{{answer}}", "So?"),
                0,
                OptionOrder.SOURCE,
                "acc",
                new TokenLimits(64, 512),
                List.of());
        Combination combination =
                new Combination(model("a"), Personality.baseline(), benchmark, Setting.of(BigDecimal.ZERO, false));
        return new BlockEnd(
                List.of(new BlockEnd.Reached(new PlannedCombination(combination, List.of(), 1), items)),
                asked,
                next,
                controls);
    }

    @Test
    void beginsABlockOnlyIfItEndsInTimeByThePaceSoFar() {
        BudgetRule rule = rule(100, Map.of("a", 1.0));
        rule.modelStarts(model("a"));
        pass(10);
        assertThat(rule.usedUp(end(0, 0, 40, 0))).isFalse();
        pass(40);
        assertThat(rule.usedUp(end(20, 40, 40, 0)))
                .as("50 s are left, a block takes 40")
                .isFalse();
        pass(40);
        assertThat(rule.usedUp(end(40, 80, 40, 0))).as("10 s are left").isTrue();
        assertThat(rule.usedUp(end(40, 80, 5, 0)))
                .as("a shorter one still fits")
                .isFalse();
        assertThat(rule.nanosLeft()).isEqualTo(TimeUnit.SECONDS.toNanos(10));
    }

    @Test
    void keepsTimeForTheControl() {
        BudgetRule rule = rule(100, Map.of("a", 1.0));
        rule.modelStarts(model("a"));
        assertThat(rule.usedUp(end(0, 0, 40, 20))).isFalse();
        pass(40);
        assertThat(rule.usedUp(end(20, 40, 40, 20))).isFalse();
        assertThat(rule.usedUp(end(20, 40, 40, 21))).isTrue();
    }

    @Test
    void asksTheFirstBlockOfAModelWhateverIsLeft() {
        BudgetRule rule = rule(-5, Map.of("a", 1.0));
        rule.modelStarts(model("a"));
        assertThat(rule.usedUp(end(0, 0, 40, 0))).isFalse();
        assertThat(rule.usedUp(end(20, 40, 40, 0))).isTrue();
        assertThat(rule.nanosLeft()).isZero();
    }

    @Test
    void knowsThePaceOfEarlierInvocationsBeforeItHasOneOfItsOwn() {
        pace = 1;
        BudgetRule rule = rule(100, Map.of("a", 1.0));
        rule.modelStarts(model("a"));
        assertThat(rule.usedUp(end(20, 0, 101, 0))).isTrue();
        assertThat(rule.usedUp(end(20, 0, 100, 0))).isFalse();
        pass(10);
        assertThat(rule.usedUp(end(40, 40, 100, 0)))
                .as("now four trials a second")
                .isFalse();
    }

    @Test
    void doesNotTakeLoadingForAskingWhenItMeasuresThePace() {
        BudgetRule rule = rule(100, Map.of("a", 1.0));
        rule.modelStarts(model("a"));
        assertThat(rule.usedUp(end(20, 0, 40, 0))).isFalse();
        pass(50);
        assertThat(rule.usedUp(end(20, 0, 40, 0))).isFalse();
        pass(10);
        assertThat(rule.usedUp(end(40, 40, 40, 0)))
                .as("10 s a block, 40 s left")
                .isFalse();
    }

    @Test
    void sharesOutInProportionAndHandsOnWhatIsLeftOver() {
        Map<String, Double> estimates = new LinkedHashMap<>();
        estimates.put("a", 1.0);
        estimates.put("b", 1.0);
        estimates.put("c", 2.0);
        BudgetRule rule = rule(100, estimates);
        rule.modelStarts(model("a"));
        pass(24);
        assertThat(rule.usedUp(end(20, 0, 1, 0))).isFalse();
        pass(1);
        assertThat(rule.usedUp(end(20, 0, 1, 0))).as("25 of 100 s").isTrue();
        pass(15);
        rule.modelStarts(model("b"));
        pass(19);
        assertThat(rule.usedUp(end(20, 0, 1, 0))).isFalse();
        pass(1);
        assertThat(rule.usedUp(end(20, 0, 1, 0)))
                .as("a third of the 60 s that were left")
                .isTrue();
        pass(-15);
        rule.modelStarts(model("c"));
        pass(54);
        assertThat(rule.usedUp(end(20, 0, 1, 0)))
                .as("what b did not use is c's")
                .isFalse();
        pass(1);
        assertThat(rule.usedUp(end(20, 0, 1, 0))).isTrue();
    }
}
