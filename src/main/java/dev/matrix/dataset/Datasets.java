package dev.matrix.dataset;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.DataSource;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.MatrixException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Loads the items of benchmarks: files are found and read, options lettered (and shuffled where the benchmark says so), keys checked for skew, items put
 * into sampling order. Options of an item with several right ones are cut to 10, keeping a right one. Stateless and thread-safe.
 *
 * <p>An item whose record states no id is called {@code key/index}: the part of the path that {@code *} matched, else the file's name without endings, and
 * the 0-based position in the file, e.g. {@code anatomy/17} or {@code test/0}; examples have {@code shots/} before it.
 */
public final class Datasets {

    /** Whether there is a file to load items from; says nothing about its content. */
    public boolean available(DataSource source, DataRoot root) {
        return !new SourceFiles("", source, root).items().files().isEmpty();
    }

    /**
     * The hashes of the rows of the items or of the examples, to compare two forms of one set. Nothing is cleaned, shuffled or cut.
     *
     * @param shots true for the examples
     */
    public RowHashes rowHashes(Benchmark benchmark, DataSource source, DataRoot root, boolean shots) {
        SourceFiles files = new SourceFiles(benchmark.name(), source, root);
        List<DataFile> found = shots ? files.shots() : files.requireItems().files();
        return RowHashes.of(new ItemReader(benchmark, source).rowHashes(found));
    }

    /**
     * Loads a set.
     *
     * @param benchmark says what an answer is, how options are ordered, and how many examples are needed: {@link Benchmark#withFewshot} comes before
     * @param source where the items lie
     * @param root what the source's paths are relative to
     * @param plan how many items, and which
     * @throws MatrixException of kind USAGE with file, line and fix when a file is missing or bad, or when the keys are so skewed that scores would mislead
     */
    public ItemSet load(Benchmark benchmark, DataSource source, DataRoot root, SamplePlan plan) {
        SourceFiles files = new SourceFiles(benchmark.name(), source, root);
        SourceFiles.Found found = files.requireItems();
        ItemReader reader = new ItemReader(benchmark, source);
        List<Item> items = reader.read(found.files(), "");
        String origin = found.describe(root);
        if (items.isEmpty()) {
            throw MatrixException.usage(origin + " holds no items; put the items of " + benchmark.name() + " there.");
        }
        if (benchmark.lmEval() != null) {
            return lmEvalSet(benchmark, source, plan, items, origin, () -> reader.read(files.shots(), "shots/"));
        }
        List<String> warnings = new ArrayList<>();
        KeySkew.check(benchmark, items).ifPresent(warnings::add);
        ShotPool shots = benchmark.fewshot() == 0
                ? ShotPool.none()
                : ShotPool.choose(benchmark.name(), reader.read(files.shots(), "shots/"), items, benchmark.fewshot());
        shots.warning().ifPresent(warnings::add);
        List<Item> used = SampleOrder.of(items, plan);
        return new ItemSet(
                benchmark.name(),
                source.kind(),
                origin,
                ItemHash.ofAll(items),
                used.subList(0, Math.min(plan.limit(), used.size())),
                items.size(),
                shots.shots(),
                warnings);
    }

    /** The whole pool of solved examples, of which {@link #load} keeps only what is shown; empty when there is none. */
    public List<Item> examples(Benchmark benchmark, DataSource source, DataRoot root) {
        SourceFiles files = new SourceFiles(benchmark.name(), source, root);
        return new ItemReader(benchmark, source).read(files.shots(), "shots/");
    }

    /** One of lm-eval's own tasks: its items in its order, and its examples. */
    private static ItemSet lmEvalSet(
            Benchmark benchmark,
            DataSource source,
            SamplePlan plan,
            List<Item> items,
            String origin,
            Supplier<List<Item>> examples) {
        LmEvalItems lmEval = new LmEvalItems(benchmark);
        List<Item> used = lmEval.used(items, plan.limit());
        LmEvalItems.Shots shots = lmEval.shots(items, used, examples);
        return new ItemSet(
                benchmark.name(),
                source.kind(),
                origin,
                ItemHash.ofAll(items),
                used,
                items.size(),
                shots.pool(),
                List.of(),
                shots.draws());
    }
}
