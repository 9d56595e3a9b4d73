package dev.matrix.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ranks models with personalities by their mean score. Whoever cannot be told from the first on the same items shares its place. The first was picked because
 * it scored highest on these very items, so on new ones it will score a little lower; and for the same reason comparisons with it are corrected for all pairs,
 * of which any could have become one of them.
 */
public final class Ranking {

    private Ranking() {}

    /**
     * Someone to rank.
     *
     * @param name unique
     * @param cells one a benchmark, in the same order for all entries
     */
    public record Entry(String name, List<StudyCell> cells) {

        public Entry {
            cells = List.copyOf(cells);
        }
    }

    /**
     * A place.
     *
     * @param score mean over the benchmarks
     * @param difference to the first, a share, on the items that both have; 0 for the first; null when they have none
     * @param standing how it stands to the first
     */
    public record Place(
            String name, MeanOverBenchmarks score, @Nullable Double difference, Standing standing) {}

    /** How an entry stands to the first. */
    public enum Standing {
        BEST,
        /** It cannot be told from the best. */
        TIE,
        /** It is worse, after correction for all pairs. */
        WORSE,
        /** On one of the benchmarks it has no item in common with the best, so that nothing can be said. */
        NOT_COMPARED;

        /** The name in files: lower case. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An entry with its mean score. */
    private record Scored(Entry entry, MeanOverBenchmarks score) {}

    /**
     * Ranks.
     *
     * @param entries of which those without a score are passed over
     * @param settings error rate and seed
     */
    public static List<Place> of(List<Entry> entries, StudySettings settings) {
        List<Scored> scored = new ArrayList<>();
        entries.forEach(entry -> MeanOverBenchmarks.of(
                        entry.cells().stream().map(StudyCell::summary).toList())
                .ifPresent(score -> scored.add(new Scored(entry, score))));
        if (scored.isEmpty()) {
            return List.of();
        }
        scored.sort(
                Comparator.comparingDouble((Scored each) -> each.score().mean()).reversed());
        Scored best = scored.get(0);
        Map<String, Versus> versus = versus(scored, settings);
        List<Place> places = new ArrayList<>();
        places.add(new Place(best.entry().name(), best.score(), 0.0, Standing.BEST));
        for (Scored each : scored.subList(1, scored.size())) {
            Versus found = versus.get(each.entry().name());
            places.add(
                    found == null
                            ? new Place(each.entry().name(), each.score(), null, Standing.NOT_COMPARED)
                            : new Place(
                                    each.entry().name(),
                                    each.score(),
                                    found.difference(),
                                    found.worse() ? Standing.WORSE : Standing.TIE));
        }
        return places;
    }

    /** A comparison with the best. */
    private record Versus(double difference, boolean worse) {}

    private static Map<String, Versus> versus(List<Scored> scored, StudySettings settings) {
        Entry best = scored.get(0).entry();
        List<String> names = new ArrayList<>();
        List<ManyPaired> pairs = new ArrayList<>();
        for (Scored each : scored.subList(1, scored.size())) {
            ManyPaired.of(each.entry().cells(), best.cells()).ifPresent(pair -> {
                names.add(each.entry().name());
                pairs.add(pair);
            });
        }
        List<Boolean> worse = new RankingFamily(scored.size(), settings).worse(pairs);
        Map<String, Versus> versus = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            versus.put(names.get(i), new Versus(pairs.get(i).difference(), worse.get(i)));
        }
        return versus;
    }
}
