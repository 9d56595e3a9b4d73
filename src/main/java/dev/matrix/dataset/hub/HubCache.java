package dev.matrix.dataset.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;

/**
 * The hub's cache on this disk, in the layout that its tools share (https://huggingface.co/docs/hub/local-cache): contents in {@code blobs/} under their hash,
 * and per commit a tree of links to them. What is under construction has a name of this program's own, so that no other program takes it for its own half.
 */
final class HubCache {

    private final Path root;

    HubCache(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    /** The file of a commit, if it is there. */
    Optional<Path> find(PinnedSet set, PinnedFile file) {
        Path link = link(set, file);
        return Files.isRegularFile(link) ? Optional.of(link) : Optional.empty();
    }

    Path incomplete(PinnedSet set, String blob) {
        return blobs(set).resolve(blob + ".matrix.incomplete");
    }

    Path lock(PinnedSet set, String blob) {
        return root.resolve(".locks").resolve(folderName(set)).resolve(blob + ".lock");
    }

    /** Makes a finished file visible: it is on the disk before it gets its name. */
    Path publish(Path finished, PinnedSet set, PinnedFile file, String blob) throws IOException {
        try (FileChannel channel = FileChannel.open(finished, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Path link = link(set, file);
        Path contents = blobs(set).resolve(blob);
        Path tree = Objects.requireNonNull(link.getParent());
        Files.createDirectories(tree);
        Files.move(finished, contents, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path made = link.resolveSibling(
                link.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        Files.deleteIfExists(made);
        try {
            Files.createSymbolicLink(made, tree.relativize(contents));
        } catch (UnsupportedOperationException | FileSystemException e) {
            // Windows without the right to make links: the file itself stands in the tree, as the hub's tools do it.
            Files.move(contents, made, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(made, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return link;
    }

    /** The hash by which a cached file is stored; empty where the tree holds the file itself. */
    static Optional<String> blobName(Path link) throws IOException {
        return Files.isSymbolicLink(link)
                ? Optional.of(String.valueOf(link.toRealPath().getFileName()))
                : Optional.empty();
    }

    private Path link(PinnedSet set, PinnedFile file) {
        return folder(set).resolve("snapshots").resolve(set.revision().value()).resolve(file.path());
    }

    private Path blobs(PinnedSet set) {
        return folder(set).resolve("blobs");
    }

    private Path folder(PinnedSet set) {
        return root.resolve(folderName(set));
    }

    private static String folderName(PinnedSet set) {
        return "datasets--" + set.repository().replace("/", "--");
    }
}
