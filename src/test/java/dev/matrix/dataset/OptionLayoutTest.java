package dev.matrix.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.FieldMapping.AnswerStyle;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.OptionOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionLayoutTest {

    @TempDir
    Path folder;

    @Test
    void keepsTheSourcesOrder() {
        assertThat(OptionLayout.positions("any", 4, OptionOrder.SOURCE)).containsExactly(0, 1, 2, 3);
    }

    /** These orders are part of the results that people keep: a change makes every trial of a shuffled benchmark stale. */
    @Test
    void shufflesByTheIdAlone() {
        assertThat(OptionLayout.positions("mc_task/0", 4, OptionOrder.SHUFFLED)).containsExactly(1, 2, 0, 3);
        assertThat(OptionLayout.positions("mc_task/1", 6, OptionOrder.SHUFFLED)).containsExactly(3, 0, 1, 4, 2, 5);
    }

    @Test
    void putsEachOptionAtEachPlaceEquallyOften() {
        int[][] seen = new int[5][5];
        for (int id = 0; id < 5000; id++) {
            List<Integer> positions = OptionLayout.positions("item " + id, 5, OptionOrder.SHUFFLED);
            assertThat(positions).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
            for (int place = 0; place < 5; place++) {
                seen[positions.get(place)][place]++;
            }
        }
        // Standard error of a count: sqrt(5000 x .2 x .8) = 28.
        IntStream counts = Stream.of(seen).flatMapToInt(IntStream::of);
        assertThat(counts.boxed())
                .hasSize(25)
                .allSatisfy(count -> assertThat(count).isBetween(870, 1130));
    }

    @Test
    void showsTheAnswerWhereItsTextStands() {
        String line = "{\"question\": \"Q\", \"options\": [\"right\", \"b\", \"c\", \"d\", \"e\"], \"answer\": \"A\"}";
        Given given = Given.lettered(folder).shuffled().file("items.jsonl", line, line, line, line, line, line);

        for (Item item : given.load().items()) {
            int shown = ((Gold.Options) item.gold()).correct().iterator().next();
            assertThat(item.options().get(shown)).isEqualTo("right");
            assertThat(item.optionOrder().get(shown)).isZero();
        }
        assertThat(given.load().items())
                .extracting(Item::optionOrder)
                .doesNotContainNull()
                .hasSizeGreaterThan(1);
        assertThat(given.load().items().stream().map(Item::optionOrder).distinct())
                .hasSizeGreaterThan(1);
    }

    @Test
    void cutsToTheMostAndKeepsARightOne() {
        List<Integer> twelve = IntStream.range(0, 12).boxed().toList();

        assertThat(OptionLayout.cut(twelve, Set.of(3, 11), 10)).isEqualTo(twelve.subList(0, 10));
        assertThat(OptionLayout.cut(twelve, Set.of(10, 11), 10)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 10);
        assertThat(OptionLayout.cut(twelve, Set.of(11), 12)).isEqualTo(twelve);
    }

    @Test
    void cutsOnlyItemsWithSeveralRightOptions() {
        String options = "["
                + String.join(
                        ", ",
                        IntStream.range(0, 12).mapToObj(i -> "\"o" + i + "\"").toList()) + "]";
        String several = "{\"question\": \"Q\", \"options\": " + options + ", \"answer\": [0,0,0,0,0,0,0,0,0,0,0,1]}";
        String one = "{\"question\": \"Q\", \"options\": " + options + ", \"answer\": \"L\"}";

        Item cut = Given.of(folder, AnswerKind.MULTI_CHOICE, AnswerStyle.LABELS, List.of("options"))
                .file("items.jsonl", several)
                .loadOne();
        assertThat(cut.options()).hasSize(10).endsWith("o11");
        assertThat(cut.gold()).isEqualTo(new Gold.Options(Set.of(9)));
        assertThat(cut.optionOrder()).endsWith(11);

        Item whole = Given.lettered(folder).file("items.jsonl", one).loadOne();
        assertThat(whole.options()).hasSize(12);
    }
}
