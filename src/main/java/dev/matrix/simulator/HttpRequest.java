package dev.matrix.simulator;

import java.util.Map;

/**
 * A request as it came.
 *
 * @param method upper case
 * @param path without its query
 * @param headers by lower-case name
 * @param body the whole body; empty when there is none
 * @param keepAlive true when the client wants the connection to stay open
 */
record HttpRequest(String method, String path, Map<String, String> headers, String body, boolean keepAlive) {

    boolean is(String wanted) {
        return method.equals(wanted);
    }

    boolean head() {
        return is("HEAD");
    }
}
