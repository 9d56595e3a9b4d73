package dev.matrix.analysis.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.matrix.analysis.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is found in studies whose truth is known, and what is left open where there is too little. */
class StudyReportTest {

    private static final StudyReport DIMINISHING = diminishing().report();

    private static StudyReport.Findings findings(StudyReport report) {
        assertThat(report.findings()).isNotNull();
        return report.findings();
    }

    /** Eight models of three families; the best gain falls with size, and a is best everywhere. */
    private static Synthetic diminishing() {
        return new Synthetic(1, "x", "y")
                .model("m1", 0.5e9, "F", 2000, .13, .00, -.05, -.08)
                .model("m2", 0.8e9, "G", 2000, .11, .01, -.05, -.08)
                .model("m3", 1.2e9, "F", 2000, .09, .00, -.05, -.08)
                .model("m4", 2e9, "G", 2000, .07, .01, -.05, -.08)
                .model("m5", 3e9, "H", 2000, .06, .00, -.05, -.08)
                .model("m6", 5e9, "F", 2000, .045, .00, -.05, -.08)
                .model("m7", 7e9, "G", 2000, .035, .00, -.05, -.08)
                .model("m8", 13e9, "H", 2000, .02, .00, -.05, -.08);
    }

    @Test
    void findsASlopeThatIsThere() {
        Scaling scaling = findings(DIMINISHING).scaling();

        assertThat(scaling.best().models()).isEqualTo(8);
        assertThat(scaling.best().perDoubling()).isEqualTo(-.024, within(.008));
        assertThat(scaling.best().widest()).isNotNull();
        assertThat(scaling.best().widest().high()).isNegative();
        assertThat(scaling.largest()).isEqualTo(Tier.ULTRA_SMALL);
        assertThat(scaling.lead()).isNotNull();
        assertThat(scaling.lead().isDecided()).isTrue();
        assertThat(scaling.personalities())
                .extracting(Scaling.PersonalitySlope::personality)
                .containsExactly("a", "b", "c", "d");
    }

    @Test
    void answersTheFourQuestionsInTheOrderOfThePlan() {
        List<Answer> answers = findings(DIMINISHING).answers();

        assertThat(answers).hasSize(4);
        assertThat(answers.get(0).question()).contains("diminishing returns");
        assertThat(answers.get(0).standing()).isEqualTo(Standing.SUPPORTED);
        assertThat(answers.get(0).sentence()).startsWith("Yes: ").contains("doubling", "8 models");
        assertThat(answers.get(1).question()).contains("architectures");
        assertThat(answers.get(1).standing()).isIn(Standing.UNDECIDED, Standing.CANNOT_TELL);
        assertThat(answers.get(2).standing()).isEqualTo(Standing.SUPPORTED);
        assertThat(answers.get(2).sentence()).contains("8 of 8");
        assertThat(answers.get(3).standing()).isEqualTo(Standing.SUPPORTED);
        assertThat(answers.get(3).sentence()).contains("a helps universally (8 of 8 models", "d hurts universally");
    }

    @Test
    void holdsTheBandsAgainstWhatWasSeen() {
        List<BandFinding> bands = findings(DIMINISHING).bands();

        assertThat(bands).hasSize(8);
        BandFinding small = bands.get(0);
        assertThat(small.band()).isEqualTo(Band.UNDER_1B);
        assertThat(small.measure()).isEqualTo(BandFinding.Measure.BEST);
        assertThat(small.models()).containsExactly("m1", "m2");
        assertThat(small.confidence()).isEqualTo(1 - .05 / 8, within(1e-12));
        assertThat(small.standing()).isEqualTo(Standing.SUPPORTED);
        BandFinding meanOfSmall = bands.get(4);
        assertThat(meanOfSmall.measure()).isEqualTo(BandFinding.Measure.MEAN);
        assertThat(meanOfSmall.standing()).isEqualTo(Standing.REFUTED);
    }

