package dev.matrix.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.matrix.domain.DataSource.Format;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShotPoolTest {

    private static final List<Item> ITEMS = strata("item", 3, "a", "b");

    @TempDir
    Path folder;

    @Test
    void showsAnItemItsOwnWhereThePoolWasMadeByStratum() {
        ShotPool pool = ShotPool.choose("mine", strata("shot", 5, "a", "b", "unused"), ITEMS, 2);

        assertThat(pool.shots()).extracting(Item::id).containsExactly("shot a0", "shot a1", "shot b0", "shot b1");
        assertThat(pool.shots()).extracting(Item::stratum).containsExactly("a", "a", "b", "b");
        assertThat(pool.warning()).isEmpty();
    }

    @Test
    void showsAllItemsTheSameFromAnyOtherPool() {
        List<Item> uneven = Stream.concat(strata("shot", 2, "a").stream(), strata("shot", 1, "b").stream())
                .toList();

        ShotPool pool = ShotPool.choose("mine", uneven, ITEMS, 2);

        assertThat(pool.shots()).extracting(Item::id).containsExactly("shot a0", "shot a1");
        assertThat(pool.shots()).extracting(Item::stratum).containsOnly("");
        ItemSet set = new ItemSet(
                "mine", dev.matrix.domain.DataKind.USER, "", "", ITEMS, ITEMS.size(), pool.shots(), List.of());
        assertThat(ITEMS).allSatisfy(item -> assertThat(set.shotsFor(item, 2)).hasSize(2));
    }

    @Test
    void warnsWhenThereAreFewerThanAskedFor() {
        assertThat(ShotPool.choose("mine", strata("shot", 5, "a", "b"), ITEMS, 6)
                        .warning())
                .contains("mine: 6 few-shot examples were asked for, its data have 5; so many are shown.");
        assertThat(ShotPool.choose("mine", List.of(), ITEMS, 1).warning())
                .hasValueSatisfying(warning -> assertThat(warning).contains("its data have 0"));
    }

    @Test
    void refusesAnExampleThatIsScored() {
        assertThatThrownBy(() -> ShotPool.choose("mine", ITEMS, ITEMS, 1))
                .hasMessageContaining("'item a0' is both an item and a few-shot example");
    }

    @Test
    void readsExamplesOnlyWhenTheyAreAskedFor() {
        Given given = Given.numbers(folder)
                .file("items.jsonl", "{\"question\": \"Q\", \"answer\": 1}")
                .file("shots.jsonl", "{\"question\": \"R\", \"answer\": 2}", "not read");

        assertThat(given.load().shots()).isEmpty();
        assertThatThrownBy(given.fewshot(1)::load).hasMessageContaining("shots.jsonl, line 2");
        given.file("shots.jsonl", "{\"question\": \"R\", \"answer\": 2}", "{\"question\": \"S\", \"answer\": 2}");
        assertThat(given.fewshot(1).load().shots()).extracting(Item::id).containsExactly("shots/shots/0");
    }

    @Test
    void neverReadsAFileOfExamplesForItems() {
        Given given = Given.numbers(folder)
                .format(Format.JSONL, "*.jsonl")
                .file("items.jsonl", "{\"question\": \"Q\", \"answer\": 1}")
                .file("shots.jsonl", "{\"question\": \"R\", \"answer\": 2}");

        assertThat(given.load().items()).extracting(Item::id).containsExactly("items/0");
        assertThatThrownBy(given.shots("*.jsonl")::load).hasMessageContaining("same file under 'items' and 'shots'");
    }

    @Test
    void goesOnWithoutAPool() {
        Given given = Given.numbers(folder).file("items.jsonl", "{\"question\": \"Q\", \"answer\": 1}");

        ItemSet set = given.fewshot(3).load();

        assertThat(set.shots()).isEmpty();
        assertThat(set.warnings()).hasSize(1);
    }

    private static List<Item> strata(String prefix, int each, String... strata) {
        return Stream.of(strata)
                .flatMap(stratum ->
                        IntStream.range(0, each).mapToObj(i -> Given.item(prefix + " " + stratum + i, stratum, 4, 0)))
                .toList();
    }
}
