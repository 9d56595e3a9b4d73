package dev.matrix.store.cache;

import dev.matrix.domain.Fingerprint;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How the cache lies on the disk: a folder for each model digest and server version, and in it files of lines that only grow.
 *
 * @param root the cache's own directory; need not be there
 */
record CacheFolder(Path root) {

    private static final int NAME_LENGTH = 24;

    /** The folder of what one version of a server said for one model; need not be there. */
    Path group(String digest, String version) {
        return root.resolve(new Fingerprint().add(digest).add(version).hex().substring(0, NAME_LENGTH));
    }

    /** All folders in a stable order. */
    List<Path> groups() throws IOException {
        return listed(root, "*").stream().filter(Files::isDirectory).toList();
    }

    /** The files of a folder, the older ones first. */
    static List<Path> segments(Path group) throws IOException {
        return listed(group, "*" + Segment.SUFFIX);
    }

    /** Files that a run writes now, or that a killed one left. */
    static List<Path> unfinished(Path group) throws IOException {
        return listed(group, "*" + Segment.UNFINISHED);
    }

    private static List<Path> listed(Path directory, String names) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory, names)) {
            paths.forEach(found::add);
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(found);
        return found;
    }
}
