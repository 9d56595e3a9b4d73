package dev.matrix.app;

import dev.matrix.dataset.hub.Hub;
import dev.matrix.dataset.hub.HubException;
import dev.matrix.dataset.hub.PinnedSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fetches real data sets into the cache, few-shot examples included. One that fails does not keep the others. */
public final class FetchDatasets {

    private final RealSets real;

    public FetchDatasets(RealSets real) {
        this.real = real;
    }

    /**
     * What came of a set.
     *
     * @param files where they lie; empty when they could not be had
     * @param failure why not; empty when they could
     * @param excused true when that is nobody's mistake and the set was not asked for by name
     */
    public record Outcome(String name, List<String> files, Optional<String> failure, boolean excused) {

        public boolean failed() {
            return failure.isPresent() && !excused;
        }
    }

    /**
     * Fetches what is not there yet.
     *
     * @param names names of sets; empty for all
     */
    public List<Outcome> fetch(List<String> names) {
        List<PinnedSet> sets = ListDatasets.selected(real, names);
        return real.using(
                hub -> sets.stream().map(set -> fetch(hub, set, names)).toList());
    }

    private static Outcome fetch(Hub hub, PinnedSet set, List<String> names) {
        try {
            Map<?, Path> files = hub.require(set, set.files());
            return new Outcome(
                    set.name(), files.values().stream().map(Path::toString).toList(), Optional.empty(), false);
        } catch (HubException e) {
            boolean excused =
                    e.reason() == HubException.Reason.GONE && set.mayVanish() != null && !names.contains(set.name());
            return new Outcome(set.name(), List.of(), Optional.of(String.valueOf(e.getMessage())), excused);
        }
    }
}
