package dev.matrix.dataset;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.DataKind;
import dev.matrix.domain.DataSource;
import dev.matrix.domain.DataSource.Format;
import dev.matrix.domain.FieldMapping;
import dev.matrix.domain.FieldMapping.AnswerStyle;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.OptionOrder;
import dev.matrix.domain.PromptFormat;
import dev.matrix.domain.TokenLimits;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A made-up benchmark over made-up files, with one thing changed at a time. */
record Given(Benchmark benchmark, DataSource source, Path folder) {

    static Given lettered(Path folder) {
        return of(folder, AnswerKind.CHOICE, AnswerStyle.LETTER, List.of("options"));
    }

    static Given numbers(Path folder) {
        return of(folder, AnswerKind.NUMBER, AnswerStyle.NUMBER, List.of());
    }

    static Given texts(Path folder) {
        return of(folder, AnswerKind.TEXT, AnswerStyle.TEXT, List.of());
    }

    static Given of(Path folder, AnswerKind kind, AnswerStyle style, List<String> options) {
        return new Given(
                benchmark(kind, OptionOrder.SOURCE),
                new DataSource(
                        DataKind.USER,
                        Format.JSONL,
                        List.of("items.jsonl"),
                        List.of("shots.jsonl"),
                        new FieldMapping(
                                null, "question", options, null, "answer", style, null, null, Map.of(), List.of())),
                folder);
    }

    static Benchmark benchmark(AnswerKind kind, OptionOrder order) {
        return new Benchmark(
                "mine", "Mine", kind, new PromptFormat("", "", ""), 0, order, "acc", new TokenLimits(1, 1), List.of());
    }

    /** An item of four options with the right ones at these places. */
    static Item item(String id, String stratum, int options, Integer... right) {
        List<String> texts = java.util.stream.IntStream.range(0, options)
                .mapToObj(place -> "option " + place)
                .toList();
        List<Integer> order =
                java.util.stream.IntStream.range(0, options).boxed().toList();
        return ItemHash.item(id, stratum, "question " + id, texts, order, new Gold.Options(Set.of(right)), Map.of());
    }

    Given fewshot(int count) {
        return new Given(benchmark.withFewshot(count), source, folder);
    }

    Given shuffled() {
        return new Given(benchmark(benchmark.answer(), OptionOrder.SHUFFLED), source, folder);
    }

    Given format(Format format, String... items) {
        return with(new DataSource(source.kind(), format, List.of(items), source.shots(), source.fields()));
    }

    Given shots(String... paths) {
        return with(new DataSource(source.kind(), source.format(), source.items(), List.of(paths), source.fields()));
    }

    Given kind(DataKind kind) {
        return with(new DataSource(kind, source.format(), source.items(), source.shots(), source.fields()));
    }

    Given id(String path) {
        FieldMapping f = source.fields();
        return fields(new FieldMapping(
                path,
                f.question(),
                f.options(),
                f.labels(),
                f.answer(),
                f.style(),
                f.answerAfter(),
                f.stratum(),
                f.extra(),
                f.cleanups()));
    }

    Given question(String path) {
        FieldMapping f = source.fields();
        return fields(new FieldMapping(
                f.id(),
                path,
                f.options(),
                f.labels(),
                f.answer(),
                f.style(),
                f.answerAfter(),
                f.stratum(),
                f.extra(),
                f.cleanups()));
    }

    Given options(String... paths) {
        FieldMapping f = source.fields();
        return fields(new FieldMapping(
                f.id(),
                f.question(),
                List.of(paths),
                f.labels(),
                f.answer(),
                f.style(),
                f.answerAfter(),
                f.stratum(),
                f.extra(),
                f.cleanups()));
    }

    Given labels(String path) {
        FieldMapping f = source.fields();
        return fields(new FieldMapping(
                f.id(),
                f.question(),
                f.options(),
                path,
                f.answer(),
                f.style(),
                f.answerAfter(),
                f.stratum(),
                f.extra(),
                f.cleanups()));
    }

    Given answer(String path) {
        FieldMapping f = source.fields();
        return fields(new FieldMapping(
                f.id(),
                f.question(),
                f.options(),
                f.labels(),
                path,
                f.style(),
                f.answerAfter(),
                f.stratum(),
                f.extra(),
                f.cleanups()));
    }

    Given style(AnswerStyle style) {
        FieldMapping f = source.fields();
        return fields(new FieldMapping(
                f.id(),
                f.question(),
                f.options(),
                f.labels(),
                f.answer(),
                style,
                f.answerAfter(),
                f.stratum(),
                f.extra(),
                f.cleanups()));
    }

    Given answerAfter(String marker) {
        FieldMapping f = source.fields();
        return fields(new FieldMapping(
                f.id(),
                f.question(),
                f.options(),
                f.labels(),
                f.answer(),
                f.style(),
                marker,
                f.stratum(),
                f.extra(),
                f.cleanups()));
    }

    Given stratum(String path) {
        FieldMapping f = source.fields();
        return fields(new FieldMapping(
                f.id(),
                f.question(),
                f.options(),
                f.labels(),
                f.answer(),
                f.style(),
                f.answerAfter(),
                path,
                f.extra(),
                f.cleanups()));
    }

    Given extra(String name, String path) {
        FieldMapping f = source.fields();
        return fields(new FieldMapping(
                f.id(),
                f.question(),
                f.options(),
                f.labels(),
                f.answer(),
                f.style(),
                f.answerAfter(),
                f.stratum(),
                Map.of(name, path),
                f.cleanups()));
    }

    Given cleanups(String... names) {
        FieldMapping f = source.fields();
        return fields(new FieldMapping(
                f.id(),
                f.question(),
                f.options(),
                f.labels(),
                f.answer(),
                f.style(),
                f.answerAfter(),
                f.stratum(),
                f.extra(),
                List.of(names)));
    }

    Given file(String name, String... lines) {
        return bytes(name, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    Given bytes(String name, byte[] content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Given gzip(String name, String... lines) {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            out.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** An archive with entries given as name, content, name, content ... */
    Given zip(String name, String... entries) {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            for (int i = 0; i < entries.length; i += 2) {
                out.putNextEntry(new ZipEntry(entries[i]));
                out.write(entries[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    ItemSet load() {
        return load(SamplePlan.everything());
    }

    ItemSet load(SamplePlan plan) {
        return new Datasets().load(benchmark, source, DataRoot.directory(folder), plan);
    }

    Item loadOne() {
        return load().items().get(0);
    }

    private Given fields(FieldMapping fields) {
        return with(new DataSource(source.kind(), source.format(), source.items(), source.shots(), fields));
    }

    private Given with(DataSource changed) {
        return new Given(benchmark, changed, folder);
    }
}
