package dev.matrix.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A matrix whose truth is known: models x personalities x benchmarks over items that differ in difficulty. Without a planted effect every personality is
 * baseline asked again.
 */
final class SimulatedStudy {

    static final List<String> PERSONALITIES = List.of("baseline", "a", "b", "c", "d", "e", "cot");

    private final int models;
    private final List<String> benchmarks;
    private final int items;
    private final SplittableRandom random;
    private final List<StudyCell> cells = new ArrayList<>();

    SimulatedStudy(int models, int benchmarks, int items, long seed) {
        this.models = models;
        this.benchmarks =
                IntStream.range(0, benchmarks).mapToObj(i -> "benchmark" + i).toList();
        this.items = items;
        this.random = new SplittableRandom(seed);
    }

    static CellKey key(int model, String personality, int benchmark) {
        return new CellKey("model" + model, personality, "benchmark" + benchmark, "t0");
    }

    /** How many comparisons it has. */
    int comparisons() {
        return models * benchmarks.size() * (PERSONALITIES.size() - 1);
    }

    /** No effect anywhere. The last benchmark has fractional scores when it is asked for. */
    SimulatedStudy withoutEffect(boolean fractional) {
        for (int model = 0; model < models; model++) {
            for (int benchmark = 0; benchmark < benchmarks.size(); benchmark++) {
                boolean shares = fractional && benchmark == benchmarks.size() - 1;
                double[] difficulty = random.doubles(items).toArray();
                for (String personality : PERSONALITIES) {
                    double[] scores = new double[items];
                    for (int item = 0; item < items; item++) {
                        scores[item] = shares
                                ? (difficulty[item] + random.nextDouble()) / 2
                                : random.nextDouble() < difficulty[item] ? 1 : 0;
                    }
                    add(key(model, personality, benchmark), scores);
                }
            }
        }
        return this;
    }

    /**
     * The first model's first personality on the first benchmark differs from baseline by so much in truth.
     *
     * @param difference a share
     * @param discordance share of items on which the two differ
     */
    SimulatedStudy planted(double difference, double discordance) {
        double[] baseline = new double[items];
        double[] personality = new double[items];
        double both = 0.5 * (1 - discordance);
        for (int item = 0; item < items; item++) {
            double u = random.nextDouble();
            boolean won = u < (discordance + difference) / 2;
            boolean lost = !won && u < discordance;
            boolean right = u >= discordance && u < discordance + both;
            personality[item] = won || right ? 1 : 0;
            baseline[item] = lost || right ? 1 : 0;
        }
        replace(key(0, "baseline", 0), baseline);
        replace(key(0, "a", 0), personality);
        return this;
    }

    private void replace(CellKey key, double[] scores) {
        cells.removeIf(cell -> cell.key().equals(key));
        add(key, scores);
    }

    private void add(CellKey key, double[] scores) {
        CellAccumulator cell = new CellAccumulator(items, 1);
        for (int item = 0; item < items; item++) {
            cell.add(item, 0, Scores.scored(scores[item], scores[item] >= 0.5));
        }
        cells.add(StudyCell.of(key, cell, 10, null, false));
    }

    /** The items of the first model's first personality on the first benchmark beside baseline's. */
    PairedItems first() {
        return PairedItems.of(scores(key(0, "a", 0)), scores(key(0, "baseline", 0)));
    }

    private CellAccumulator scores(CellKey key) {
        return cells.stream()
                .filter(cell -> cell.key().equals(key))
                .findFirst()
                .orElseThrow()
                .scores();
    }

    StudyData data() {
        return data(cells, new StudySettings(0.05, 0.05, List.of(), false, 1));
    }

    /** With the primary family narrowed to one personality. */
    StudyData comparing(String personality) {
        return data(cells, new StudySettings(0.05, 0.05, List.of(personality), false, 1));
    }

    private StudyData data(List<StudyCell> given, StudySettings settings) {
        List<String> ids = IntStream.range(0, items).mapToObj(i -> "i" + i).toList();
        List<String> groups = ids.stream().map(id -> "").toList();
        return new StudyData(
                IntStream.range(0, models)
                        .mapToObj(i -> new StudyModel("model" + i, "", null, null, "", ""))
                        .toList(),
                benchmarks.stream()
                        .map(name -> new StudyBenchmark(name, name, false, "acc", ids, groups, null, null))
                        .toList(),
                given,
                settings);
    }

    /**
     * The same items asked in blocks; an arm that is decided is asked no more.
     *
     * @return true when any effect was called at any time
     */
    boolean everCalledInBlocksOf(int block) {
        int[] asked = new int[cells.size()];
        boolean[] decided = new boolean[cells.size()];
        for (int reached = block; reached <= items; reached += block) {
            List<StudyCell> prefix = new ArrayList<>();
            for (int i = 0; i < asked.length; i++) {
                asked[i] = decided[i] ? asked[i] : reached;
                prefix.add(first(cells.get(i), asked[i]));
            }
            var verdicts = Studies.verdicts(data(prefix, new StudySettings(0.05, 0.05, List.of(), true, 1)));
            for (int i = 0; i < asked.length; i++) {
                Verdict verdict = verdicts.getOrDefault(cells.get(i).key(), Verdict.UNDECIDED);
                decided[i] = verdict != Verdict.UNDECIDED;
                if (verdict.isEffect()) {
                    return true;
                }
            }
        }
        return false;
    }

    private StudyCell first(StudyCell cell, int reached) {
        CellAccumulator prefix = new CellAccumulator(items, 1);
        for (int item = 0; item < reached; item++) {
            prefix.add(
                    item,
                    0,
                    Scores.scored(cell.scores().value(item), cell.scores().value(item) >= 0.5));
        }
        return new StudyCell(cell.key(), prefix, cell.summary(), cell.status(), null, false);
    }
}
