package dev.matrix.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.matrix.domain.MatrixException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A working directory with files, for tests. */
record Workspace(Path folder) {

    Workspace with(String file, String text) {
        try {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CatalogueFiles files() {
        return new CatalogueFiles(folder, null);
    }

    Catalogue catalogue() {
        return new Catalogue(files(), traits -> traits.values().isEmpty() ? "" : "From " + traits.values());
    }

    static AbstractThrowableAssert<?, ?> assertUsage(ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(MatrixException.class, e -> {
                    if (e.kind() != MatrixException.Kind.USAGE) {
                        throw new AssertionError(e.kind());
                    }
                })
                .hasMessageNotContaining("\n");
    }
}