    @Test
    void judgesBandsByInsideAndDisjoint() {
        Interval expected = new Interval(.05, .10);

        assertThat(BandFinding.standing(new Interval(.05, .10), expected)).isEqualTo(Standing.SUPPORTED);
        assertThat(BandFinding.standing(new Interval(.06, .07), expected)).isEqualTo(Standing.SUPPORTED);
        assertThat(BandFinding.standing(new Interval(.04, .07), expected)).isEqualTo(Standing.UNDECIDED);
        assertThat(BandFinding.standing(new Interval(.00, .20), expected)).isEqualTo(Standing.UNDECIDED);
        assertThat(BandFinding.standing(new Interval(.10, .20), expected)).isEqualTo(Standing.UNDECIDED);
        assertThat(BandFinding.standing(new Interval(.11, .20), expected)).isEqualTo(Standing.REFUTED);
        assertThat(BandFinding.standing(new Interval(-.01, .04), expected)).isEqualTo(Standing.REFUTED);
    }

    /** Half of the luck of an item is the same in all models, as it is when they share baseline's questions. */
    @Test
    void seldomCallsWhatIsNotThere() {
        int[] called = new int[4];
        for (int seed = 0; seed < 12; seed++) {
            List<Answer> answers = findings(Synthetic.withoutEffects(seed)).answers();
            for (int question = 0; question < called.length; question++) {
                Standing standing = answers.get(question).standing();
                called[question] += standing == Standing.SUPPORTED || standing == Standing.REFUTED ? 1 : 0;
            }
        }
        // At 5 % more than 3 of 12 would be seen once in 450 times.
        assertThat(Arrays.stream(called).max().orElseThrow()).isLessThanOrEqualTo(3);
    }

    @Test
    void measuresTheBestOnOtherItemsThanThoseThatChoseIt() {
        Synthetic nothing = new Synthetic(5, "x");
        for (int model = 0; model < 16; model++) {
            nothing.model("m" + model, 1e9 + model * 1e8, "F", 60, 0, 0, 0, 0);
        }

        List<ModelRow> rows = nothing.report().models();

        double naive =
                rows.stream().mapToDouble(ModelRow::bestOnSameItems).average().orElseThrow();
        double honest =
                rows.stream().mapToDouble(row -> row.best().value()).average().orElseThrow();
        assertThat(naive).isGreaterThan(.04);
        assertThat(honest).isBetween(-.03, .03);
        assertThat(rows).allSatisfy(row -> assertThat(row.favouriteShare()).isBetween(.25, 1.0));
    }

    @Test
    void losesLittleWhenASmallModelChoosesForALargerOneWithTheSameBest() {
        Transfer transfer = findings(DIMINISHING).transfer();

        assertThat(transfer.pairs()).hasSize(28);
        assertThat(transfer.pairs()).allSatisfy(pair -> {
            assertThat(pair.personality()).isEqualTo("a");
            assertThat(pair.correlation()).isNotNull();
            assertThat(pair.correlation().spearman()).isGreaterThan(.5);
        });
        assertThat(transfer.meanRegret()).isEqualTo(0, within(.01));
        assertThat(transfer.chosen()).isNotNull();
        assertThat(transfer.chosen().value()).isEqualTo(.046, within(.02));
    }

    @Test
    void seesTheRegretWhereTheBestChangesWithSize() {
        Transfer transfer = findings(new Synthetic(3, "x")
                        .model("small", 1e9, "F", 1500, .15, 0, 0, -.1)
                        .model("large", 7e9, "F", 1500, -.10, 0, 0, .15)
                        .report())
                .transfer();

        assertThat(transfer.pairs()).hasSize(1);
        assertThat(transfer.pairs().get(0).bestOnLarger()).isEqualTo("d");
        assertThat(transfer.meanRegret()).isEqualTo(.25, within(.05));
    }

