package dev.matrix.dataset.hub;

import dev.matrix.domain.MatrixException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is pinned of a data set.
 *
 * @param name the benchmark that it belongs to, e.g. {@code gsm8k}
 * @param repository its id on the hub, e.g. {@code openai/gsm8k}
 * @param revision the commit whose files are meant
 * @param licence the terms of its publisher
 * @param mayVanish why the hub may have it no more; null when nothing of the kind is known
 */
public record PinnedSet(
        String name,
        String repository,
        Pinned<String> revision,
        Pinned<String> licence,
        @Nullable Pinned<String> mayVanish,
        List<PinnedFile> files) {

    public PinnedSet {
        files = List.copyOf(files);
    }

    /** The file at a path in the repository. */
    public PinnedFile file(String path) {
        return files.stream()
                .filter(file -> file.path().equals(path))
                .findFirst()
                .orElseThrow(() -> MatrixException.usage("Of the data set " + repository + " the file " + path
                        + " is not pinned; pinned are "
                        + String.join(", ", files.stream().map(PinnedFile::path).toList()) + "."));
    }

    /** A file for people and for the record of a run, as the hub's own tools write it. */
    public String address(PinnedFile file) {
        return "hf://datasets/" + repository + "@" + revision.value() + "/" + file.path();
    }
}
