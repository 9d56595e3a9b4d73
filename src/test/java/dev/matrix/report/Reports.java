package dev.matrix.report;

import dev.matrix.analysis.CellAccumulator;
import dev.matrix.analysis.CellCost;
import dev.matrix.analysis.CellKey;
import dev.matrix.analysis.Cost;
import dev.matrix.analysis.SpeedPoint;
import dev.matrix.analysis.Studies;
import dev.matrix.analysis.Study;
import dev.matrix.analysis.StudyBenchmark;
import dev.matrix.analysis.StudyCell;
import dev.matrix.analysis.StudyData;
import dev.matrix.analysis.StudyModel;
import dev.matrix.analysis.StudySettings;
import dev.matrix.domain.Outcome;
import dev.matrix.domain.Score;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Seeded reports of whole matrices. {@code helper} gets most items right that baseline gets wrong, {@code breaker} the reverse, {@code other} hardly differs, and
 * cannot be compared in the last model on the last benchmark. The first model's baseline is asked twice on the first benchmark.
 */
final class Reports {

    static final List<String> MODELS = List.of("tiny:0.5b", "small:1b", "middle:3b");
    static final List<String> PERSONALITIES = List.of("baseline", "helper", "breaker", "other");
    static final List<String> BENCHMARKS = List.of("mmlu", "gsm8k");

    /** What a model could write to leave its place. */
    static final List<String> HOSTILE = List.of(
            "<script>window.owned = 1</script>",
            "</script><script>window.owned = 2</script>",
            "<!-- <script> -->",
            "<img src=x onerror='window.owned = 3'>",
            "\u001b[31mred\u001b[0m",
            "line\u2028separator\u2029here",
            "right \u202eto left\u202c",
            "\"}]}; window.owned = 4; //",
            "{{script}} ${script} $1 \\\\",
            "x".repeat(100_000));

    private final int items;
    private final List<String> models;
    private final Random random = new Random(7);
    private final List<StudyCell> cells = new ArrayList<>();
    private final List<RunReport.Flip> flips = new ArrayList<>();

    private Reports(List<String> models, int items) {
        this.models = models;
        this.items = items;
    }

    /** Three models, four personalities, two benchmarks. */
    static RunReport of(int items) {
        return of(MODELS, items);
    }

    /** The same of these models. */
    static RunReport of(List<String> models, int items) {
        return new Reports(models, items).report();
    }

