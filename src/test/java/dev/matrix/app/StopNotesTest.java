package dev.matrix.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.CellStatus;
import dev.matrix.store.CellResult;
import dev.matrix.store.Results;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StopNotesTest {

    private static Results.FlatCombination combination(
            String model, String personality, int missing, CellResult.@Nullable Reached reached) {
        CellResult cell = new CellResult(
                .5,
                0,
                20 - missing,
                1,
                missing > 0 ? CellStatus.PARTIAL : CellStatus.COMPLETE,
                "acc",
                "share of items",
                "generate",
                "sample",
                20,
                missing,
                Map.of(),
                Map.of(),
                null,
                null,
                null,
                null,
                0,
                null,
                false,
                null,
                null,
                0,
                0,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                reached);
        return new Results.FlatCombination(
                model + "/" + personality + "/toy/t0", model, personality, "toy", new TreeMap<>(), "", cell);
    }

    private static StopNotes notes(
            List<Results.FlatCombination> combinations, List<Results.FlatCombination> controls) {
        Results.Metadata metadata = new Results.Metadata(
                "r",
                Instant.EPOCH,
                "finished",
                List.of(),
                List.of(),
                List.of(),
                null,
                List.of("t0"),
                "t0",
                "native",
                Map.of(),
                false,
                new Results.Versions("1", "1", "17", null),
                List.of(),
                List.of(),
                List.of(),
                null);
        return new StopNotes(new Results(
                1,
                metadata,
                Map.of(),
                Map.of(),
                null,
                combinations,
                List.of(),
                List.of(),
                List.of(),
                controls,
                List.of()));
    }

    private static CellResult.Reached reached(int items, String by) {
        return new CellResult.Reached(items, 48, by);
    }

    @Test
    void groupTheBudgetByModelAndLengthAndNameWhatIsDecided() {
        StopNotes notes = notes(
                List.of(
                        combination("m", "baseline", 0, reached(20, "budget")),
                        combination("m", "p", 0, reached(20, "budget")),
                        combination("n", "baseline", 0, reached(40, "budget")),
                        combination("n", "p", 0, reached(20, "decided")),
                        combination("n", "q", 0, null)),
                List.of());
        assertThat(notes.all())
                .containsExactly(
                        "budget: m was asked the first 20 of 48 items of 2 combinations",
                        "budget: n was asked the first 40 of 48 items of 1 combination",
                        "decided: n/p/toy/t0 after 20 of 48 items");
        assertThat(notes.budgetUsedUp()).isTrue();
    }

    @Test
    void nameAControlThatMissesTrials() {
        StopNotes notes = notes(
                List.of(combination("m", "p", 3, reached(20, "decided"))),
                List.of(combination("m", "baseline", 2, null), combination("n", "baseline", 0, null)));
        assertThat(notes.all())
                .containsExactly(
                        "decided: m/p/toy/t0 after 20 of 48 items",
                        "control: 2 of 20 trials of m/baseline/toy/t0 are missing (partial)");
        assertThat(notes.budgetUsedUp()).isFalse();
    }

    @Test
    void areNoneWhereNothingWasStopped() {
        assertThat(notes(List.of(combination("m", "p", 1, null)), List.of()).all()).isEmpty();
    }
}
