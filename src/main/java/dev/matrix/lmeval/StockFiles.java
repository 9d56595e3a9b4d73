package dev.matrix.lmeval;

import dev.matrix.domain.MatrixException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files in which lm-eval defines its own tasks. There are thousands; those of one family lie in the directory that has the family's name, so that only
 * these are read. Thread-safe.
 */
final class StockFiles {

    private static final Pattern TASK =
            Pattern.compile("(?m)^[\"']?task[\"']?\\s*:\\s*[\"']?([A-Za-z0-9_.-]+)[\"']?\\s*$");

    private final Path tasks;
    private final Map<String, Map<String, Path>> families = new ConcurrentHashMap<>();

    StockFiles(Path tasks) {
        this.tasks = tasks;
    }

    /** The file that defines a task. */
    Optional<Path> find(String task) {
        return Optional.ofNullable(family(task).get(task));
    }

    /** The file of any task of the same family whose name matches: a leaf that lm-eval does not have is made after one that it has. */
    Optional<Path> sibling(String task, Pattern names) {
        return family(task).entrySet().stream()
                .filter(entry -> names.matcher(entry.getKey()).matches())
                .min(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue);
    }

    private Map<String, Path> family(String task) {
        return families.computeIfAbsent(task.split("_")[0], this::read);
    }

    private Map<String, Path> read(String family) {
        Path directory = tasks.resolve(family);
        if (!Files.isDirectory(directory)) {
            throw MatrixException.usage("The installed lm-eval has no tasks of the family " + family + " (looked in "
                    + tasks + "). Install another version with: " + LmEvalProgram.INSTALL);
        }
        Map<String, Path> found = new ConcurrentHashMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            files.filter(file -> file.toString().endsWith(".yaml")).forEach(file -> {
                Matcher name = TASK.matcher(text(file));
                if (name.find()) {
                    found.putIfAbsent(name.group(1), file.toAbsolutePath());
                }
            });
        } catch (IOException | UncheckedIOException e) {
            throw new MatrixException(
                    MatrixException.Kind.USAGE,
                    "The tasks of the installed lm-eval cannot be read from " + directory + ": " + e.getMessage(),
                    e);
        }
        return found;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
