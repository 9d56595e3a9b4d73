package dev.matrix.app.lmeval;

import dev.matrix.domain.Fingerprint;
import dev.matrix.domain.Model;
import dev.matrix.lmeval.LmEvalOrder;
import dev.matrix.lmeval.LmEvalOutput;
import dev.matrix.lmeval.LmEvalTasks;
import dev.matrix.store.LmEvalRecord;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Words what the processes of one combination are asked, and what is kept of what they say. */
final class CombinationOrders {

    private static final int LONGEST_NAME = 120;

    private final LmEvalParts parts;
    private final CombinationTurns work;
    private final LmEvalTasks tasks;
    private final int context;

    /** @param context of the loaded model; 0 when the server does not tell */
    CombinationOrders(LmEvalParts parts, CombinationTurns work, LmEvalTasks tasks, int context) {
        this.parts = parts;
        this.work = work;
        this.tasks = tasks;
        this.context = context;
    }

    /** The process of a repeat. */
    LmEvalOrder order(int repeat) {
        Model model = work.combination().model();
        boolean thinks = model.capabilities().contains("thinking");
        long seed = parts.planned().identities().seed(work.combination(), repeat);
        return new LmEvalOrder(
                directory(repeat),
                tasks,
                new LmEvalOrder.Request(
                        parts.address(),
                        model.name(),
                        work.combination().personality().system(),
                        seed,
                        parts.requestBudget(),
                        !thinks || work.combination().setting().think(),
                        cacheKey(model, seed)),
                parts.settings().concurrency().requests());
    }

    /** lm-eval's own key of a cached reply is the prompt alone. */
    private String cacheKey(Model model, long seed) {
        return new Fingerprint()
                .add(model.digest())
                .add(seed)
                .add(context)
                .add(parts.program().version())
                .add(work.combination().setting().id())
                .hex()
                .substring(0, 16);
    }

    /** Readable, and its own for each combination and repeat whatever their names are. */
    private Path directory(int repeat) {
        String id = work.planned().id() + (repeat == 0 ? "" : "/r" + repeat);
        String readable = id.replaceAll("[^A-Za-z0-9._-]+", "_");
        String unique = new Fingerprint().add(id).hex().substring(0, 8);
        return parts.directory()
                .resolve(readable.substring(0, Math.min(LONGEST_NAME, readable.length())) + "-" + unique)
                .toAbsolutePath();
    }

    /**
     * What is kept of it.
     *
     * @param before what was kept of the processes before it; null when there were none
     * @param fitting the context that all prompts are known to have fitted into; null when that could not be seen
     * @param seconds that the process took
     */
    LmEvalRecord said(
            @Nullable LmEvalRecord before,
            LmEvalOutput output,
            int repeat,
            List<String> disagreements,
            @Nullable Integer fitting,
            double seconds) {
        LmEvalRecord kept = before == null ? spent(null, 0) : before;
        boolean first = kept.taskVersions().isEmpty();
        String installed = parts.program().gitHash();
        Set<String> all = new LinkedHashSet<>(work.planned().repeats() > 1 ? kept.disagreements() : List.of());
        all.addAll(disagreements);
        Map<String, Map<String, Map<String, @Nullable Double>>> later = new LinkedHashMap<>(kept.laterMetrics());
        if (repeat > 0) {
            later.put(String.valueOf(repeat), kept(output.metrics()));
        }
        return new LmEvalRecord(
                output.version(),
                installed.isEmpty() ? output.gitHash() : installed,
                tasks.names(),
                tasks.substitute(),
                kept(output.taskVersions()),
                repeat == 0 ? kept(output.metrics()) : kept.metrics(),
                later,
                List.copyOf(all),
                first || kept.contextTokens() != null ? fitting : null,
                kept.seconds() + seconds);
    }

    /** The same with the seconds of a process of which nothing could be taken. */
    LmEvalRecord spent(@Nullable LmEvalRecord before, double seconds) {
        String installed = parts.program().gitHash();
        return before == null
                ? new LmEvalRecord(
                        parts.program().version(),
                        installed.isEmpty() ? null : installed,
                        tasks.names(),
                        tasks.substitute(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        List.of(),
                        null,
                        seconds)
                : before.withSeconds(before.seconds() + seconds);
    }

    /** Where lm-eval aggregates, its leaves are left to its own files. */
    private <T> Map<String, T> kept(Map<String, T> byTask) {
        Map<String, T> kept = new LinkedHashMap<>(byTask);
        if (tasks.group() != null) {
            tasks.leaves().forEach(leaf -> kept.remove(leaf.name()));
        }
        return kept;
    }
}
