package dev.matrix.config;

import dev.matrix.domain.MatrixException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds catalogue files: in the working directory first, then in the installation, then among the copies inside the program. The first one found hides the
 * others. Reads the disk at each call; thread-safe.
 */
public final class CatalogueFiles {

    static final String PERSONALITIES = "personalities";
    static final String BENCHMARKS = "benchmarks";
    static final String CONFIG = "config";

    private static final List<String> ENDINGS = List.of(".yaml", ".yml");

    private final Path workingDirectory;
    private final List<Path> roots = new ArrayList<>();

    /**
     * Looks in these places.
     *
     * @param home the installation's directory; null when the program does not know it
     */
    public CatalogueFiles(Path workingDirectory, @Nullable Path home) {
        this.workingDirectory = workingDirectory;
        roots.add(workingDirectory);
        if (home != null) {
            roots.add(home);
        }
    }

    /** The directory that relative paths of options start from. */
    Path workingDirectory() {
        return workingDirectory;
    }

    Optional<CatalogueFile> find(String folder, String name) {
        boolean lmEval = folder.equals(BENCHMARKS) && CatalogueName.isLmEval(name);
        String file = lmEval ? name.substring(CatalogueName.LM_EVAL.length()) : name;
        if (file.contains("/") || file.contains("\\")) {
            return Optional.empty();
        }
        for (Path root : roots) {
            for (String ending : ENDINGS) {
                Path path = root.resolve(folder).resolve(name + ending);
                if (Files.isRegularFile(path)) {
                    String shown = shown(path);
                    return Optional.of(new CatalogueFile(
                            name,
                            shown,
                            TextFile.read(shown, path),
                            root.resolve(folder).toAbsolutePath(),
                            ""));
                }
            }
        }
        return builtIn(folder, name);
    }

    private static Optional<CatalogueFile> builtIn(String folder, String name) {
        String resources = "/catalogue/" + folder + "/";
        String file = name + ENDINGS.get(0);
        return CatalogueFile.resource(file, resources + file)
                .map(text -> new CatalogueFile(name, "built-in " + folder + "/" + file, text, null, resources));
    }

    /** The names of the files on disk, sorted. */
    List<String> names(String folder) {
        TreeSet<String> names = new TreeSet<>();
        for (Path root : roots) {
            names.addAll(namesIn(root.resolve(folder)));
        }
        return List.copyOf(names);
    }

    /** Sentences about entries of a folder that were meant to be catalogue files and are not read, and about files that hide a built-in one. */
    List<String> warnings(String folder) {
        StrayFiles strays = new StrayFiles(this::shown);
        Stream<String> stray = roots.stream()
                .map(root -> root.resolve(folder).toAbsolutePath().normalize())
                .distinct()
                .flatMap(place -> strays.warnings(place).stream());
        return Stream.concat(stray, names(folder).stream().flatMap(name -> hiding(folder, name).stream()))
                .toList();
    }

    /** That a file with other content stands in the place of a built-in one. */
    private Optional<String> hiding(String folder, String name) {
        Optional<CatalogueFile> builtIn = builtIn(folder, name);
        if (builtIn.isEmpty()) {
            return Optional.empty();
        }
        try {
            return find(folder, name)
                    .filter(file -> !file.text()
                            .replace("\r\n", "\n")
                            .equals(builtIn.get().text()))
                    .map(file -> file.shown() + " replaces the built-in '" + name
                            + "'; rename it if both are meant to be there");
        } catch (MatrixException e) {
            // Whoever asks for the file is told.
            return Optional.empty();
        }
    }

    private static List<String> namesIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .flatMap(file -> ENDINGS.stream()
                            .filter(file::endsWith)
                            .map(ending -> file.substring(0, file.length() - ending.length())))
                    .toList();
        } catch (IOException e) {
            throw new MatrixException(
                    MatrixException.Kind.USAGE, folder + ": cannot list this directory; make it readable", e);
        }
    }

    /** Files below the working directory are named as a person there names them, with slashes on every system. */
    private String shown(Path file) {
        Path here = file.isAbsolute() ? workingDirectory.toAbsolutePath().normalize() : workingDirectory;
        Path relative = file.startsWith(here) ? here.relativize(file) : file;
        return relative.toString().replace('\\', '/');
    }
}
