package dev.matrix.dataset.hub;

import org.jspecify.annotations.Nullable;

/**
 * What the hub says of a file before it is fetched.
 *
 * @param url where it is resolved
 * @param size in bytes; -1 when it does not say
 * @param etag its name in the cache; null when there is none that can be a file name
 */
record RemoteFile(String url, long size, @Nullable String etag) {

    private static final String SHA256 = "[0-9a-f]{64}";

    /** Whether the server says which version of the file it serves. */
    boolean isNamed() {
        return etag != null;
    }

    /** The hash that the hub states for the content; null when it states none. Large files are named by it. */
    @Nullable
    String sha256() {
        return etag != null && etag.matches(SHA256) ? etag : null;
    }
}
