package dev.matrix.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.Score;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlipsTest {

    private static final int REPEATS = 2;

    /** Two letters an item, its repeats: r is right, w is wrong, - is missing. */
    private static CellAccumulator cell(String... items) {
        CellAccumulator cell = new CellAccumulator(items.length, REPEATS);
        for (int item = 0; item < items.length; item++) {
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                cell.add(item, repeat, score(items[item].charAt(repeat)));
            }
        }
        return cell;
    }

    private static Score score(char letter) {
        return switch (letter) {
            case 'r' -> Scores.right();
            case 'w' -> Scores.wrong();
            default -> Scores.MISSING;
        };
    }

    private static CellKey key(String personality) {
        return new CellKey("m", personality, "b", "t0");
    }

    @Test
    void namesTrialsThatDifferAndItemsThatAreRightMoreOften() {
        Flips flips = Flips.of(
                key("p"),
                cell("rr", "rw", "wr", "ww", "r-", "-r", "--"),
                cell("ww", "wr", "ww", "rw", "-w", "ww", "rr"),
                List.of("a", "b", "c", "d", "e", "f", "g"));
        assertThat(flips.trials())
                .containsExactly(
                        new Flips.Trial("a", 0, true),
                        new Flips.Trial("a", 1, true),
                        new Flips.Trial("b", 0, true),
                        new Flips.Trial("b", 1, false),
                        new Flips.Trial("c", 1, true),
                        new Flips.Trial("d", 0, false),
                        new Flips.Trial("f", 1, true));
        // b is right as often in both; of e no repeat is scored in both, but its mean is.
        assertThat(flips.won()).containsExactly("a", "c", "e", "f");
        assertThat(flips.lost()).containsExactly("d");
    }

    /** What follows a stop was not to be asked. */
    @Test
    void stopsWhereACellWasStopped() {
        CellAccumulator own = cell("rr", "rr");
        own.reach(1);
        Flips flips = Flips.of(key("p"), own, cell("ww", "ww"), List.of("a", "b"));
        assertThat(flips.trials()).extracting(Flips.Trial::item).containsExactly("a", "a");
        assertThat(flips.won()).containsExactly("a");
    }

    @Test
    void areThoseOfEveryCellWithABaselineWhateverIsComparedAndOfNoControl() {
        List<StudyCell> cells = new ArrayList<>();
        cells.add(StudyCell.of(key("baseline"), cell("ww"), 10, null, false));
        cells.add(StudyCell.of(key("p"), cell("rr"), 10, null, false));
        cells.add(StudyCell.of(key("dropped"), cell("wr"), 10, "its prompts are those of baseline", false));
        cells.add(StudyCell.of(key("baseline"), cell("rr"), 10, null, true));
        StudyBenchmark benchmark =
                new StudyBenchmark("b", "b", false, "acc", List.of("a"), List.of(""), null, null);
        Study study = Studies.analyze(new StudyData(
                List.of(), List.of(benchmark), cells, new StudySettings(0.05, 0.05, List.of("p"), false, 1)));
        assertThat(study.flips()).extracting(Flips::key).containsExactly(key("p"), key("dropped"));
        assertThat(study.primary()).hasSize(1);
        assertThat(study.flips().get(0).won())
                .hasSize(study.comparison(key("p")).orElseThrow().won());
    }
}
