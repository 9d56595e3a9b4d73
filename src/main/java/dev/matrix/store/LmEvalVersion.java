package dev.matrix.store;

import org.jspecify.annotations.Nullable;

/**
 * The lm-eval that asked.
 *
 * @param gitHash of a checkout that is installed in place; null for a release
 */
public record LmEvalVersion(String version, @Nullable String gitHash) {

    /** The version with the commit where there is one. */
    public String described() {
        return gitHash == null ? version : version + " (" + gitHash + ")";
    }
}
