package dev.matrix.app;

import dev.matrix.analysis.SamplingNoise;
import dev.matrix.domain.CellStatus;
import dev.matrix.domain.Outcome;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Reach;
import dev.matrix.domain.Setting;
import dev.matrix.store.CellResult;
import dev.matrix.store.Results;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The results of a run as a person reads them at its end, taken from results.json and nowhere else.
 *
 * @param combinations all combinations
 * @param ok complete ones
 * @param partial with a score, although over 2 % of their trials are missing
 * @param failed without a score
 * @param unfinished not asked to the end
 * @param scope which setting the rows and cells show, and over how many repeats; empty where there is one of each
 * @param rows model by personality
 * @param noise how large a difference must be to mean anything; empty when nothing is compared
 * @param verdicts what the comparisons with baseline come to, in sentences
 * @param notes format effects, personalities that do not reach a model, and other things that change how a number is read
 */
public record RunSummary(
        String runId,
        Path directory,
        int combinations,
        int ok,
        int partial,
        int failed,
        int unfinished,
        boolean simulated,
        Totals totals,
        String scope,
        List<Row> rows,
        List<Cell> cells,
        String noise,
        List<String> verdicts,
        List<String> notes) {

    /**
     * A model and personality.
     *
     * @param mean mean over its benchmarks at the first setting; null when none is valid
     * @param difference to baseline over the benchmarks valid in both; null for baseline
     */
    public record Row(
            String model,
            String personality,
            @Nullable Double mean,
            @Nullable Double difference,
            int won,
            int lost,
            int compared,
            int benchmarks) {}

    /**
     * One combination at the first setting.
     *
     * @param score null when it failed
     * @param status complete, partial (over 2 % of its trials are missing), failed or unfinished
     * @param strict the strict score, where lm-eval reads a reply in two ways and neither may stand alone; null elsewhere
     * @param ownSystem true when the model's own SYSTEM may stand in its prompts
     */
    public record Cell(
            String model,
            String personality,
            String benchmark,
            @Nullable Double score,
            CellStatus status,
            @Nullable Double strict,
            boolean ownSystem) {}

    /**
     * What it took.
     *
     * @param wallSeconds sum over the invocations that asked something; null when unknown
     * @param tokensPerSecond of one request while it generates; null when nothing was generated
     * @param gpuShare share of the models' memory on a GPU; null when unknown
     */
    public record Totals(
            @Nullable Double wallSeconds,
            @Nullable Double tokensPerSecond,
            @Nullable Double gpuShare) {}

    static RunSummary of(Path directory, Results results) {
        List<Row> rows = new ArrayList<>();
        results.statistics()
                .forEach((model, personalities) -> personalities.forEach(
                        (personality, statistics) -> rows.add(row(model, personality, statistics))));
        List<Cell> cells = new ArrayList<>();
        results.results()
                .forEach((model, personalities) -> personalities.forEach((personality, benchmarks) ->
                        benchmarks.forEach((benchmark, cell) -> cells.add(new Cell(
                                model,
                                personality,
                                shownAs(results, benchmark),
                                cell.score(),
                                cell.status(),
                                readings(cell).size() > 1 ? cell.strict() : null,
                                Boolean.TRUE.equals(cell.ownSystem()))))));
        return new RunSummary(
                results.metadata().runId(),
                directory,
                results.combinations().size(),
                count(results, CellStatus.COMPLETE),
                count(results, CellStatus.PARTIAL),
                count(results, CellStatus.FAILED),
                count(results, CellStatus.UNFINISHED),
                results.metadata().simulated(),
                new Totals(
                        results.execution().wallSeconds(),
                        results.execution().tokensPerSecond(),
                        results.execution().gpuShare()),
                scope(results),
                rows,
                cells,
                noise(results),
                results.inWords(),
                notes(results));
    }

    private static String scope(Results results) {
        String shown = results.metadata().nestedSetting();
        List<String> others = results.combinations().stream()
                .map(each -> new Setting(each.setting()).id())
                .distinct()
                .filter(id -> !id.equals(shown))
                .toList();
        int repeats = results.metadata().settings().repeats();
        List<String> clauses = new ArrayList<>();
        if (!others.isEmpty()) {
            clauses.add("scores at setting " + shown + "; " + others.size()
                    + (others.size() == 1 ? " other setting (" : " other settings (") + String.join(", ", others)
                    + (others.size() == 1 ? ") is" : ") are") + " in results.json");
        }
        if (repeats > 1) {
            clauses.add("each score is the mean over " + repeats + " repeats");
        }
        return String.join("; ", clauses);
    }

    /** Of the differences that rest on the least and on the most. */
    private static String noise(Results results) {
        List<int[]> compared = new ArrayList<>();
        results.statistics()
                .forEach((model, personalities) -> personalities.forEach((personality, statistics) -> {
                    if (statistics.vsBaseline() != null) {
                        compared.add(compared(results.results().getOrDefault(model, Map.of()), personality));
                    }
                }));
        List<int[]> coarsestFirst = compared.stream()
                .filter(items -> items.length > 0)
                .sorted(Comparator.<int[]>comparingDouble(SamplingNoise::points).reversed())
                .toList();
        return coarsestFirst.isEmpty()
                ? ""
                : SamplingNoise.sentence(coarsestFirst.get(0), coarsestFirst.get(coarsestFirst.size() - 1));
    }

    /** How many items each benchmark gives to the difference of a personality to baseline. */
    private static int[] compared(Map<String, Map<String, CellResult>> ofModel, String personality) {
        Map<String, CellResult> own = ofModel.getOrDefault(personality, Map.of());
        Map<String, CellResult> baseline = ofModel.getOrDefault(Personality.BASELINE, Map.of());
        return own.entrySet().stream()
                .filter(entry -> entry.getValue().score() != null)
                .mapToInt(entry -> {
                    CellResult other = baseline.get(entry.getKey());
                    return other == null || other.score() == null
                            ? 0
                            : Math.min(entry.getValue().total(), other.total());
                })
                .filter(items -> items > 0)
                .toArray();
    }

    private static int count(Results results, CellStatus status) {
        return (int) results.combinations().stream()
                .filter(each -> each.cell().status() == status)
                .count();
    }

    private static String shownAs(Results results, String benchmark) {
        Results.DataEntry data = results.metadata().data().get(benchmark);
        return data == null ? benchmark : data.shownAs();
    }

    private static Row row(String model, String personality, Results.Statistics statistics) {
        Results.VsBaseline versus = statistics.vsBaseline();
        return new Row(
                model,
                personality,
                statistics.mean(),
                versus == null ? null : versus.absolute(),
                versus == null ? 0 : versus.itemsWon(),
                versus == null ? 0 : versus.itemsLost(),
                versus == null ? 0 : versus.itemsCompared(),
                statistics.nBenchmarks());
    }

    /** The names of the ways in which lm-eval reads a reply, the strict one first; empty for matrix's own benchmarks. */
    private static List<String> readings(CellResult cell) {
        Map<String, @Nullable Double> metrics = cell.secondary() == null ? Map.of() : cell.secondary();
        return metrics.keySet().stream()
                .filter(name -> !name.contains("_stderr,"))
                .map(name -> name.substring(name.indexOf(',') + 1))
                .toList();
    }

    private static List<String> notes(Results results) {
        List<String> notes = new ArrayList<>(new Doubts(results).context());
        results.combinations().stream()
                .filter(each -> readings(each.cell()).size() > 1)
                .map(each -> each.benchmark() + ": " + readings(each.cell()).get(1) + " / "
                        + readings(each.cell()).get(0))
                .distinct()
                .forEach(notes::add);
        results.combinations().stream()
                .filter(each -> Boolean.TRUE.equals(each.cell().ownSystem()))
                .map(Results.FlatCombination::model)
                .distinct()
                .forEach(model -> notes.add("S: " + model + " has a SYSTEM of its own, which lm-eval's messages do not"
                        + " keep out; no effect of a personality is told from these scores"));
        results.metadata().reach().stream()
                .filter(finding -> finding.reach() != Reach.REACHED && finding.reach() != Reach.UNKNOWN)
                .forEach(finding -> notes.add("reach: " + finding.personality() + " on " + finding.model() + " is "
                        + finding.reach().label() + " (" + finding.evidence() + ")"));
        results.combinations().stream()
                .filter(each -> each.cell().formatEffect())
                .forEach(each -> notes.add("format: " + each.id() + ": the letters have less than half of baseline's"
                        + " probability, so its score may show a change of format"));
        notes.addAll(new ComparisonNotes(results.statistics()).all());
        notes.addAll(new StopNotes(results).all());
        notes.addAll(missing(results));
        notes.addAll(LmEvalNotes.of(results));
        notes.addAll(cached(results));
        HeldConcurrency.note(results.execution().concurrency()).ifPresent(notes::add);
        return notes;
    }

    private static List<String> cached(Results results) {
        Integer cached = results.execution().cachedTrials();
        int all = Stream.concat(results.combinations().stream(), results.controlCombinations().stream())
                .mapToInt(each -> each.cell().planned())
                .sum();
        return cached == null || cached == 0
                ? List.of()
                : List.of("cache: " + cached + " of " + all
                        + " trials were answered in earlier runs and not asked again; --no-cache asks all");
    }

    /** Combinations that miss their trials for one and the same reason share a note. */
    private static List<String> missing(Results results) {
        Map<String, List<Results.FlatCombination>> byReason = new LinkedHashMap<>();
        results.combinations().stream()
                .filter(each -> each.cell().missing() > 0 && each.cell().status() != CellStatus.UNFINISHED)
                .forEach(each -> byReason.computeIfAbsent(
                                (each.cell().error() == null ? each.id() : "") + reason(each), key -> new ArrayList<>())
                        .add(each));
        List<String> notes = new ArrayList<>();
        byReason.values().forEach(all -> {
            CellResult first = all.get(0).cell();
            String reason = reason(all.get(0));
            notes.add(
                    all.size() == 1
                            ? "missing: " + first.missing() + " of " + first.planned() + " trials of "
                                    + all.get(0).id() + reason
                            : "missing: trials of " + all.size() + " combinations, the first one "
                                    + all.get(0).id() + reason);
        });
        return notes;
    }

    /** The status and the kinds of failures, then the error; without an error each combination is a case of its own. */
    private static String reason(Results.FlatCombination each) {
        CellResult cell = each.cell();
        String kinds = why(cell);
        return " (" + cell.status().label() + (kinds.isEmpty() ? "" : "; " + kinds) + ")"
                + (cell.error() == null ? "" : ": " + cell.error());
    }

    /** Why trials are missing, by kind. */
    private static String why(CellResult cell) {
        return Arrays.stream(Outcome.values())
                .filter(outcome -> !outcome.scored() && cell.outcomes().getOrDefault(outcome.label(), 0) > 0)
                .map(outcome -> cell.outcomes().get(outcome.label()) + " " + outcome.label())
                .collect(Collectors.joining(", "));
    }

    /** The cells of a model and personality by benchmark as shown. */
    public Map<String, Cell> cellsOf(String model, String personality) {
        Map<String, Cell> found = new LinkedHashMap<>();
        cells.stream()
                .filter(cell -> cell.model().equals(model) && cell.personality().equals(personality))
                .forEach(cell -> found.put(cell.benchmark(), cell));
        return found;
    }
}
