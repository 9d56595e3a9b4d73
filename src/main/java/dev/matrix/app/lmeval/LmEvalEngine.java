package dev.matrix.app.lmeval;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.MatrixException;
import dev.matrix.execution.ExecutionEvent;
import dev.matrix.execution.ExecutionSummary;
import dev.matrix.execution.ExecutionSummary.End;
import dev.matrix.lmeval.LmEvalListener;
import dev.matrix.lmeval.LmEvalOrder;
import dev.matrix.lmeval.LmEvalProcess;
import dev.matrix.lmeval.LmEvalProgram;
import dev.matrix.lmeval.TaskBook;
import dev.matrix.plan.ModelPlan;
import dev.matrix.plan.RunPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a plan by the real lm-eval: model by model, combination by combination, each a process of its own. A combination that fails is an event, and
 * the next one is asked. {@link #run} is called once, {@link #cancel} from any thread at any time.
 */
public final class LmEvalEngine {

    private final LmEvalParts parts;
    private final TaskBook book;
    private final Set<String> told = new HashSet<>();
    private final Object lock = new Object();
    private @Nullable LmEvalProcess running;
    private boolean cancelled;
    private boolean lost;
    private long answered;
    private int loads;

    public LmEvalEngine(LmEvalParts parts) {
        this.parts = parts;
        this.book = new TaskBook(parts.program());
    }

    /** Runs the plan to its end, to the cancellation, or until the server is lost. */
    public ExecutionSummary run(RunPlan plan) {
        long start = parts.nanoTime().getAsLong();
        List<List<CombinationTurns>> works =
                plan.models().stream().map(this::works).toList();
        sayStarted(works);
        if (!parts.program().proved()) {
            parts.warn("lm-eval " + parts.program().described() + " asks; parity was proved with "
                    + LmEvalProgram.PROVED_VERSION);
        }
        for (int i = 0; i < works.size() && goesOn(); i++) {
            new ModelTurn(parts, this, book, plan.models().get(i), works.get(i)).run(i + 1, works.size());
        }
        ExecutionSummary summary = new ExecutionSummary(
                Duration.ofNanos(parts.nanoTime().getAsLong() - start), answered, 0, loads, 0, 0, 0, end());
        parts.say(new ExecutionEvent.RunFinished(summary));
        return summary;
    }

    private List<CombinationTurns> works(ModelPlan plan) {
        List<CombinationTurns> works = new ArrayList<>();
        plan.combinations().forEach(planned -> works.add(new CombinationTurns(parts, planned)));
        return works;
    }

    private void sayStarted(List<List<CombinationTurns>> works) {
        List<CombinationTurns> all = works.stream().flatMap(List::stream).toList();
        int trials = all.stream().mapToInt(work -> work.planned().trials()).sum();
        int known = all.stream().mapToInt(CombinationTurns::known).sum();
        List<CombinationTurns> matrix =
                all.stream().filter(work -> !work.combination().isControl()).toList();
        int complete = (int) matrix.stream()
                .filter(work -> work.known() == work.planned().trials())
                .count();
        parts.say(new ExecutionEvent.RunStarted(
                matrix.size(),
                complete,
                trials,
                known,
                parts.settings().concurrency().requests()));
    }

    private End end() {
        synchronized (lock) {
            return cancelled ? End.CANCELLED : lost ? End.SERVER_LOST : End.DONE;
        }
    }

    /** Stops the process that is running, and starts no other one. Returns when it is gone. */
    public void cancel() {
        LmEvalProcess process;
        synchronized (lock) {
            cancelled = true;
            process = running;
        }
        parts.reach().cancel();
        parts.ports().abortInFlight().run();
        if (process != null) {
            process.cancel();
        }
    }

    boolean goesOn() {
        return end() == End.DONE;
    }

    LmEvalProcess.End run(LmEvalOrder order, LmEvalListener listener) {
        LmEvalProcess process = new LmEvalProcess(parts.program(), order, parts.nanoTime());
        synchronized (lock) {
            if (cancelled) {
                return new LmEvalProcess.End.Cancelled();
            }
            running = process;
        }
        try {
            return process.run(listener);
        } finally {
            synchronized (lock) {
                running = null;
            }
        }
    }

    /** After a failure: a server that does not answer any more ends the run. */
    void checkServer() {
        if (!goesOn()) {
            return;
        }
        try {
            parts.ports().server().info();
        } catch (MatrixException e) {
            synchronized (lock) {
                lost = true;
            }
        }
    }

    /** Says once that another task stands in for a benchmark. */
    void substituted(Benchmark benchmark, @Nullable String substitute) {
        if (substitute != null && told.add(benchmark.name() + substitute)) {
            parts.warn("lm-eval " + substitute);
        }
    }

    void loaded() {
        loads++;
    }

    void answered(int count) {
        answered += count;
    }
}
