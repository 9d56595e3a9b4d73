package dev.matrix.app;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.Item;
import dev.matrix.domain.LmEvalTask;
import dev.matrix.domain.MatrixException;
import dev.matrix.lmeval.TaskBook;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What lm-eval needs besides the plan, looked for before a run has its directory: what is missing then ends nothing that has begun. */
final class ExamplePools {

    private final TaskBook book;
    private final BenchmarkSelection benchmarks;

    ExamplePools(TaskBook book, BenchmarkSelection benchmarks) {
        this.book = book;
        this.benchmarks = benchmarks;
    }

    /**
     * The whole pools that lm-eval draws examples from by itself, by benchmark name.
     *
     * @throws MatrixException of kind USAGE when the installed lm-eval lacks a task, or when a pool is not to be had
     */
    Map<String, List<Item>> pools(PreparedRun prepared) {
        Map<String, List<Item>> pools = new LinkedHashMap<>();
        for (BenchmarkItems each : prepared.benchmarks()) {
            Benchmark benchmark = each.benchmark();
            book.require(benchmark, each.items());
            if (draws(benchmark)) {
                pools.put(
                        benchmark.name(),
                        benchmarks.examples(
                                benchmark, prepared.request().measuring().data()));
            }
        }
        return pools;
    }

    private static boolean draws(Benchmark benchmark) {
        LmEvalTask task = benchmark.lmEval();
        return task != null && benchmark.fewshot() > 0 && task.shots().draw() == LmEvalTask.Draw.RANDOM;
    }
}
