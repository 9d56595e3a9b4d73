package dev.matrix.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import dev.matrix.domain.DataKind;
import dev.matrix.domain.Item;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.MatrixException;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code items.jsonl}: for each benchmark one line of kind {@code set}, then its items in sampling order, with the places of their
 * own examples where they have any, and its few-shot pool.
 */
final class ItemsFile {

    private final Path file;
    private final StoreJson json;

    ItemsFile(Path file, StoreJson json) {
        this.file = file;
        this.json = json;
    }

    /** One line; which fields are present depends on its kind. */
    private record Line(
            String kind,
            String benchmark,
            @Nullable Header header,
            @Nullable Item item,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<Integer> shots) {}

    private record Header(DataKind kind, String origin, String dataHash, int available, List<String> warnings) {}

    void write(Collection<ItemSet> sets) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (ItemSet set : sets) {
            Header header = new Header(set.kind(), set.origin(), set.dataHash(), set.available(), set.warnings());
            add(content, new Line("set", set.benchmark(), header, null, null));
            set.items()
                    .forEach(item -> add(
                            content,
                            new Line(
                                    "item",
                                    set.benchmark(),
                                    null,
                                    item,
                                    set.draws().get(item.id()))));
            set.shots().forEach(shot -> add(content, new Line("shot", set.benchmark(), null, shot, null)));
        }
        new AtomicFile(file).write(content.toByteArray());
    }

    private void add(ByteArrayOutputStream content, Line line) {
        content.writeBytes(json.line(line));
        content.write('\n');
    }

    /** By benchmark, in the file's order. */
    Map<String, ItemSet> read() {
        Map<String, Builder> builders = new LinkedHashMap<>();
        int number = 0;
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            RequiredFields required = new RequiredFields();
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                number++;
                Line line = json.readStrictly(text, Line.class);
                Optional<String> missing = required.missing(line);
                if (missing.isPresent()) {
                    throw new IOException("line " + number + " lacks the field " + missing.get());
                }
                accept(builders, line, number);
            }
        } catch (JacksonException | CharacterCodingException e) {
            throw unreadable(JsonFault.inLine(e, Math.max(1, number)).clause(), e);
        } catch (IOException e) {
            throw unreadable(AtomicFile.reason(e), e);
        }
        Map<String, ItemSet> sets = new LinkedHashMap<>();
        builders.forEach((name, builder) -> sets.put(name, builder.build(name)));
        return sets;
    }

    private MatrixException unreadable(String clause, IOException cause) {
        return new MatrixException(
                MatrixException.Kind.STORAGE,
                "Cannot read " + file + ": " + clause
                        + ". Without it the run cannot be scored: restore it, or let --resume write it anew.",
                cause);
    }

    private static void accept(Map<String, Builder> builders, Line line, int number) throws IOException {
        if (line.header() != null) {
            builders.put(line.benchmark(), new Builder(line.header()));
            return;
        }
        Builder builder = builders.get(line.benchmark());
        Item item = line.item();
        if (builder == null || item == null) {
            throw new IOException("line " + number + " belongs to no set");
        }
        (line.kind().equals("shot") ? builder.shots : builder.items).add(item);
        if (line.shots() != null) {
            builder.draws.put(item.id(), line.shots());
        }
    }

    private static final class Builder {
        private final Header header;
        private final List<Item> items = new ArrayList<>();
        private final List<Item> shots = new ArrayList<>();
        private final Map<String, List<Integer>> draws = new HashMap<>();

        Builder(Header header) {
            this.header = header;
        }

        ItemSet build(String benchmark) {
            return new ItemSet(
                    benchmark,
                    header.kind(),
                    header.origin(),
                    header.dataHash(),
                    items,
                    header.available(),
                    shots,
                    header.warnings(),
                    draws);
        }
    }
}
