package dev.matrix.app;

import dev.matrix.config.BenchmarkFile;
import dev.matrix.config.Catalogue;
import dev.matrix.dataset.Datasets;
import dev.matrix.dataset.SamplePlan;
import dev.matrix.dataset.hub.HubException;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.DataKind;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.MatrixException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds the benchmarks of a run and loads their items from where {@code --data} says. */
public final class BenchmarkSelection {

    private final Catalogue catalogue;
    private final Datasets datasets = new Datasets();
    private final RealSets real;
    private final DataPlaces places;

    public BenchmarkSelection(Catalogue catalogue, RealSets real) {
        this.catalogue = catalogue;
        this.real = real;
        this.places = new DataPlaces(datasets, real);
    }

    /** True for {@code auto} and {@code bundled}, false for a directory. */
    public static boolean isWord(String data) {
        return data.equals(DataPlaces.AUTO) || data.equals(DataPlaces.BUNDLED);
    }

    /** The real sets on this machine. */
    RealSets real() {
        return real;
    }

    /** The loaded benchmarks with what a person should know about them. */
    public record Loaded(List<BenchmarkItems> benchmarks, List<String> warnings) {}

    /**
     * Loads what the request selects.
     *
     * @throws MatrixException of kind USAGE for an unknown benchmark, a bad file, a named benchmark that the data directory lacks, or a real set that is neither
     *     cached nor to be had
     */
    public Loaded load(RunRequest request) {
        RunRequest.Measuring measuring = request.measuring();
        SamplePlan plan = new SamplePlan(measuring.limit(), measuring.sample(), measuring.seed());
        List<BenchmarkItems> loaded = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        StockTaskRules rules = new StockTaskRules(request);
        for (BenchmarkFile file :
                catalogue.benchmarks("--benchmarks", request.selection().benchmarks())) {
            rules.require(file.benchmark());
            Benchmark benchmark = benchmark(file, measuring.fewshot());
            try {
                Optional<DataPlaces.Place> place = places.find(file, measuring.data(), benchmark.fewshot() > 0);
                if (place.isPresent()) {
                    loaded.add(items(benchmark, place.get(), plan));
                } else {
                    warnings.add(missing(file, request));
                }
            } catch (HubException e) {
                warnings.add(vanished(file, request, e));
            }
        }
        if (loaded.isEmpty() && measuring.data().equals(DataPlaces.AUTO) && !warnings.isEmpty()) {
            throw MatrixException.usage("None of the real sets can be had: " + String.join("; ", warnings)
                    + ". Use --data bundled (the samples) or --data DIR (published files).");
        }
        loaded.forEach(each -> warnings.addAll(each.items().warnings()));
        if (request.isGiven("--limit")) {
            warnings.addAll(smaller(loaded, measuring.limit()));
        }
        return new Loaded(loaded, warnings);
    }

    /** Of a limit that somebody chose: which sets have fewer items. */
    private static List<String> smaller(List<BenchmarkItems> loaded, int limit) {
        List<String> small = loaded.stream()
                .filter(each -> limit != Integer.MAX_VALUE && each.items().available() < limit)
                .map(each -> each.shownAs() + " " + each.items().available())
                .toList();
        return small.isEmpty()
                ? List.of()
                : List.of("there are fewer items than --limit " + limit + " in " + String.join(", ", small)
                        + "; all of them are asked");
    }

    /** The whole pool of a benchmark's solved examples: lm-eval draws from it by itself. */
    List<Item> examples(Benchmark benchmark, String data) {
        BenchmarkFile file = catalogue.benchmark(benchmark.name());
        try {
            DataPlaces.Place place = places.find(file, data, true).orElseThrow(() -> lacking(file, data));
            return datasets.examples(benchmark, place.data().source(), place.root());
        } catch (HubException e) {
            throw RealSets.refusal(e);
        }
    }

    /** One benchmark with all its items, for looking at it. */
    public BenchmarkItems loadAll(String name, String data, SamplePlan plan) {
        BenchmarkFile file = catalogue.benchmark(name);
        Benchmark benchmark = file.benchmark();
        try {
            return places.find(file, data, benchmark.fewshot() > 0)
                    .map(place -> items(benchmark, place, plan))
                    .orElseThrow(() -> lacking(file, data));
        } catch (HubException e) {
            throw RealSets.refusal(e);
        }
    }

