package dev.matrix.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.Shard;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StudyWordsTest {

    private static final int ITEMS = 2_000;

    private final List<StudyCell> cells = new ArrayList<>();

    private void add(String personality, int from, int to) {
        add(personality, from, to, false);
    }

    private void control(int from, int to) {
        add("baseline", from, to, true);
    }

    private void add(String personality, int from, int to, boolean control) {
        CellAccumulator scores = new CellAccumulator(ITEMS, 1);
        for (int item = 0; item < ITEMS; item++) {
            scores.add(item, 0, item >= from && item < to ? Scores.right() : Scores.wrong());
        }
        cells.add(StudyCell.of(new CellKey("q:0.5b", personality, "mmlu", "t0"), scores, 10, null, control));
    }

    private List<String> sentences() {
        return sentences(StudySettings.usual(1));
    }

    private List<String> sentences(StudySettings settings) {
        List<String> ids = IntStream.range(0, ITEMS).mapToObj(i -> "i" + i).toList();
        List<String> groups = ids.stream().map(id -> "").toList();
        return new StudyWords(Studies.analyze(new StudyData(
                        List.of(new StudyModel("q:0.5b", "", null, null, "", "")),
                        List.of(new StudyBenchmark("mmlu", "mmlu (sample)", true, "acc", ids, groups, null, null)),
                        cells,
                        settings)))
                .sentences();
    }

    @Test
    void saysFirstThatAShardIsProvisional() {
        add("baseline", 0, 1_000);
        add("good", 0, 1_200);

        List<String> sentences = sentences(new StudySettings(0.05, 0.05, List.of(), false, 1, new Shard(2, 5)));

        assertThat(sentences.get(0))
                .startsWith("This is shard 2 of 5 of a run")
                .contains("provisional until 'matrix merge'");
        assertThat(sentences.get(1)).startsWith("good helps");
    }

    @Test
    void saysWhatHelpedWhatHurtAndWhatCannotBeTold() {
        add("baseline", 0, 1_000);
        add("good", 0, 1_200);
        add("bad", 0, 800);
        add("same", 4, 1_004);
        add("near", 0, 1_080);
        add("torn", 600, 1_630);

        assertThat(sentences())
                .containsExactly(
                        "good helps q:0.5b on mmlu (sample): +10.0 points (99 % interval +8.3 to +11.7, 2000 items).",
                        "near helps q:0.5b on mmlu (sample): +4.0 points (98.33 % interval +2.9 to +5.1, 2000 items).",
                        "bad hurts q:0.5b on mmlu (sample): -10.0 points (98.75 % interval -11.7 to -8.3, 2000 items).",
                        "No difference of 5 points or more in 1 of 5 comparisons: same with q:0.5b on mmlu (sample)"
                                + " 0.0.",
                        "Undecided: 1 of 5 comparisons (torn with q:0.5b on mmlu (sample) +1.5); at the discordance"
                                + " seen, 5 points need 2891 items a comparison, and there were 2000.",
                        "Corrected for 5 comparisons (Holm, alpha 0.05).");
    }

    @Test
    void namesTheLargestHarmFirst() {
        add("baseline", 0, 1_000);
        add("bad", 0, 800);
        add("worst", 0, 300);
        add("worse", 0, 600);

        assertThat(sentences().subList(0, 3))
                .extracting(sentence -> sentence.substring(0, sentence.indexOf(' ')))
                .containsExactly("worst", "worse", "bad");
    }

    @Test
    void saysThatItemsWereEnoughToFindADifferenceButNotToRuleOneOut() {
        add("baseline", 0, 1_000);
        add("torn", 575, 1_625);

        assertThat(sentences())
                .contains(
                        "Undecided: 1 of 1 comparison (torn with q:0.5b on mmlu (sample) +2.5); there were items enough"
                                + " to find a difference of 5 points in 80 of 100 runs, but too few to rule one out.");
    }

    @Test
    void saysThatTheNoiseFloorLeavesOneUndecided() {
        add("baseline", 0, 1_000);
        add("good", 0, 1_120);
        control(0, 1_100);

        assertThat(sentences())
                .contains("Undecided: 1 of 1 comparison (good with q:0.5b on mmlu (sample) +6.0); the test tells a"
                        + " difference, but asking baseline twice changes as much (the noise floor), so that no effect is"
                        + " called.")
                .noneMatch(sentence -> sentence.contains("items a comparison"));
    }

    @Test
    void saysThatNothingWasShown() {
        add("baseline", 0, 1_000);
        add("torn", 600, 1_630);

        assertThat(sentences().get(0)).isEqualTo("No personality was shown to help or to hurt.");
    }

    @Test
    void saysNothingWhereNothingIsCompared() {
        add("baseline", 0, 1_000);

        assertThat(sentences()).isEmpty();
    }
}
