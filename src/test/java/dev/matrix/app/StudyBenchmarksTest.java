package dev.matrix.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.analysis.StudyBenchmark;
import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.DataKind;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.OptionOrder;
import dev.matrix.domain.PromptFormat;
import dev.matrix.domain.TokenLimits;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StudyBenchmarksTest {

    private static Benchmark benchmark(String name) {
        return new Benchmark(
                name,
                name,
                AnswerKind.CHOICE,
                new PromptFormat("{{question}}", "{{answer}}", "So?"),
                0,
                OptionOrder.SOURCE,
                "acc",
                new TokenLimits(64, 512),
                List.of());
    }

    /** A rule that stops a run asks after each block, and a set can have ten thousands of items. */
    @Test
    void describesABenchmarkOnce() {
        Item item = new Item(
                "1", "s", "Why?", List.of("x", "y"), List.of(0, 1), new Gold.Options(Set.of(1)), Map.of(), "h1");
        StudyBenchmarks benchmarks = new StudyBenchmarks(
                Map.of("toy", new ItemSet("toy", DataKind.SAMPLE, "", "", List.of(item), 1, List.of(), List.of())));
        StudyBenchmark described = benchmarks.of(benchmark("toy")).orElseThrow();
        assertThat(described.shownAs()).isEqualTo("toy (sample)");
        assertThat(described.guess()).isEqualTo(0.5);
        assertThat(described.majority()).isEqualTo(1.0);
        assertThat(benchmarks.of(benchmark("toy")).orElseThrow()).isSameAs(described);
        assertThat(benchmarks.of(benchmark("other"))).isEmpty();
    }
}
