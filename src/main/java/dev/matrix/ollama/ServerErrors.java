package dev.matrix.ollama;

import dev.matrix.domain.FailureKind;
import dev.matrix.domain.MatrixException;
import java.time.Duration;
import java.util.Set;

/** The sentences about a server that cannot be used: each names the address and the fix. */
final class ServerErrors {

    private static final String OTHER_HOST = "name another with --host or OLLAMA_HOST.";

    private static final Set<String> FIRST_ASKED = Set.of("/api/version", "/api/tags");

    private final OllamaHost host;

    ServerErrors(OllamaHost host) {
        this.host = host;
    }

    /** No answer that could be read. */
    MatrixException unreadable(ExchangeException e) {
        String address = host.display();
        return switch (e.kind()) {
            case CANCELLED ->
                new MatrixException(MatrixException.Kind.SERVER, "The question to " + address + " was cancelled.", e);
            case CONNECTION ->
                MatrixException.passing(
                        "No Ollama server answers at " + address + " (" + e.clause()
                                + "). Start it with 'ollama serve', or " + OTHER_HOST,
                        e);
            case MALFORMED, INCOMPLETE ->
                MatrixException.passing(
                        "What answers at " + address + " is no Ollama server: " + e.clause()
                                + ". Check the address, or " + OTHER_HOST,
                        e);
            default ->
                failure(
                        "The Ollama server at " + address + " does not answer: " + e.clause() + ". Start it anew, or "
                                + OTHER_HOST,
                        e);
        };
    }

    /** A question that runs no model, answered with another status than 200. */
    MatrixException status(String path, Document document, ErrorText error) {
        int status = document.status();
        if (status >= 300 && status < 400) {
            return redirect(document);
        }
        if (status == 403 && error.message().isEmpty()) {
            return MatrixException.server(
                    "The server at " + host.display() + " refuses requests under this host name"
                            + " (403 with an empty body). Use its IP address or localhost, or start it with OLLAMA_HOST=0.0.0.0.");
        }
        if (status == 401 || status == 403) {
            return MatrixException.server("The server at " + host.display() + " asks for authorization (" + status
                    + said(error) + "). Put the credentials into the address, as in https://user:password@host.");
        }
        if (status == 404 || status == 405) {
            return MatrixException.server("What answers at " + host.display() + " is no Ollama server: it has no "
                    + path + " (" + status + "). Check the address and its path prefix, or " + OTHER_HOST);
        }
        return MatrixException.server("The server at " + host.display() + " answered " + path + " with status " + status
                + said(error) + ". Look into the server's log, or " + OTHER_HOST);
    }

    /** A body with status 200 that is not what Ollama sends. */
    MatrixException notOllama(String path, ErrorText found, Exception cause) {
        String what = found.html() ? "a web page" : "something other than Ollama's JSON";
        return failure(
                "What answers at " + host.display() + " is no Ollama server: " + path + " brought " + what
                        + ". Check the address, or " + OTHER_HOST,
                cause);
    }

    /** A body that is not what Ollama sends: before anything else was answered as Ollama does, the address is doubted, later the server. */
    MatrixException badBody(String path, ErrorText found, Exception cause) {
        if (FIRST_ASKED.contains(path)) {
            return notOllama(path, found, cause);
        }
        return MatrixException.passing(
                "The server at " + host.display() + " answered " + path + " with "
                        + (found.html() ? "a web page" : "a body that is not Ollama's JSON")
                        + "; update it, look for a proxy in between, or " + OTHER_HOST,
                cause);
    }

    /** The server works, but the model does not get ready. */
    MatrixException notLoaded(String model, int status, ErrorText error) {
        if (status == 404 && error.json()) {
            return MatrixException.server("The server at " + host.display() + " has no model " + model
                    + "; get it with 'ollama pull " + model + "'.");
        }
        String sentence = "The server at " + host.display() + " could not load " + model + " (" + status + said(error)
                + "). " + fix(status, error);
        FailureKind kind =
                (status == 200 ? FailureTable.ofErrorLine(error) : FailureTable.ofStatus(status, error)).kind();
        // A process that dies while it loads does so again, and each time takes as long.
        return kind.retryable() && kind != FailureKind.CRASHED
                ? MatrixException.passing(sentence, null)
                : MatrixException.server(sentence);
    }

    MatrixException loadTimedOut(String model, Duration budget) {
        return MatrixException.server(
                "Loading " + model + " at " + host.display() + " took longer than "
                        + IoFailures.seconds(budget)
                        + ". If 'ollama ps' shows another model, its requests keep this one out: stop the server and start it anew.");
    }

    /** What is loaded beside a model that stays can hang the server. */
    MatrixException notUnloaded(String model, Duration budget) {
        return MatrixException.passing(
                "The server at " + host.display() + " still lists " + model + " " + IoFailures.seconds(budget)
                        + " after it was asked to unload it. Stop other programs that use it, or run 'ollama stop "
                        + model + "'.",
                null);
    }

    private static String fix(int status, ErrorText error) {
        FailureKind kind = FailureTable.ofStatus(status, error).kind();
        return kind == FailureKind.OUT_OF_MEMORY
                ? "Free memory, unload other models with 'ollama stop', or leave this model out."
                : "Try 'ollama run' with it, look into the server's log, or leave this model out.";
    }

    private MatrixException redirect(Document document) {
        String to = document.location();
        return MatrixException.server("The server at " + host.display() + " sends requests elsewhere ("
                + document.status() + (to == null ? "" : " to " + CleanText.line(to))
                + "). Give the final address with --host or OLLAMA_HOST.");
    }

    private static String said(ErrorText error) {
        return error.message().isEmpty() ? "" : ": " + CleanText.clause(error.message());
    }

    private static MatrixException failure(String sentence, Exception cause) {
        return new MatrixException(MatrixException.Kind.SERVER, sentence, cause);
    }
}
