package dev.matrix.config;

import dev.matrix.domain.MatrixException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue file that was found.
 *
 * @param name the file's name without its ending
 * @param shown how it is named to people, e.g. {@code personalities/cot.yaml}
 * @param text its content
 * @param folder the directory that it lies in; null for the copy inside the program
 * @param resources the class-path folder of the copy inside the program
 */
record CatalogueFile(
        String name, String shown, String text, @Nullable Path folder, String resources) {

    YamlMap yaml() {
        return YamlText.parse(shown, text);
    }

    /** The text of a file that this one refers to, relative to its own folder; {@code who} begins the sentence of an error. */
    String sibling(String who, String relative) {
        if (folder != null) {
            return TextFile.read(who, folder.resolve(relative));
        }
        return resource(who, resources + relative)
                .orElseThrow(() -> MatrixException.usage(who + ": the program holds no file " + relative));
    }

    static Optional<String> resource(String who, String path) {
        try (InputStream in = CatalogueFile.class.getResourceAsStream(path)) {
            return in == null ? Optional.empty() : Optional.of(TextFile.utf8(who, in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + " from the program's own archive", e);
        }
    }
}
