package dev.matrix.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.CellStatus;
import dev.matrix.store.CellResult;
import dev.matrix.store.Results;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is said of results that lm-eval brought. */
class EngineDoubtsTest {

    private static Results results(boolean thinks, CellResult... cells) {
        List<Results.FlatCombination> combinations = Arrays.stream(cells)
                .map(cell -> new Results.FlatCombination(
                        "m/baseline/" + cell.metric() + "/t0",
                        "m",
                        "baseline",
                        cell.metric(),
                        new TreeMap<>(),
                        "",
                        cell))
                .toList();
        Results.Metadata metadata = new Results.Metadata(
                "r",
                Instant.EPOCH,
                "finished",
                List.of(new Results.ModelEntry("m", "d", null, "", "", thinks)),
                List.of("baseline"),
                List.of(),
                null,
                List.of("t0"),
                "t0",
                "lm-eval",
                Map.of(),
                false,
                new Results.Versions("1", "1", "17", "0.4.13"),
                List.of(),
                List.of(),
                List.of(),
                null);
        return new Results(
                1, metadata, Map.of(), Map.of(), null, combinations, List.of(), List.of(), List.of(), List.of(), List.of());
    }

    private static CellResult cell(String name, int replies, @Nullable Integer empty, double score) {
        return new CellResult(
                score,
                0,
                replies,
                1,
                CellStatus.COMPLETE,
                name,
                "share of items",
                "generate",
                "sample",
                replies + 1,
                1,
                Map.of("no_answer", replies, "failed", 1),
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
                empty,
                null);
    }

    private static CellResult replies(String name, int replies, @Nullable Integer empty) {
        return cell(name, replies, empty, 0);
    }

    @Test
    void doubtsEmptyRepliesOfWhichNobodyKnowsWhetherTheyThought() {
        Results results = results(true, replies("a", 4, 4), replies("b", 6, 1), replies("c", 5, 0));

        String sentence =
                "empty: 5 of 15 replies of m were empty, and it can think; under lm-eval thinking that ate the"
                        + " budget cannot be told from no answer";
        assertThat(new Doubts(results).all()).contains(sentence);
        assertThat(new Doubts(results).context()).containsExactly(sentence);
    }

    @Test
    void doesNotSayThatAModelThinksThatCannot() {
        assertThat(new Doubts(results(false, replies("a", 1, 1))).context())
                .singleElement()
                .asString()
                .startsWith("empty: 1 of 1 reply of m was empty; under lm-eval");
    }

    @Test
    void doubtsNoEmptyRepliesWhereThereAreNoneOrTheNativeEngineAsked() {
        assertThat(new Doubts(results(true, replies("a", 4, 0), replies("b", 4, null))).context())
                .isEmpty();
    }
}
