package dev.matrix.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How fast and how good a model with a personality is: unweighted means over benchmarks. Only those that have a score on the same benchmarks stand beside each
 * other, since benchmarks differ in length and difficulty.
 *
 * @param benchmarks how many benchmarks it is a mean over
 * @param secondsPerQuestion mean time of a trial's requests, over 0
 * @param score mean score, a share
 * @param onFront true when no other point of the setting is at least as fast and at least as good, and better in one of them (V. Pareto, Manuale di economia
 *     politica, 1906)
 */
public record SpeedPoint(
        String model,
        String personality,
        String setting,
        int benchmarks,
        double secondsPerQuestion,
        double score,
        boolean onFront) {

    /**
     * The points of a study, setting by setting in the order of the cells. A model and personality that lacks a benchmark which others have, or whose times
     * nobody knows, has none.
     *
     * @param costs of the cells, by key
     */
    public static List<SpeedPoint> of(StudyData data, Map<CellKey, CellCost> costs) {
        Map<String, List<SpeedPoint>> settings = new LinkedHashMap<>();
        Map<List<String>, List<StudyCell>> groups = new LinkedHashMap<>();
        for (StudyCell cell : data.cells()) {
            CellCost cost = costs.get(cell.key());
            if (!cell.control() && cell.summary().score() != null && cost != null && cost.seconds() > 0) {
                List<String> group = List.of(
                        cell.key().setting(), cell.key().model(), cell.key().personality());
                groups.computeIfAbsent(group, key -> new ArrayList<>()).add(cell);
            }
        }
        Map<String, Set<String>> most = mostBenchmarks(groups);
        groups.forEach((group, cells) -> {
            if (names(cells).equals(most.get(group.get(0)))) {
                settings.computeIfAbsent(group.get(0), key -> new ArrayList<>()).add(point(group, cells, costs));
            }
        });
        return settings.values().stream()
                .flatMap(points -> points.stream().map(point -> point.among(points)))
                .toList();
    }

    /** The largest set of benchmarks that one group of each setting has. */
    private static Map<String, Set<String>> mostBenchmarks(Map<List<String>, List<StudyCell>> groups) {
        Map<String, Set<String>> most = new LinkedHashMap<>();
        groups.forEach((group, cells) ->
                most.merge(group.get(0), names(cells), (old, its) -> its.size() > old.size() ? its : old));
        return most;
    }

    private static Set<String> names(List<StudyCell> cells) {
        return cells.stream().map(cell -> cell.key().benchmark()).collect(Collectors.toSet());
    }

    private static SpeedPoint point(List<String> group, List<StudyCell> cells, Map<CellKey, CellCost> costs) {
        double[] seconds = new double[cells.size()];
        double[] scores = new double[cells.size()];
        for (int i = 0; i < seconds.length; i++) {
            CellCost cost = costs.get(cells.get(i).key());
            Double score = cells.get(i).summary().score();
            seconds[i] = cost == null ? 0 : cost.seconds() / cost.asked();
            scores[i] = score == null ? 0 : score;
        }
        return new SpeedPoint(
                group.get(1),
                group.get(2),
                group.get(0),
                cells.size(),
                MeanOverBenchmarks.mean(seconds),
                MeanOverBenchmarks.mean(scores),
                false);
    }

    private SpeedPoint among(List<SpeedPoint> all) {
        boolean front = all.stream().noneMatch(other -> other.beats(this));
        return new SpeedPoint(model, personality, setting, benchmarks, secondsPerQuestion, score, front);
    }

    private boolean beats(SpeedPoint other) {
        Comparator<SpeedPoint> speed = Comparator.comparingDouble(SpeedPoint::secondsPerQuestion);
        Comparator<SpeedPoint> quality = Comparator.comparingDouble(SpeedPoint::score);
        boolean noWorse = speed.compare(this, other) <= 0 && quality.compare(this, other) >= 0;
        return noWorse && (speed.compare(this, other) < 0 || quality.compare(this, other) > 0);
    }
}
