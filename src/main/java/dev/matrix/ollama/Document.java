package dev.matrix.ollama;

import org.jspecify.annotations.Nullable;

/**
 * An answer that is one document.
 *
 * @param location where a redirect points; null when there is none
 */
record Document(int status, String body, @Nullable String location) {

    boolean isOk() {
        return status == 200;
    }

    ErrorText error(Json json) {
        return ErrorText.of(body, json);
    }
}
