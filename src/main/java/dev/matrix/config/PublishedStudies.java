package dev.matrix.config;

import dev.matrix.domain.PublishedStudy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The published tables that come with the program, one YAML file a study. */
public final class PublishedStudies {

    private static final String FOLDER = "/dev/matrix/config/published/";
    private static final List<String> FILES = List.of("personality-matrix", "tinyllama-runs", "preamble-test");

    /** All of them, in the order in which they are told. */
    public List<PublishedStudy> read() {
        return FILES.stream().map(PublishedStudies::read).toList();
    }

    private static PublishedStudy read(String name) {
        String shown = "built-in " + name + ".yaml";
        String text = CatalogueFile.resource(shown, FOLDER + name + ".yaml")
                .orElseThrow(() -> new IllegalStateException("the program lacks its own file " + name + ".yaml"));
        return parse(shown, text);
    }

    static PublishedStudy parse(String shown, String text) {
        YamlMap yaml =
                YamlText.parse(shown, text).onlyKeys("key", List.of("name", "title", "source", "tables", "claims"));
        YamlMap tables = yaml.map("tables");
        Map<String, PublishedStudy.Table> read = new LinkedHashMap<>();
        tables.keys().forEach(table -> read.put(table, table(tables.map(table))));
        return new PublishedStudy(
                yaml.text("name"),
                yaml.text("title"),
                yaml.text("source"),
                read,
                yaml.maps("claims").stream().map(PublishedStudies::claim).toList());
    }

    private static PublishedStudy.Table table(YamlMap yaml) {
        List<String> columns = yaml.onlyKeys("key", List.of("columns", "rows")).list("columns");
        List<PublishedStudy.Row> rows = new ArrayList<>();
        for (YamlMap row : yaml.maps("rows")) {
            row.onlyKeys("key", List.of("of", "part", "items", "values"));
            List<Double> values = row.numbers("values");
            if (values.size() != columns.size()) {
                throw row.problem("values", "must be " + columns.size() + " numbers, one a column");
            }
            rows.add(new PublishedStudy.Row(row.text("of"), row.text("part"), row.whole("items", 1, 0), values));
        }
        return new PublishedStudy.Table(columns, rows);
    }

    private static PublishedStudy.Claim claim(YamlMap yaml) {
        yaml.onlyKeys("key", List.of("id", "says", "claimed", "value", "measure", "of"));
        return new PublishedStudy.Claim(
                yaml.text("id"),
                yaml.text("says"),
                yaml.text("claimed"),
                yaml.has("value") ? yaml.number("value") : null,
                yaml.text("measure"),
                yaml.text("of", ""));
    }
}
