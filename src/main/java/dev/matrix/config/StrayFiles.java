package dev.matrix.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds what was meant to be a catalogue file and is not read as one. */
final class StrayFiles {

    /** YAML by its name for a person: in another case, misspelt, or with the ending that an editor put behind it. */
    private static final Pattern MEANT = Pattern.compile("(.+)\\.(yaml|yml|ymal|yalm)(\\.txt)?");

    private final Function<Path, String> shown;

    /** @param shown how a file is named in a sentence */
    StrayFiles(Function<Path, String> shown) {
        this.shown = shown;
    }

    /** A sentence for each stray entry of a folder, by name; none where there is no folder, or it cannot be read: whoever reads the files says so. */
    List<String> warnings(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().flatMap(entry -> warning(entry).stream()).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private Optional<String> warning(Path entry) {
        String name = entry.getFileName().toString();
        Matcher meant = MEANT.matcher(name.toLowerCase(Locale.ROOT));
        if (!meant.matches()) {
            return Optional.empty();
        }
        if (Files.isDirectory(entry)) {
            return Optional.of(shown.apply(entry) + " is a directory and is not read; put a file in its place");
        }
        if (!Files.isRegularFile(entry)) {
            return Optional.of(shown.apply(entry) + " is no regular file and is not read; put a file in its place");
        }
        String stem = name.substring(0, meant.end(1));
        if (name.equals(stem + ".yaml")) {
            return Optional.empty();
        }
        if (!name.equals(stem + ".yml")) {
            return Optional.of(shown.apply(entry) + " is not read because of its name; rename it to " + stem + ".yaml");
        }
        return Files.isRegularFile(entry.resolveSibling(stem + ".yaml"))
                ? Optional.of(
                        shown.apply(entry) + " is not read, as " + stem + ".yaml is there too; remove one of them")
                : Optional.empty();
    }
}
