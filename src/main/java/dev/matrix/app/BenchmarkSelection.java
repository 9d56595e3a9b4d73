package dev.matrix.app;

import dev.matrix.config.BenchmarkFile;
import dev.matrix.config.Catalogue;
import dev.matrix.dataset.DataRoot;
import dev.matrix.dataset.Datasets;
import dev.matrix.dataset.SamplePlan;
import dev.matrix.dataset.Sampling;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.DataKind;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.MatrixException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the benchmarks of a run and loads their items from where {@code --data} says. */
public final class BenchmarkSelection {

    private static final String AUTO = "auto";
    private static final String BUNDLED = "bundled";

    private final Catalogue catalogue;
    private final Datasets datasets = new Datasets();

    public BenchmarkSelection(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** True for {@code auto} and {@code bundled}, false for a directory. */
    public static boolean isWord(String data) {
        return data.equals(AUTO) || data.equals(BUNDLED);
    }

    /** What a run writes down: where the items really came from, so that {@code auto} may mean something else one day. */
    static String recorded(String data) {
        return data.equals(AUTO) ? BUNDLED : data;
    }

    /** The loaded benchmarks with what a person should know about them. */
    public record Loaded(List<BenchmarkItems> benchmarks, List<String> warnings) {}

    /**
     * Loads what the request selects.
     *
     * @throws MatrixException of kind USAGE for an unknown benchmark, a bad file, or a named benchmark that the data directory lacks
     */
    public Loaded load(RunRequest request) {
        RunRequest.Measuring measuring = request.measuring();
        SamplePlan plan = new SamplePlan(
                measuring.limit(), measuring.stratified() ? Sampling.STRATIFIED : Sampling.FIRST, measuring.seed());
        List<BenchmarkItems> loaded = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        LmEvalRules rules = new LmEvalRules(request);
        for (BenchmarkFile file :
                catalogue.benchmarks("--benchmarks", request.selection().benchmarks())) {
            rules.require(file.benchmark());
            Optional<Place> place = place(file, measuring.data());
            if (place.isPresent()) {
                loaded.add(items(file, place.get(), plan, measuring.fewshot()));
            } else {
                warnings.add(missing(file, request));
            }
        }
        loaded.forEach(each -> warnings.addAll(each.items().warnings()));
        sampleNotice(loaded, measuring.data()).ifPresent(warnings::add);
        return new Loaded(loaded, warnings);
    }

    /** The whole pool of a benchmark's solved examples: lm-eval draws from it by itself. */
    List<Item> examples(Benchmark benchmark, String data) {
        BenchmarkFile file = catalogue.benchmark(benchmark.name());
        Place place = place(file, data).orElseThrow(() -> lacking(file, data));
        return datasets.examples(benchmark, place.data().source(), place.root());
    }

    /** One benchmark with all its items, for looking at it. */
    public BenchmarkItems loadAll(String name, String data, SamplePlan plan) {
        BenchmarkFile file = catalogue.benchmark(name);
        Place place = place(file, data).orElseThrow(() -> lacking(file, data));
        return items(file, place, plan, null);
    }

    /**
     * Those of the benchmarks that are there, with all their items.
     *
     * @param expressions names or {@code all}
     */
    public List<BenchmarkItems> loadKnown(List<String> expressions, String data) {
        List<BenchmarkItems> known = new ArrayList<>();
        for (BenchmarkFile file : catalogue.benchmarks("--benchmarks", expressions)) {
            place(file, data).ifPresent(place -> known.add(items(file, place, SamplePlan.everything(), null)));
        }
        return known;
    }

    private record Place(BenchmarkFile.Data data, DataRoot root) {}

    private Optional<Place> place(BenchmarkFile file, String data) {
        DataRoot own = file.folder() == null ? DataRoot.builtIn() : DataRoot.directory(file.folder());
        Optional<BenchmarkFile.Data> user = file.data(DataKind.USER);
        if (user.isPresent()) {
            return user.map(found -> new Place(found, own));
        }
        if (isWord(data)) {
            return file.data(DataKind.SAMPLE).map(found -> new Place(found, own));
        }
        Path directory = Path.of(data);
        if (!Files.isDirectory(directory)) {
            throw MatrixException.usage("--data " + data + " is not a directory. Give the directory that holds gsm8k/,"
                    + " mmlu/, arc_easy/ ..., or 'bundled' for the samples.");
        }
        DataRoot root = DataRoot.directory(directory);
        return file.data(DataKind.REAL)
                .filter(found -> datasets.available(found.source(), root))
                .map(found -> new Place(found, root));
    }

    private BenchmarkItems items(BenchmarkFile file, Place place, SamplePlan plan, @Nullable Integer fewshot) {
        Benchmark benchmark =
                fewshot == null ? file.benchmark() : file.benchmark().withFewshot(fewshot);
        ItemSet items = datasets.load(benchmark, place.data().source(), place.root(), plan);
        return new BenchmarkItems(
                items.kind() == DataKind.SAMPLE ? benchmark.comparableWithNothing() : benchmark,
                items,
                place.data().note().text(),
                place.data().note().url(),
                place.data().note().licence());
    }

    private static String missing(BenchmarkFile file, RunRequest request) {
        boolean asked = request.selection().benchmarksNamed()
                && request.selection().benchmarks().contains(file.benchmark().name());
        if (asked && !request.selection().skipMissing()) {
            throw lacking(file, request.measuring().data());
        }
        return "the data directory " + request.measuring().data() + " has no "
                + file.benchmark().name() + "; it is left out";
    }

    private static MatrixException lacking(BenchmarkFile file, String data) {
        String looked = file.data(DataKind.REAL)
                .map(found -> " (looked for " + String.join(", ", found.source().items()) + ")")
                .orElse("");
        return MatrixException.usage("The data directory " + data + " has no "
                + file.benchmark().name() + looked + ". Put it there, or leave it out with --skip-missing.");
    }

    private static Optional<String> sampleNotice(List<BenchmarkItems> loaded, String data) {
        boolean samples = loaded.stream().anyMatch(each -> each.items().kind() == DataKind.SAMPLE);
        return samples && data.equals(AUTO)
                ? Optional.of("--data auto uses the bundled samples, which are not the published sets; scores on them"
                        + " compare conditions, nothing else. Use --data DIR for published files.")
                : Optional.empty();
    }
}
