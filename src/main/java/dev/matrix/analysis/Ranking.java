package dev.matrix.analysis;

import dev.matrix.domain.Personality;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ranks models with personalities by their mean score. Whoever cannot be told from the first on the same items shares its place. The first was picked because
 * it scored highest on these very items, so on new ones it will score a little lower.
 */
public final class Ranking {

    /** What all of them are called where analysis compares them as it would the personalities of one model. */
    private static final String ALL = "all";

    private Ranking() {}

    /**
     * Someone to rank.
     *
     * @param name unique
     * @param cells one a benchmark, in the order of the benchmarks
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
        /** It is worse, after correction for all comparisons with the best. */
        WORSE;

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
     * @param benchmarks what their cells are of
     * @param settings error rate and seed
     */
    public static List<Place> of(List<Entry> entries, List<StudyBenchmark> benchmarks, StudySettings settings) {
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
        Map<String, Versus> versus = versus(scored, benchmarks, settings);
        List<Place> places = new ArrayList<>();
        places.add(new Place(best.entry().name(), best.score(), 0.0, Standing.BEST));
        for (Scored each : scored.subList(1, scored.size())) {
            Versus found = versus.getOrDefault(each.entry().name(), Versus.UNKNOWN);
            places.add(new Place(
                    each.entry().name(),
                    each.score(),
                    found.difference(),
                    found.worse() ? Standing.WORSE : Standing.TIE));
        }
        return places;
    }

    /** A comparison with the best. */
    private record Versus(@Nullable Double difference, boolean worse) {
        static final Versus UNKNOWN = new Versus(null, false);
    }

    /** On one benchmark by the verdict, on several by the mean over them. */
    private static Map<String, Versus> versus(
            List<Scored> scored, List<StudyBenchmark> benchmarks, StudySettings settings) {
        List<StudyCell> cells = new ArrayList<>();
        for (int place = 0; place < scored.size(); place++) {
            Entry entry = scored.get(place).entry();
            String name = place == 0 ? Personality.BASELINE : entry.name();
            entry.cells().forEach(cell -> cells.add(renamed(cell, name)));
        }
        Study study = Studies.analyze(new StudyData(List.of(), benchmarks, cells, settings));
        Map<String, Versus> versus = new HashMap<>();
        if (benchmarks.size() == 1) {
            study.primary()
                    .forEach(found -> versus.put(
                            found.key().personality(),
                            new Versus(found.difference(), found.verdict() == Verdict.HURTS)));
        } else {
            pooled(study.exploratory(), settings.alpha(), versus);
        }
        return versus;
    }

    /** Corrected as strictly as verdicts are: whoever is not a tie is told to be worse. */
    private static void pooled(List<Exploratory> findings, double alpha, Map<String, Versus> versus) {
        List<Exploratory> pooled = findings.stream()
                .filter(found -> found.kind() == Exploratory.Kind.POOLED)
                .toList();
        Holm holm = Holm.of(pooled.stream().mapToDouble(Exploratory::p).toArray(), pooled.size(), alpha);
        for (int i = 0; i < pooled.size(); i++) {
            double difference = pooled.get(i).difference();
            versus.put(
                    pooled.get(i).personality(), new Versus(difference, difference < 0 && holm.adjusted(i) <= alpha));
        }
    }

    private static StudyCell renamed(StudyCell cell, String name) {
        CellKey key = new CellKey(ALL, name, cell.key().benchmark(), cell.key().setting());
        return new StudyCell(key, cell.scores(), cell.summary(), cell.status(), null, false);
    }
}
