package dev.matrix.app;

import dev.matrix.domain.BaselineSystem;
import dev.matrix.domain.Concurrency;
import dev.matrix.domain.Engine;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Sample;
import dev.matrix.domain.ScoringMode;
import dev.matrix.domain.Shard;
import dev.matrix.domain.SizeRange;
import dev.matrix.domain.StopWhen;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run shall do, after flags, environment and files have been weighed.
 *
 * @param server where and how to ask
 * @param selection what to put into the matrix
 * @param measuring what decides the meaning of a score
 * @param design what is compared, and when enough has been asked
 * @param storage where results go
 * @param policy when to fail or refuse
 * @param given long names of the options that stood on the command line: only these may differ from a run that is resumed
 */
public record RunRequest(
        ServerRequest server,
        Selection selection,
        Measuring measuring,
        Design design,
        Storage storage,
        Policy policy,
        Set<String> given) {

    public RunRequest {
        given = Set.copyOf(given);
    }

    /** The same request for a run that is resumed. */
    RunRequest with(
            Concurrency nextConcurrency,
            Selection nextSelection,
            Measuring nextMeasuring,
            Design nextDesign,
            double maxMissing) {
        return new RunRequest(
                new ServerRequest(server.hosts(), server.demo(), nextConcurrency, server.timeouts(), server.lmEval()),
                nextSelection,
                nextMeasuring,
                nextDesign,
                storage,
                new Policy(maxMissing, policy.acceptDrift()),
                given);
    }

    /** True when the option stood on the command line. */
    public boolean isGiven(String option) {
        return given.contains(option);
    }

    /**
     * Where and how to ask.
     *
     * @param hosts as given, at least one
     * @param demo true asks the embedded simulator instead of the host
     * @param concurrency requests in flight on each host, at least 1
     * @param lmEval where lm-eval is looked for, for the engine of that name
     */
    public record ServerRequest(
            List<String> hosts, boolean demo, Concurrency concurrency, Timeouts timeouts, String lmEval) {
        public ServerRequest {
            hosts = List.copyOf(hosts);
        }
    }

    /**
     * What to put into the matrix.
     *
     * @param models names; empty means those in range
     * @param range nominal sizes to look for
     * @param personalities expressions such as {@code all}, {@code all+cot}, {@code cot}, {@code model:NAME}
     * @param own the user's own prompts from the command line
     * @param benchmarks names or {@code all}
     * @param benchmarksNamed true when somebody chose the benchmarks: then one without data is an error, not only left out
     * @param skipMissing leave out what is named but not there, instead of refusing
     */
    public record Selection(
            List<String> models,
            SizeRange range,
            List<String> personalities,
            List<Personality> own,
            List<String> benchmarks,
            boolean benchmarksNamed,
            boolean skipMissing) {
        public Selection {
            models = List.copyOf(models);
            personalities = List.copyOf(personalities);
            own = List.copyOf(own);
            benchmarks = List.copyOf(benchmarks);
        }
    }

    /**
     * What decides the meaning of a score.
     *
     * @param limit items a benchmark; {@code Integer.MAX_VALUE} is all
     * @param sample which items the limit keeps
     * @param fewshot null keeps each benchmark's own number
     * @param data {@code auto}, {@code bundled} or a directory
     * @param engine who asks
     */
    public record Measuring(
            int limit,
            Sample sample,
            @Nullable Integer fewshot,
            List<BigDecimal> temperatures,
            int repeats,
            long seed,
            boolean think,
            BaselineSystem baselineSystem,
            ScoringMode scoring,
            String data,
            Engine engine) {
        public Measuring {
            temperatures = List.copyOf(temperatures);
        }

        boolean stratified() {
            return sample == Sample.STRATIFIED;
        }
    }

    /**
     * What is compared, and when enough has been asked: fixed before the first answer is seen.
     *
     * @param sesoi the smallest difference that matters, in points
     * @param compare personalities of the primary family; empty: all but baseline
     * @param control ask baseline a second time, last in each model
     * @param budget time that the run may take, all its invocations together; null: as long as it needs
     * @param stopWhen when a personality is asked no more
     */
    public record Design(
            double sesoi,
            List<String> compare,
            boolean control,
            @Nullable Duration budget,
            StopWhen stopWhen) {
        public Design {
            compare = List.copyOf(compare);
        }

        /** True when items are asked block by block, every personality alike. */
        public boolean inBlocks() {
            return budget != null || stopWhen == StopWhen.DECIDED;
        }
    }

    /**
     * Where results go.
     *
     * @param runId null makes a name from the time
     * @param resume false starts a new run
     * @param resumeRun which run to resume; null: {@code runId}, else the newest unfinished one
     * @param shard which part of the plan the run is; null: all of it, or the part that a resumed run has
     */
    public record Storage(
            @Nullable String runId,
            boolean resume,
            @Nullable String resumeRun,
            @Nullable Shard shard) {

        /** A whole run. */
        public Storage(@Nullable String runId, boolean resume, @Nullable String resumeRun) {
            this(runId, resume, resumeRun, null);
        }
    }

    /**
     * When to fail or refuse.
     *
     * @param maxMissing percentage of missing trials over which a combination is failed
     * @param acceptDrift resume although the server's version changed
     */
    public record Policy(double maxMissing, boolean acceptDrift) {}
}