    /**
     * Those of the benchmarks that are there, with all their items.
     *
     * @param expressions names or {@code all}
     */
    public List<BenchmarkItems> loadKnown(List<String> expressions, String data) {
        List<BenchmarkItems> known = new ArrayList<>();
        for (BenchmarkFile file : catalogue.benchmarks("--benchmarks", expressions)) {
            Benchmark benchmark = file.benchmark();
            try {
                places.find(file, data, benchmark.fewshot() > 0)
                        .ifPresent(place -> known.add(items(benchmark, place, SamplePlan.everything())));
            } catch (HubException e) {
                if (!mayBeLeftOut(file, e)) {
                    throw RealSets.refusal(e);
                }
            }
        }
        return known;
    }

    /**
     * Those of the shipped benchmarks and of the user's own that are there, with all their items, where nobody asked for any of them: one of the user's own that
     * cannot be read is left out.
     *
     * @param warned is told which one is left out, and why
     */
    public List<BenchmarkItems> loadUsable(String data, Consumer<String> warned) {
        List<BenchmarkItems> usable = new ArrayList<>(loadKnown(Catalogue.STANDARD_BENCHMARKS, data));
        List<String> own = new ArrayList<>(catalogue.benchmarkNames());
        own.removeAll(Catalogue.STANDARD_BENCHMARKS);
        for (String name : own) {
            try {
                usable.addAll(loadKnown(List.of(name), data));
            } catch (MatrixException e) {
                warned.accept(name + " is left out: " + e.getMessage());
            }
        }
        return usable;
    }

    /** The benchmarks whose real set is in the cache, and those whose is not; nothing is fetched. */
    Cached cached(List<String> expressions) {
        List<String> there = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (BenchmarkFile file : catalogue.benchmarks("--benchmarks", expressions)) {
            boolean isThere = file.data(DataKind.USER).isPresent()
                    || file.hub().map(real::isCached).orElse(false);
            (isThere ? there : missing).add(file.benchmark().name());
        }
        return new Cached(there, missing);
    }

    /** Names of benchmarks. */
    record Cached(List<String> there, List<String> missing) {}

    private BenchmarkItems items(Benchmark benchmark, DataPlaces.Place place, SamplePlan plan) {
        ItemSet items = datasets.load(benchmark, place.data().source(), place.root(), plan);
        return new BenchmarkItems(
                items.kind() == DataKind.SAMPLE ? benchmark.comparableWithNothing() : benchmark,
                items,
                place.data().note().text(),
                place.data().note().url(),
                place.data().note().licence(),
                place.revision());
    }

    private static Benchmark benchmark(BenchmarkFile file, @Nullable Integer fewshot) {
        return fewshot == null ? file.benchmark() : file.benchmark().withFewshot(fewshot);
    }

    /** What is said of a real set that is left out; one that somebody asked for, or that should be there, is an error. */
    private String vanished(BenchmarkFile file, RunRequest request, HubException failure) {
        boolean leftOut = request.selection().skipMissing() || (mayBeLeftOut(file, failure) && !isAsked(file, request));
        if (!leftOut) {
            throw RealSets.refusal(failure, ", or leave it out with --skip-missing");
        }
        return file.benchmark().name() + " is left out: " + failure.getMessage();
    }

    /** Offline nobody can tell whether the hub still has a set that may vanish. */
    private boolean mayBeLeftOut(BenchmarkFile file, HubException failure) {
        return (failure.reason() == HubException.Reason.GONE || failure.reason() == HubException.Reason.OFFLINE)
                && file.hub().map(real::mayVanish).orElse(false);
    }

    private static boolean isAsked(BenchmarkFile file, RunRequest request) {
        return request.selection().benchmarksNamed()
                && request.selection().benchmarks().contains(file.benchmark().name());
    }

    private static String missing(BenchmarkFile file, RunRequest request) {
        String data = request.measuring().data();
        if (isAsked(file, request) && !request.selection().skipMissing()) {
            throw lacking(file, data);
        }
        return isWord(data)
                ? file.benchmark().name() + " has no items for --data " + data + "; it is left out"
                : "the data directory " + data + " has no " + file.benchmark().name() + "; it is left out";
    }

    private static MatrixException lacking(BenchmarkFile file, String data) {
        String name = file.benchmark().name();
        if (isWord(data)) {
            return MatrixException.usage("Benchmark " + name + " has no items for --data " + data
                    + ". Use --data bundled (the samples) or --data DIR (published files), or leave it out with"
                    + " --skip-missing.");
        }
        String looked = file.data(DataKind.REAL)
                .map(found -> " (looked for " + String.join(", ", found.source().items()) + ")")
                .orElse("");
        return MatrixException.usage("The data directory " + data + " has no " + name + looked
                + ". Put it there, or leave it out with --skip-missing.");
    }
}
