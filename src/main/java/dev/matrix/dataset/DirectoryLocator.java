package dev.matrix.dataset;

import dev.matrix.domain.MatrixException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files below a directory. One {@code *} may stand in a file's name; {@code archive.zip!entry} goes into a zip, whose name and whose entry may hold one
 * {@code *} each, and then it is the entry's that counts. Where several archives match, each is searched.
 */
record DirectoryLocator(Path directory) implements Locator {

    @Override
    public List<DataFile> find(String path) {
        int into = path.indexOf('!');
        if (into < 0) {
            return matches(path).stream()
                    .map(found -> DataFile.of(found.path().toString(), found.matched(), found.path()))
                    .toList();
        }
        Wildcard entry = Wildcard.of(path.substring(into + 1));
        List<DataFile> entries = new ArrayList<>();
        for (Match archive : matches(path.substring(0, into))) {
            entries.addAll(ZipEntries.find(archive.path(), entry));
        }
        return entries;
    }

    @Override
    public String describe() {
        return directory.toString();
    }

    private List<Match> matches(String path) {
        int slash = path.lastIndexOf('/');
        Path folder = slash < 0 ? directory : directory.resolve(path.substring(0, slash + 1));
        Wildcard name = Wildcard.of(path.substring(slash + 1));
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        if (!name.starred()) {
            Path file = folder.resolve(name.before());
            return Files.isRegularFile(file) ? List.of(new Match(file, Wildcard.stem(name.before()))) : List.of();
        }
        return list(folder, name);
    }

    private static List<Match> list(Path folder, Wildcard name) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .flatMap(
                            file -> name
                                    .match(String.valueOf(file.getFileName()))
                                    .map(matched -> new Match(file, matched))
                                    .stream())
                    .sorted(Comparator.comparing(
                            match -> String.valueOf(match.path().getFileName())))
                    .toList();
        } catch (IOException e) {
            throw new MatrixException(
                    MatrixException.Kind.USAGE,
                    "The folder " + folder + " cannot be listed (" + e.getMessage() + "); check its permissions.",
                    e);
        }
    }

    private record Match(Path path, String matched) {}
}
