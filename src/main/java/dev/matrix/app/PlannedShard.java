package dev.matrix.app;

import dev.matrix.plan.ShardPart;
import dev.matrix.plan.ShardSplit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a run a plan is.
 *
 * @param index from 1
 * @param count how many shards there are
 * @param by what is never parted
 * @param seconds guessed for each shard at one request in flight, good for setting them in proportion; empty where a resume keeps the split that it has
 */
public record PlannedShard(int index, int count, String by, List<Double> seconds) {

    public PlannedShard {
        seconds = List.copyOf(seconds);
    }

    /** Null for a whole run. */
    static @Nullable PlannedShard of(PreparedRun prepared) {
        ShardPart part = prepared.part();
        if (part == null) {
            return null;
        }
        int count = part.shard().count();
        List<Double> seconds = prepared.request().storage().resume()
                ? List.of()
                : ShardSetup.shares(prepared, count).stream()
                        .map(ShardSplit.Share::seconds)
                        .toList();
        return new PlannedShard(part.shard().index(), count, part.by().label(), seconds);
    }
}