    /** A report with so many flips, each of a question of its own, of text that hardly compresses. */
    static RunReport withFlips(int count) {
        RunReport report = of(20);
        Random random = new Random(1);
        List<RunReport.Flip> flips = new ArrayList<>();
        List<RunReport.Question> questions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            CellKey key = new CellKey(MODELS.get(i % 3), PERSONALITIES.get(1 + i % 3), BENCHMARKS.get(i % 2), "t0");
            flips.add(new RunReport.Flip(key, "item-" + i, 0, i % 2 == 0, noise(random), noise(random)));
            questions.add(new RunReport.Question(
                    key.benchmark(), "item-" + i, noise(random).text(), "A"));
        }
        return new RunReport(
                report.heading(),
                report.study(),
                report.cells(),
                report.costs(),
                report.speed(),
                report.provenance(),
                report.prompts(),
                questions,
                flips);
    }

    private static RunReport.Reply noise(Random random) {
        byte[] bytes = new byte[300];
        random.nextBytes(bytes);
        return new RunReport.Reply(Base64.getEncoder().encodeToString(bytes), "A");
    }

    private RunReport report() {
        for (String model : models) {
            for (String benchmark : BENCHMARKS) {
                cells(model, benchmark);
            }
        }
        Study study = Studies.analyze(new StudyData(studyModels(), studyBenchmarks(), cells, StudySettings.usual(42)));
        Map<CellKey, CellCost> costs = costs();
        return new RunReport(
                heading(),
                study,
                cells.stream()
                        .filter(cell -> !cell.control())
                        .map(cell -> new RunReport.CellFacts(
                                cell.key(), cell.status().label(), "logprob", false, null))
                        .toList(),
                Cost.of(List.copyOf(costs.values())),
                SpeedPoint.of(study.data(), costs),
                List.of(new RunReport.FactTable(
                        "Models", List.of("model", "digest"), List.of(List.of(models.get(0), "ab12")))),
                List.of(new RunReport.Prompt("helper", "You </script> help.\nAlways.")),
                questions(),
                flips);
    }

    static RunReport.Heading heading() {
        return new RunReport.Heading(
                "r1",
                "finished",
                Instant.parse("2026-01-02T03:04:05Z"),
                Instant.parse("2026-01-02T04:05:06.789Z"),
                true,
                "1.2.3",
                List.of("reach: <b>other</b> is folded"));
    }

    private void cells(String model, String benchmark) {
        boolean[] baseline = new boolean[items];
        IntStream.range(0, items).forEach(item -> baseline[item] = random.nextBoolean());
        for (String personality : PERSONALITIES) {
            CellKey key = new CellKey(model, personality, benchmark, "t0");
            CellAccumulator scores = new CellAccumulator(items, 1);
            for (int item = 0; item < items; item++) {
                boolean right = right(personality, baseline[item], item);
                scores.add(item, 0, score(right));
                if (right != baseline[item]) {
                    flips.add(flip(key, item, right));
                }
            }
            cells.add(StudyCell.of(key, scores, 10, noEffect(key), false));
            if (cells.size() == 1) {
                cells.add(StudyCell.of(key, scores, 10, null, true));
            }
        }
    }

    private @Nullable String noEffect(CellKey key) {
        boolean last = key.model().equals(models.get(models.size() - 1))
                && key.benchmark().equals("gsm8k");
        return last && key.personality().equals("other") ? "the template drops <it>" : null;
    }

    private boolean right(String personality, boolean baseline, int item) {
        return switch (personality) {
            case "helper" -> baseline || item % 4 != 0;
            case "breaker" -> baseline && item % 4 == 0;
            case "other" -> item % 50 == 7 ? !baseline : baseline;
            default -> baseline;
        };
    }

    private static Score score(boolean right) {
        return new Score(
                Outcome.ANSWERED,
                right ? 1 : 0,
                right ? 1 : 0,
                right,
                right ? "A" : "B",
                right ? "A" : "B",
                0.9,
                right ? 0.8 : 0.2,
                false,
                "share of items");
    }

    private static RunReport.Flip flip(CellKey key, int item, boolean won) {
        String hostile = HOSTILE.get(item % HOSTILE.size());
        return new RunReport.Flip(
                key,
                "item-" + item,
                0,
                won,
                new RunReport.Reply("own " + item + " " + hostile, won ? "A" : null),
                new RunReport.Reply("base " + item + " " + hostile, won ? null : "A"));
    }

    private List<RunReport.Question> questions() {
        List<RunReport.Question> questions = new ArrayList<>();
        for (String benchmark : BENCHMARKS) {
            for (int item = 0; item < items; item++) {
                String hostile = HOSTILE.get((item + 3) % HOSTILE.size());
                questions.add(new RunReport.Question(benchmark, "item-" + item, "Question " + hostile, "A"));
            }
        }
        return questions;
    }

    private List<StudyModel> studyModels() {
        return models.stream()
                .map(model -> new StudyModel(
                        model, "ab12", 1e9, 500_000_000L * (1 + models.indexOf(model)), "family", "Q4_K_M"))
                .toList();
    }

    private List<StudyBenchmark> studyBenchmarks() {
        List<String> ids =
                IntStream.range(0, items).mapToObj(item -> "item-" + item).toList();
        return BENCHMARKS.stream()
                .map(name -> new StudyBenchmark(
                        name,
                        name.equals("mmlu") ? "mmlu (sample)" : name,
                        name.equals("mmlu"),
                        "acc",
                        ids,
                        Collections.nCopies(items, ""),
                        name.equals("mmlu") ? 0.25 : null,
                        0.3))
                .toList();
    }

    private Map<CellKey, CellCost> costs() {
        Map<CellKey, CellCost> costs = new LinkedHashMap<>();
        int number = 0;
        for (StudyCell cell : cells.stream().filter(each -> !each.control()).toList()) {
            costs.put(
                    cell.key(),
                    new CellCost(
                            cell.key(),
                            items,
                            items,
                            Map.of(Outcome.ANSWERED.label(), items - 1, Outcome.REFUSED.label(), 1),
                            items * (0.1 + 0.01 * number++),
                            100L * items,
                            10L * items));
        }
        return costs;
    }
}