    @Test
    void cannotTellFromThreeModels() {
        StudyReport.Findings found = findings(new Synthetic(2, "x")
                .model("m1", 0.5e9, "F", 100, .1, 0, 0, 0)
                .model("m2", 1e9, "F", 100, .1, 0, 0, 0)
                .model("m3", 3e9, "G", 100, .1, 0, 0, 0)
                .report());

        assertThat(found.scaling().best().perDoubling()).isNull();
        assertThat(found.scaling().best().reason()).isEqualTo("cannot tell, 3 models");
        assertThat(found.universality().friedman()).isNull();
        assertThat(found.universality().friedmanReason()).isEqualTo("cannot tell, 3 models");
        assertThat(found.universality().rows()).allSatisfy(row -> {
            assertThat(row.signP()).isNull();
            assertThat(row.reason()).isEqualTo("cannot tell, 3 models");
        });
        assertThat(found.prediction().models()).isEmpty();
        assertThat(found.prediction().reason()).isEqualTo("cannot tell, 3 models");
        assertThat(found.families().p()).isNull();
        assertThat(found.bands().get(3).standing()).isEqualTo(Standing.CANNOT_TELL);
        assertThat(found.answers().subList(0, 3)).allSatisfy(answer -> {
            assertThat(answer.standing()).isEqualTo(Standing.CANNOT_TELL);
            assertThat(answer.sentence())
                    .startsWith("Cannot tell from this run: ")
                    .endsWith(".");
        });
    }

    @Test
    void callsAFamilyOfOneModelConfounded() {
        Families families = findings(
                        diminishing().model("m9", 9e9, "Only", 100, 0, 0, 0, 0).report())
                .families();

        assertThat(families.rows()).extracting(Families.Row::family).containsExactly("F", "G", "H", "Only");
        assertThat(families.rows().get(3).note()).isEqualTo("one model: confounded with size");
        assertThat(families.rows().get(0).note()).isEmpty();
        assertThat(families.rows().get(0).cells().get(0).n()).isEqualTo(3);
        assertThat(families.compared()).containsExactly("F", "G", "H");
        assertThat(families.p()).isNotNull();
    }

    @Test
    void findsFamiliesThatDiffer() {
        Families families = findings(new Synthetic(4, "x")
                        .model("f1", 1e9, "F", 2000, .20, 0, 0, 0)
                        .model("f2", 2e9, "F", 2000, .20, 0, 0, 0)
                        .model("f3", 4e9, "F", 2000, .20, 0, 0, 0)
                        .model("f4", 8e9, "F", 2000, .20, 0, 0, 0)
                        .model("g1", 1e9, "G", 2000, .02, 0, 0, 0)
                        .model("g2", 2e9, "G", 2000, .02, 0, 0, 0)
                        .model("g3", 4e9, "G", 2000, .02, 0, 0, 0)
                        .model("g4", 8e9, "G", 2000, .02, 0, 0, 0)
                        .report())
                .families();

        assertThat(families.p()).isEqualTo(1 / 35.0, within(1e-9));
    }

    @Test
    void tellsModelSpecificFromUniversal() {
        Universality universality = findings(new Synthetic(6, "x")
                        .model("m1", 1e9, "F", 1000, .15, .1, 0, 0)
                        .model("m2", 2e9, "F", 1000, -.15, .1, 0, 0)
                        .model("m3", 3e9, "F", 1000, .15, .1, 0, 0)
                        .model("m4", 4e9, "F", 1000, -.15, .1, 0, 0)
                        .report())
                .universality();

        assertThat(universality.rows().get(0).adjustedHeterogeneityP()).isLessThan(.001);
        assertThat(universality.rows().get(1).adjustedHeterogeneityP()).isGreaterThan(.05);
        assertThat(universality.rows().get(1).share()).isEqualTo(1);
        assertThat(universality.friedman()).isNotNull();
        assertThat(universality.pairs()).hasSize(6);
    }

    @Test
    void comparesProfilesWithinTheirDomains() {
        List<String> profiles = List.of("a", "b", "c", "d", "domain_code", "domain_chat");
        Domains domains = findings(new Synthetic(7, "x")
                        .model("coder", 1e9, "F", Domain.CODE, 1500, profiles, 0, 0, 0, 0, .12, -.05)
                        .model("talker", 2e9, "F", Domain.CHAT, 1500, profiles, 0, 0, 0, 0, -.05, .12)
                        .model("plain", 3e9, "F", null, 1500, profiles, 0, 0, 0, 0, 0, 0)
                        .report())
                .domains();

        assertThat(domains.cells()).hasSize(4);
        assertThat(domains.models()).isEqualTo(2);
        assertThat(domains.matched()).isNotNull();
        assertThat(domains.matched().value()).isEqualTo(.17, within(.05));
        assertThat(domains.matched().isDecided()).isTrue();
    }

