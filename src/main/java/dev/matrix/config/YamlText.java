package dev.matrix.config;

import dev.matrix.domain.MatrixException;
import java.io.StringReader;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Parses the text of a YAML file into nodes that know their lines. Nothing is constructed from tags, so a file cannot name a class, and aliases are limited, so
 * that a small file cannot become a large one.
 */
final class YamlText {

    private static final int MOST_ALIASES = 20;

    private YamlText() {}

    /** The map at the top of the file; an empty map when the file holds nothing but comments. */
    static YamlMap parse(String file, String text) {
        Node root = compose(file, text);
        if (root == null || root.getTag().equals(Tag.NULL)) {
            return YamlMap.empty(file);
        }
        if (!(root instanceof MappingNode map)) {
            throw YamlMap.problem(file, root, "", "must be a map of keys to values, such as 'name: value'");
        }
        return YamlMap.of(file, "", map);
    }

    private static @Nullable Node compose(String file, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MOST_ALIASES);
        try {
            return new Yaml(options).compose(new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw notYaml(file, line, String.valueOf(e.getProblem()), e);
        } catch (ReaderException e) {
            String hex = String.format("character U+%04X is not allowed", e.getCodePoint());
            throw notYaml(file, lineOf(text, e.getPosition()), hex, e);
        } catch (YAMLException e) {
            throw notYaml(file, 1, String.valueOf(e.getMessage()), e);
        }
    }

    private static MatrixException notYaml(String file, int line, String why, Exception cause) {
        String clause = why.replaceAll("\\s+", " ").strip();
        return new MatrixException(
                MatrixException.Kind.USAGE,
                file + ":" + line + ": not valid YAML: " + clause + "; correct this line",
                cause);
    }

    private static int lineOf(String text, int position) {
        return 1
                + (int) text.codePoints()
                        .limit(Math.max(0, position))
                        .filter(point -> point == '\n')
                        .count();
    }
}
