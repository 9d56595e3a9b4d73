package dev.matrix.lmeval;

import dev.matrix.domain.LmEvalTask;
import dev.matrix.domain.MatrixException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files in which lm-eval defines its own tasks. There are thousands, and some names are there twice: those of one family lie in the directory that has
 * the family's name, and only where that does not hold all are read. Thread-safe.
 */
final class StockFiles {

    private static final Pattern TASK =
            Pattern.compile("(?m)^[\"']?task[\"']?\\s*:\\s*[\"']?([A-Za-z0-9_.-]+)[\"']?\\s*$");
    private static final Pattern FAMILY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]*");
    private static final String ALL = "";

    private final Path tasks;
    private final Map<String, Map<String, Path>> read = new ConcurrentHashMap<>();

    StockFiles(Path tasks) {
        this.tasks = tasks;
    }

    /** The file that defines a task, or a leaf of it. */
    Optional<Path> find(LmEvalTask task, String name) {
        Map<String, Path> near = family(task);
        Path found = near.get(name);
        // A leaf of the same name elsewhere belongs to another group.
        boolean elsewhere = found == null && (near.isEmpty() || name.equals(task.task()));
        return Optional.ofNullable(elsewhere ? in(ALL).get(name) : found);
    }

    /**
     * The file that a task is made after: its own, else that of a sibling, since a leaf may be a subject of the user's own.
     *
     * @throws MatrixException of kind USAGE when the installed lm-eval has neither
     */
    Path base(LmEvalTask task, String name) {
        return find(task, name)
                .or(() -> sibling(task))
                .orElseThrow(() -> MatrixException.usage("The installed lm-eval has no task " + name + " (looked in "
                        + tasks + "). Install another version with: " + LmEvalProgram.INSTALL));
    }

    private Optional<Path> sibling(LmEvalTask task) {
        LmEvalTask.Leaves leaves = task.leaves();
        if (leaves == null) {
            return Optional.empty();
        }
        Pattern names = Pattern.compile(Pattern.quote(leaves.name()).replace("*", "\\E.*\\Q"));
        Map<String, Path> near = family(task);
        return (near.isEmpty() ? in(ALL) : near)
                .entrySet().stream()
                        .filter(entry -> names.matcher(entry.getKey()).matches())
                        .min(Map.Entry.comparingByKey())
                        .map(Map.Entry::getValue);
    }

    private Map<String, Path> family(LmEvalTask task) {
        String family = task.task().split("_", 2)[0];
        return FAMILY.matcher(family).matches() && Files.isDirectory(tasks.resolve(family)) ? in(family) : Map.of();
    }

    private Map<String, Path> in(String directory) {
        return read.computeIfAbsent(directory, name -> read(tasks.resolve(name)));
    }

    private static Map<String, Path> read(Path directory) {
        Map<String, Path> found = new HashMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            files.filter(file -> file.toString().endsWith(".yaml")).sorted().forEach(file -> {
                Matcher name = TASK.matcher(text(file));
                if (name.find()) {
                    found.putIfAbsent(name.group(1), file.toAbsolutePath());
                }
            });
        } catch (IOException | UncheckedIOException e) {
            throw new MatrixException(
                    MatrixException.Kind.USAGE,
                    "The tasks of the installed lm-eval cannot be read from " + directory + ": " + e.getMessage()
                            + ". Install it anew with: " + LmEvalProgram.INSTALL,
                    e);
        }
        return Map.copyOf(found);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