    @Test
    void saysThatNoProfileWasRun() {
        Domains domains = findings(DIMINISHING).domains();

        assertThat(domains.cells()).isEmpty();
        assertThat(domains.matched()).isNull();
        assertThat(domains.reason()).startsWith("cannot tell, ");
    }

    @Test
    void leavesSamplesOutWhereRealSetsAreThere() {
        StudyReport report = new Synthetic(8, "real")
                .with(new StudiedBenchmark("s", "s (sample)", true))
                .model("m1", 1e9, "F", 50, 0, 0, 0, 0)
                .report();

        assertThat(report.benchmarks()).extracting(StudiedBenchmark::name).containsExactly("real");
        assertThat(report.sample()).isFalse();
        assertThat(report.notes()).containsExactly("s (sample) is left out: a sample is never mixed with real sets.");
    }

    @Test
    void leavesOutAModelThatLacksWhatMostHave() {
        Synthetic study = diminishing();
        StudyEffects whole = study.input();
        StudyEffects input = new StudyEffects(
                whole.models(),
                whole.personalities(),
                whole.suite(),
                whole.benchmarks(),
                whole.cells().stream()
                        .filter(cell ->
                                !(cell.model().equals("m3") && cell.benchmark().equals("y")))
                        .toList(),
                Map.of(),
                List.of(),
                List.of(),
                false,
                42);

        StudyReport report = StudyReport.of(input);

        assertThat(report.models())
                .extracting(row -> row.model().name())
                .doesNotContain("m3")
                .hasSize(7);
        assertThat(report.notes()).singleElement().asString().startsWith("m3 is left out");
        assertThat(report.benchmarks()).hasSize(2);
    }

    @Test
    void hasNoFindingsWithoutModels() {
        StudyReport report = new Synthetic(9, "x").report();

        assertThat(report.findings()).isNull();
        assertThat(report.models()).isEmpty();
    }

    @Test
    void givesACellWithoutAnyDifferenceAnIntervalAllTheSame() {
        Synthetic study = new Synthetic(10, "x");
        double[] equal = new double[10];
        StudyEffects input = new StudyEffects(
                List.of(new StudiedModel("m", 8e9, null, "F", null)),
                List.of("a"),
                List.of("a"),
                study.input().benchmarks(),
                List.of(new EffectCell("m", "a", "x", equal)),
                Map.of(),
                List.of(),
                List.of(),
                false,
                42);

        StudyReport report = StudyReport.of(input);

        ModelRow.Effect effect = report.models().get(0).effects().get(0);
        assertThat(effect.items()).isEqualTo(10);
        assertThat(effect.effect().value()).isZero();
        assertThat(effect.effect().interval().low()).isLessThan(-.05);
        assertThat(effect.effect().interval().high()).isGreaterThan(.05);
        assertThat(findings(report).bands().get(7).standing()).isEqualTo(Standing.UNDECIDED);
    }

    @Test
    void saysHowFarRunsOfTheSameKindAreApart() {
        Synthetic study = new Synthetic(11, "x");
        StudyEffects input = new StudyEffects(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                List.of(
                        replicate("r1", .1),
                        replicate("r2", -.1),
                        replicate("r3", .0),
                        new StudyEffects.Replicate("r1", "m", "b", List.of(study.cell("m", "b", "x", 10, 0)))),
                List.of(new StudyEffects.Claim("m", "a", .1333)),
                false,
                42);

        List<Replication> replications = StudyReport.of(input).replications();

        assertThat(replications).singleElement().satisfies(each -> {
            assertThat(each.personality()).isEqualTo("a");
            assertThat(each.runs()).containsExactly("r1", "r2", "r3");
            assertThat(each.smallest()).isEqualTo(-.1);
            assertThat(each.largest()).isEqualTo(.1);
            assertThat(each.standardDeviation()).isEqualTo(.1, within(1e-12));
            assertThat(each.claimed()).isEqualTo(.1333);
            assertThat(each.asLarge()).isZero();
        });
    }

    private static StudyEffects.Replicate replicate(String run, double effect) {
        return new StudyEffects.Replicate(run, "m", "a", List.of(new EffectCell("m", "a", "x", new double[] {
            effect, Double.NaN
        })));
    }
}
