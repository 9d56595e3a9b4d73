package dev.matrix.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.DataSource;
import dev.matrix.domain.Item;
import dev.matrix.domain.MatrixException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads all items of a list of files, in the files' order. */
final class ItemReader {

    private final RecordReader records;
    private final ItemMapper mapper;
    private final boolean verbatim;

    ItemReader(Benchmark benchmark, DataSource source) {
        this.records = RecordReader.of(source.format());
        this.mapper = new ItemMapper(benchmark, source.fields());
        // lm-eval's messages hold what its documents hold, to the last space.
        this.verbatim = benchmark.lmEval() != null;
    }

    /**
     * The items of all files.
     *
     * @param prefix begins each id that is made because the file states none
     */
    List<Item> read(List<DataFile> files, String prefix) {
        List<Item> items = new ArrayList<>();
        Map<String, String> places = new HashMap<>();
        Map<String, Integer> taken = new HashMap<>();
        for (DataFile file : files) {
            read(file, data -> {
                Item item = mapper.item(data, prefix, taken);
                String earlier = places.putIfAbsent(item.id(), file.place(data.line()));
                if (earlier != null) {
                    throw data.problem("the id '" + item.id() + "' was already given in " + earlier
                            + "; give each item an id of its own, or leave 'fields: id' out.");
                }
                items.add(item);
            });
        }
        return items;
    }

    /** The hashes of the rows of all files, in order. */
    List<String> rowHashes(List<DataFile> files) {
        List<String> hashes = new ArrayList<>();
        files.forEach(file -> read(file, data -> hashes.add(mapper.rowHash(data))));
        return hashes;
    }

    private void read(DataFile file, Consumer<DataRecord> sink) {
        try (InputStream in = file.open()) {
            records.read(file, in, new RecordReader.Visitor() {
                private int index;

                @Override
                public void visit(long line, JsonNode fields) {
                    sink.accept(new DataRecord(file, index++, line, fields, verbatim));
                }
            });
        } catch (IOException e) {
            throw new MatrixException(
                    MatrixException.Kind.USAGE,
                    file.name() + " cannot be read (" + e.getMessage() + "); check the file, or fetch it again.",
                    e);
        }
    }
}
