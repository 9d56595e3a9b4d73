package dev.matrix.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.matrix.domain.MatrixException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/** RFC 4180: commas, quotes doubled inside quotes, line breaks inside quotes, UTF-8. Blank lines are skipped; all rows have as many fields as the first. */
final class CsvReader implements RecordReader {

    private static final ObjectReader ROWS = CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build()
            .readerFor(String[].class);

    private final boolean header;

    CsvReader(boolean header) {
        this.header = header;
    }

    @Override
    public void read(DataFile file, InputStream in, Visitor visitor) throws IOException {
        // A decoder of its own reports broken characters instead of replacing them.
        InputStreamReader text = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
        try (MappingIterator<String[]> rows = ROWS.readValues(text)) {
            readRows(file, rows, visitor);
        } catch (CharacterCodingException e) {
            throw notUtf8(file);
        } catch (JsonProcessingException e) {
            throw malformed(file, e);
        }
    }

    private void readRows(DataFile file, MappingIterator<String[]> rows, Visitor visitor) throws IOException {
        List<String> names = List.of();
        boolean first = true;
        while (rows.hasNextValue()) {
            long line = rows.getCurrentLocation().getLineNr();
            String[] row = rows.nextValue();
            if (first) {
                names = names(file, row);
            }
            if (!first || !header) {
                visitor.visit(line, node(file, line, names, row));
            }
            first = false;
        }
    }

    private List<String> names(DataFile file, String[] firstRow) {
        if (!header) {
            return IntStream.range(0, firstRow.length)
                    .mapToObj(Integer::toString)
                    .toList();
        }
        if (firstRow.length == 1 && (firstRow[0].contains(";") || firstRow[0].contains("\t"))) {
            throw file.problem(
                    1,
                    "the header is one column that holds a " + (firstRow[0].contains(";") ? "semicolon" : "tab")
                            + "; separate the columns by commas.");
        }
        List<String> names = List.of(firstRow).stream().map(String::strip).toList();
        if (new HashSet<>(names).size() < names.size()) {
            throw file.problem(1, "two columns have the same name; rename one, or set 'format: csv_no_header'.");
        }
        return names;
    }

    private static ObjectNode node(DataFile file, long line, List<String> names, String[] row) {
        if (row.length != names.size()) {
            throw file.problem(
                    line,
                    "this row has " + row.length + " fields where the first has " + names.size()
                            + "; put a field that holds a comma, a quote or a line break into double quotes.");
        }
        ObjectNode node = Json.MAPPER.createObjectNode();
        for (int i = 0; i < row.length; i++) {
            node.put(names.get(i), row[i]);
        }
        return node;
    }

    private static RuntimeException notUtf8(DataFile file) {
        return MatrixException.usage(file.name() + " is not UTF-8 text; save the file as UTF-8.");
    }

    private static RuntimeException malformed(DataFile file, JsonProcessingException e) {
        long line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
        return file.problem(
                line,
                "this is not valid CSV: " + Json.complaint(e) + "; check the quotes of this row and the one before.");
    }
}
