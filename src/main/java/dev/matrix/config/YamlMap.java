package dev.matrix.config;

import dev.matrix.domain.MatrixException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A map in a YAML file, read by type. Every error names the file, the line and the path of the value. Asking for a key that is not there is a mistake of the
 * file ({@code ... is missing}), so ask {@link #has} first where it may be absent.
 */
final class YamlMap {

    private final String file;
    private final String path;
    private final int line;
    private final Map<String, Entry> entries;

    private record Entry(Node key, Node value) {}

    private YamlMap(String file, String path, int line, Map<String, Entry> entries) {
        this.file = file;
        this.path = path;
        this.line = line;
        this.entries = entries;
    }

    static YamlMap empty(String file) {
        return new YamlMap(file, "", 1, Map.of());
    }

    static YamlMap of(String file, String path, MappingNode node) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw problem(file, tuple.getKeyNode(), path, "a key must be plain text");
            }
            Entry earlier = entries.putIfAbsent(key.getValue(), new Entry(key, tuple.getValueNode()));
            if (earlier != null) {
                throw problem(
                        file,
                        key,
                        join(path, key.getValue()),
                        "stands twice, first on line " + lineOf(earlier.key()) + "; remove one");
            }
        }
        return new YamlMap(file, path, lineOf(node), entries);
    }

    static MatrixException problem(String file, Node at, String path, String clause) {
        return problem(file, lineOf(at), path, clause);
    }

    private static MatrixException problem(String file, int line, String path, String clause) {
        return MatrixException.usage(file + ":" + line + ": " + (path.isEmpty() ? "" : path + ": ") + clause);
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    String file() {
        return file;
    }

    Set<String> keys() {
        return entries.keySet();
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    /** The line of a key, the map's own line when it is absent. */
    int line(String key) {
        Entry entry = entries.get(key);
        return entry == null ? line : lineOf(entry.key());
    }

    /** An error about a key, or about the map when it is absent. */
    MatrixException problem(String key, String clause) {
        return problem(file, line(key), has(key) ? join(path, key) : path, clause);
    }

    /** Refuses every other key; {@code noun} says what a key is, e.g. {@code trait}. */
    YamlMap onlyKeys(String noun, Collection<String> allowed) {
        for (String key : entries.keySet()) {
            if (!allowed.contains(key)) {
                throw problem(key, "unknown " + noun + "; " + NearNames.clause(key, allowed));
            }
        }
        return this;
    }

    /** A text that is not blank, without line breaks at its end. */
    String text(String key) {
        ScalarNode scalar = scalarNode(key, value(key));
        if (!scalar.getTag().equals(Tag.STR)) {
            throw problem(key, "must be text; put " + scalar.getValue() + " in quotes");
        }
        return filled(key, scalar);
    }

    String text(String key, String otherwise) {
        return has(key) ? text(key) : otherwise;
    }

    /** The text of any plain value, numbers and switches included, as it is written. */
    String scalar(String key) {
        return filled(key, scalarNode(key, value(key)));
    }

    /** One plain value or a list of them, as they are written. */
    List<String> scalars(String key) {
        Node value = value(key);
        if (!(value instanceof SequenceNode list)) {
            return List.of(scalar(key));
        }
        List<String> texts = new ArrayList<>();
        for (Node each : list.getValue()) {
            texts.add(filled(key, scalarNode(key, each)));
        }
        return texts;
    }

    /** A text exactly as it is, line breaks at its end included. */
    String verbatim(String key) {
        return scalarNode(key, value(key)).getValue();
    }

    /** A list of texts exactly as they are. */
    List<String> verbatimList(String key) {
        return elements(key).stream()
                .map(each -> scalarNode(key, each).getValue())
                .toList();
    }

    /** A list of maps. */
    List<YamlMap> maps(String key) {
        List<YamlMap> maps = new ArrayList<>();
        for (Node each : elements(key)) {
            if (!(each instanceof MappingNode node)) {
                throw problem(key, "must be a list of maps");
            }
            maps.add(of(file, join(path, key), node));
        }
        return maps;
    }

    private List<Node> elements(String key) {
        if (value(key) instanceof SequenceNode list) {
            return list.getValue();
        }
        throw problem(key, "must be a list, such as [a, b]");
    }

    boolean flag(String key) {
        ScalarNode scalar = scalarNode(key, value(key));
        if (!scalar.getTag().equals(Tag.BOOL)) {
            throw problem(key, "must be true or false, got '" + scalar.getValue() + "'");
        }
        return Boolean.parseBoolean(scalar.getValue());
    }

    /** A list of plain values; one value alone is not taken for a list. */
    List<String> list(String key) {
        elements(key);
        return scalars(key);
    }

    /** A number that is not in quotes. */
    BigDecimal number(String key) {
        ScalarNode scalar = scalarNode(key, value(key));
        if (scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT)) {
            try {
                return new BigDecimal(scalar.getValue());
            } catch (NumberFormatException e) {
                throw problem(key, "must be a plain number, such as 0.7, got " + scalar.getValue());
            }
        }
        throw problem(key, "must be a number, got '" + scalar.getValue() + "'");
    }

    /** A list of numbers. */
    List<Double> numbers(String key) {
        List<Double> numbers = new ArrayList<>();
        for (String text : list(key)) {
            try {
                numbers.add(Double.valueOf(text));
            } catch (NumberFormatException e) {
                throw problem(key, "must be a list of numbers, got '" + text + "'");
            }
        }
        return numbers;
    }

    int whole(String key, int least, int otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        try {
            int value = number(key).intValueExact();
            if (value >= least) {
                return value;
            }
        } catch (ArithmeticException e) {
            // Not whole or too large: the sentence below says what is asked for.
        }
        throw problem(key, "must be a whole number of at least " + least + ", got " + scalar(key));
    }

    /** One of a few words. */
    <T extends Enum<T>> T oneOf(String key, List<T> values) {
        String word = scalar(key);
        return values.stream()
                .filter(value -> Word.of(value).equals(word))
                .findFirst()
                .orElseThrow(() -> problem(
                        key,
                        "must be one of "
                                + String.join(
                                        ", ", values.stream().map(Word::of).toList()) + ", got '" + word + "'"));
    }

    YamlMap map(String key) {
        if (value(key) instanceof MappingNode node) {
            return of(file, join(path, key), node);
        }
        throw problem(key, "must be a map of keys to values");
    }

    /** The map under a key, an empty one when it is absent. */
    YamlMap mapOrEmpty(String key) {
        return has(key) ? map(key) : new YamlMap(file, join(path, key), line, Map.of());
    }

    boolean isMap(String key) {
        return has(key) && value(key) instanceof MappingNode;
    }

    private Node value(String key) {
        Entry entry = entries.get(key);
        if (entry == null) {
            throw problem(file, line, path, "'" + key + "' is missing; add it");
        }
        if (entry.value().getTag().equals(Tag.NULL)) {
            throw problem(key, "has no value; give it one or remove the line");
        }
        return entry.value();
    }

    private ScalarNode scalarNode(String key, Node value) {
        if (value instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
            return scalar;
        }
        throw problem(key, "must be a single value");
    }

    private String filled(String key, ScalarNode scalar) {
        String text = scalar.getValue().replaceAll("[\\r\\n]+$", "");
        if (text.isBlank()) {
            throw problem(key, "is empty; give it a value or remove the line");
        }
        return text;
    }
}
