package dev.matrix.lmeval;

import dev.matrix.domain.MatrixException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The replies that lm-eval keeps for the next process of the same combination and repeat. */
public final class ReplyCache {

    /** How its files begin; lm-eval appends its own endings. */
    static final String NAME = "cache-";

    private final Path directory;

    /** The cache of a process that has ended. */
    public ReplyCache(LmEvalOrder order) {
        this.directory = order.directory();
    }

    /** Removes all of it, so that what cannot be trusted is asked again. */
    public void forget() {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, NAME + "*")) {
            for (Path file : files) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new MatrixException(
                    MatrixException.Kind.STORAGE,
                    "Replies to prompts that may have been cut cannot be removed from " + directory + ": "
                            + e.getMessage() + ". Remove the files " + NAME + "* there, then resume.",
                    e);
        }
    }
}
