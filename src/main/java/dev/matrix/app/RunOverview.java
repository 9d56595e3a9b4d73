package dev.matrix.app;

import dev.matrix.store.RunListing;
import dev.matrix.store.RunStore;
import dev.matrix.store.ShardRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the runs of a results directory. */
public final class RunOverview {

    private final RunStore store;

    public RunOverview(Runs runs) {
        this.store = runs.store();
    }

    /**
     * One run.
     *
     * @param state running, interrupted, incomplete, finished, or unreadable
     * @param completed complete combinations; -1 when unknown
     * @param planned all combinations; -1 when unknown
     * @param shard which part of a run it is, {@code i/n}; null when it is all of it
     * @param error why it cannot be read; null when it can
     */
    public record Row(
            String id,
            String state,
            @Nullable Instant created,
            @Nullable Instant updated,
            int models,
            int personalities,
            int benchmarks,
            int completed,
            int planned,
            boolean simulated,
            @Nullable String shard,
            @Nullable String error) {}

    /** Newest first. */
    public List<Row> rows() {
        return store.list().stream().map(RunOverview::row).toList();
    }

    private static Row row(RunListing run) {
        if (run.manifest() == null) {
            return new Row(run.id(), "unreadable", null, null, 0, 0, 0, -1, -1, false, null, run.error());
        }
        ShardRecord shard = run.manifest().shard();
        return new Row(
                run.id(),
                ResumedRequest.lower(run.manifest().state()),
                run.manifest().createdAt(),
                run.manifest().updatedAt(),
                ShardSetup.models(run.manifest()).size(),
                run.manifest().personalities().size(),
                ShardSetup.benchmarks(run.manifest()).size(),
                run.completed(),
                run.completed() < 0 ? -1 : run.completed() + run.remaining(),
                run.manifest().simulated(),
                shard == null ? null : shard.label(),
                null);
    }
}
