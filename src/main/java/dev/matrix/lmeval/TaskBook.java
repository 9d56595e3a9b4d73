package dev.matrix.lmeval;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.LmEvalTask;
import dev.matrix.plan.PlannedCombination;

/** Says which tasks of lm-eval a combination is: lm-eval's own ones, or generated ones that send matrix's own messages. Thread-safe. */
public final class TaskBook {

    private final StockFiles stock;

    public TaskBook(LmEvalProgram program) {
        this.stock = new StockFiles(program.tasks());
    }

    /**
     * Looks early whether the installed lm-eval can be asked a benchmark.
     *
     * @throws dev.matrix.domain.MatrixException of kind USAGE when it does not have the task
     */
    public void require(Benchmark benchmark, ItemSet set) {
        LmEvalTask task = benchmark.lmEval();
        if (task == null) {
            return;
        }
        LmEvalTask.Leaves leaves = task.leaves();
        set.items().stream()
                .map(item -> leaves == null ? task.task() : leaves.taskOf(item.stratum()))
                .distinct()
                .forEach(name -> stock.base(task, name));
    }

    /**
     * The tasks of a combination.
     *
     * @param set the items that it asks and the pool of its examples
     * @throws dev.matrix.domain.MatrixException of kind USAGE when the installed lm-eval does not have the task
     */
    public LmEvalTasks tasks(PlannedCombination planned, ItemSet set, Turns turns) {
        LmEvalTask task = planned.combination().benchmark().lmEval();
        return task == null
                ? new OwnTasks(planned, turns).tasks()
                : new StockTasks(stock, planned, task, set, turns).tasks();
    }
}
