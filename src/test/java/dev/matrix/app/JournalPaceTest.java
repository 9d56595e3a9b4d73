package dev.matrix.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Call;
import dev.matrix.domain.CallMetrics;
import dev.matrix.domain.Combination;
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
import dev.matrix.plan.ModelPlan;
import dev.matrix.plan.PlannedCombination;
import dev.matrix.plan.RunPlan;
import dev.matrix.store.HostsRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JournalPaceTest {

    private static final int ITEMS = 10;

    private final PlannedCombination shortWork = planned("small", 1e9, "letters");
    private final PlannedCombination longWork = planned("small", 1e9, "sums");
    private final PlannedCombination largeShort = planned("large", 3e9, "letters");
    private final PlannedCombination largeLong = planned("large", 3e9, "sums");

    private static PlannedCombination planned(String model, double parameters, String benchmark) {
        Combination combination = new Combination(
                new Model(model, "d", parameters, null, "", "", Set.of("completion"), "", 4096),
                Personality.baseline(),
                new Benchmark(
                        benchmark,
                        benchmark,
                        AnswerKind.CHOICE,
                        new PromptFormat("{{question}}", "{{answer}}", "So?"),
                        0,
                        OptionOrder.SOURCE,
                        "acc",
                        new TokenLimits(64, 512),
                        List.of()),
                Setting.of(BigDecimal.ZERO, false));
        return new PlannedCombination(
                combination,
                IntStream.range(0, ITEMS).mapToObj(JournalPaceTest::item).toList(),
                1);
    }

    private static Item item(int number) {
        return new Item(
                "i" + number,
                "",
                "question",
                List.of("x", "y"),
                List.of(0, 1),
                new Gold.Options(Set.of(0)),
                Map.of(),
                "h" + number);
    }

    /** A second a trial for letters on the small model, ten for sums; three times that on the large one. */
    private static double guess(PlannedCombination planned) {
        Combination combination = planned.combination();
        double work = combination.benchmark().name().equals("sums") ? 10 : 1;
        return planned.trials() * work * (combination.model().name().equals("large") ? 3 : 1);
    }

    private JournalPace pace() {
        return new JournalPace(Stream.of(shortWork, longWork, largeShort, largeLong), null, model -> 2, 1);
    }

    private static Trial took(PlannedCombination planned, double seconds) {
        CallMetrics metrics = CallMetrics.wallOnly((long) (seconds * 1e9));
        return new Trial(
                "key",
                planned.id(),
                "i0",
                0,
                null,
                Protocol.GENERATE,
                Protocol.GENERATE,
                Instant.EPOCH,
                List.of(new Call("h", "A", "", List.of(), metrics, "stop", 1, null)));
    }

    private static MeasuredTime time(JournalPace pace, PlannedCombination... rest) {
        List<ModelPlan> models = Stream.of(rest)
                .map(each -> new ModelPlan(each.combination().model(), List.of(each)))
                .toList();
        return pace.time(new RunPlan(models), 1, JournalPaceTest::guess).orElseThrow();
    }

    @Test
    void knowsNothingOfAnEmptyJournal() {
        assertThat(pace().time(new RunPlan(List.of()), 1, JournalPaceTest::guess))
                .isEmpty();
    }

    @Test
    void takesTheMeanOfLikeTrials() {
        JournalPace pace = pace();
        pace.add(took(shortWork, 1));
        pace.add(took(shortWork, 3));
        MeasuredTime time = time(pace, shortWork);
        assertThat(time).isEqualTo(new MeasuredTime(ITEMS * 2.0 / 2, 0));
        assertThat(time.lowSeconds()).isBetween(7.0, 10.0);
        assertThat(time.highSeconds()).isBetween(10.0, 13.1);
    }

    @Test
    void scalesFromOtherWorkOfTheModel() {
        JournalPace pace = pace();
        pace.add(took(shortWork, .1));
        assertThat(time(pace, longWork).scaled()).isCloseTo(ITEMS * 10 * .1 / 2, within(1e-9));
    }

    @Test
    void prefersTheSameWorkOfAnotherModelToOtherWork() {
        JournalPace pace = pace();
        pace.add(took(shortWork, .1));
        pace.add(took(longWork, 4));
        pace.add(took(largeShort, 5));
        assertThat(time(pace, largeLong).scaled()).isCloseTo(ITEMS * 3 * 4 / 2.0, within(1e-9));
    }

    @Test
    void isLessSureOfWhatIsScaled() {
        JournalPace pace = pace();
        pace.add(took(shortWork, 1));
        MeasuredTime time = time(pace, shortWork, longWork);
        assertThat(time.alike()).isEqualTo(5);
        assertThat(time.scaled()).isCloseTo(50, within(1e-9));
        assertThat(time.seconds()).isCloseTo(55, within(1e-9));
        assertThat(time.highSeconds() / time.seconds()).isGreaterThan(2);
        assertThat(time.seconds() / time.lowSeconds()).isGreaterThan(2);
    }

    @Test
    void takesTheTimeOfTheServerThatWasBusyLongest() {
        JournalPace pace = pace();
        pace.add(took(shortWork, 4).answeredBy("a"));
        pace.add(took(shortWork, 6).answeredBy("b"));
        pace.add(took(longWork, 2).answeredBy("b"));
        assertThat(pace.wallSeconds()).isEqualTo(4);
    }

    @Test
    void takesNoPaceFromAnotherHostThanTheModels() {
        HostsRecord hosts = new HostsRecord(
                null, List.of(), List.of(new HostsRecord.Placement("small", "b", Instant.EPOCH, "free", "a")));
        JournalPace pace = new JournalPace(Stream.of(shortWork), hosts, model -> 1, 1);
        pace.add(took(shortWork, 100).answeredBy("a"));
        pace.add(took(shortWork, 2).answeredBy("b"));
        assertThat(pace.trialSeconds("small")).isEqualTo(2);
        assertThat(pace.wallSeconds()).isEqualTo(100);
    }

    @Test
    void sharesTheTimeOfAMergedRunOut() {
        JournalPace pace = new JournalPace(Stream.of(shortWork), null, model -> 2, 3);
        pace.add(took(shortWork, 12));
        assertThat(pace.wallSeconds()).isEqualTo(2);
        assertThat(pace.trialSeconds("small")).isEqualTo(6);
    }
}
