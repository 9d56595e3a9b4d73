package dev.matrix.app;

import dev.matrix.domain.ItemSet;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Model;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Setting;
import dev.matrix.inference.ServerInfo;
import dev.matrix.plan.RunPlan;
import dev.matrix.plan.ShardPart;
import dev.matrix.plan.WorkEstimate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a run is made of, before the first question is asked.
 *
 * @param servers those that are asked; {@code server} says of all of them what can be said of them together
 * @param noneInstalled true when the server has no model at all
 * @param whole the plan of all shards together
 * @param part what of it this run is; null when it is all of it
 * @param rest what of the plan is left to do
 * @param pace how long its trials took so far
 */
public record PreparedRun(
        RunRequest request,
        ServerInfo server,
        RunServers servers,
        boolean noneInstalled,
        List<Model> models,
        List<Personality> personalities,
        List<BenchmarkItems> benchmarks,
        List<Setting> settings,
        RunPlan whole,
        @Nullable ShardPart part,
        RunPlan plan,
        RunPlan rest,
        JournalPace pace,
        List<String> warnings) {

    /** A new run: all of the plan is to be done. */
    PreparedRun(
            RunRequest request,
            RunServers servers,
            boolean noneInstalled,
            List<Model> models,
            List<Personality> personalities,
            List<BenchmarkItems> benchmarks,
            List<Setting> settings,
            RunPlan plan,
            List<String> warnings) {
        this(
                request,
                servers.info(),
                servers,
                noneInstalled,
                models,
                personalities,
                benchmarks,
                settings,
                plan,
                null,
                plan,
                plan,
                JournalPace.none(),
                warnings);
    }

    public PreparedRun {
        models = List.copyOf(models);
        personalities = List.copyOf(personalities);
        benchmarks = List.copyOf(benchmarks);
        settings = List.copyOf(settings);
        warnings = List.copyOf(warnings);
    }

    /** Why there is nothing to do; empty when there is something. */
    public Optional<String> nothingToRun() {
        if (plan.combinations().findAny().isPresent()) {
            return Optional.empty();
        }
        if (!models.isEmpty()) {
            return Optional.of("None of the benchmarks is in the data directory "
                    + request.measuring().data() + ", so there is nothing to run.");
        }
        if (noneInstalled) {
            return Optional.of("No model is installed on " + server.address()
                    + ", so there is nothing to run. Install one, e.g. with 'ollama pull qwen2.5:0.5b'.");
        }
        return Optional.of(
                request.selection().models().isEmpty()
                        ? "No model on " + server.address()
                                + " is between 0.5b and 3b, so there is nothing to run. 'matrix detect-models' says why;"
                                + " --models names others."
                        : "None of the named models is installed on " + server.address()
                                + ", so there is nothing to run.");
    }

    /** The plan in figures. */
    public PlanSummary summary() {
        return PlanSummary.of(this);
    }

    /** The personalities that are compared with baseline; none without it. */
    List<String> compared() {
        return PlanNames.of(this).compared();
    }

    /** What is left to do, guessed. */
    WorkEstimate estimate() {
        return new PlanEstimate(request, conversations()).of(rest);
    }

    /** How long that takes by what was measured so far; empty when nothing was. */
    Optional<MeasuredTime> measuredTime() {
        return pace.time(rest, servers.entries().size(), new PlanEstimate(request, conversations())::seconds);
    }

    /** The same run with a part of its plan left to do. */
    PreparedRun withRest(EarlierTrials earlier) {
        return new PreparedRun(
                request,
                server,
                servers,
                noneInstalled,
                models,
                personalities,
                benchmarks,
                settings,
                whole,
                part,
                plan,
                earlier.rest(),
                earlier.pace(),
                warnings);
    }

    /**
     * The part of it that one shard asks.
     *
     * @throws MatrixException of kind USAGE with several servers: two ways to part one run would not fit together
     */
    PreparedRun withPart(ShardPart its) {
        if (servers.several()) {
            throw MatrixException.usage("--shard asks one server, and --host names "
                    + servers.entries().size() + ". Give each its own shard, or leave out --shard: one run uses all"
                    + " hosts.");
        }
        RunPlan asked = its.of(whole);
        return new PreparedRun(
                request,
                server,
                servers,
                noneInstalled,
                models,
                personalities,
                benchmarks,
                settings,
                whole,
                its,
                asked,
                asked,
                pace,
                warnings);
    }

    /** The items by benchmark name. */
    Map<String, ItemSet> items() {
        return items(benchmarks);
    }

    private static Map<String, ItemSet> items(List<BenchmarkItems> benchmarks) {
        Map<String, ItemSet> items = new LinkedHashMap<>();
        benchmarks.forEach(each -> items.put(each.benchmark().name(), each.items()));
        return items;
    }

    Conversations conversations() {
        return new Conversations(items(), request.measuring().engine());
    }
}
