package dev.matrix.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClustersTest {

    private static List<String> groups(int count) {
        return IntStream.range(0, 20).mapToObj(item -> "g" + item % count).toList();
    }

    @Test
    void areGroupsWhereThereAreTen() {
        assertThat(Clusters.of(groups(10))).startsWith(0, 1, 2).endsWith(8, 9);
        assertThat(Clusters.of(groups(9))).startsWith(0, 1, 2).endsWith(18, 19);
    }

    @Test
    void takeItemsWithoutAGroupOneByOne() {
        List<String> some = IntStream.range(0, 20)
                .mapToObj(item -> item < 16 ? "g" + item / 2 : item < 18 ? "h" : "")
                .toList();
        assertThat(Clusters.of(some)).containsExactly(0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 10);
    }
}
