package dev.matrix.ollama;

import dev.matrix.domain.Failure;
import dev.matrix.domain.FailureKind;
import java.util.List;

/**
 * Types the failures that a server states: by status code where it means one thing, by the message where it does not. The texts are those of Ollama, of the
 * llama-server that it runs, and of its MLX runner.
 */
final class FailureTable {

    private static final List<String> TOKEN_REPEAT = List.of("token repeat limit");
    private static final List<String> OVERFLOW = List.of(
            "exceed_context_size_error",
            "exceeds the available context size",
            "longer than the context length",
            "input length exceeds the context length",
            "exceeds the model's maximum context length");
    private static final List<String> OUT_OF_MEMORY = List.of(
            "out of memory",
            "out-of-memory",
            "failed to allocate",
            "cudamalloc failed",
            "requires more system memory",
            "unable to load full model on gpu");
    private static final List<String> CRASHED = List.of(
            "unexpectedly stopped",
            "has terminated",
            "encountered while running",
            "timed out waiting for llama-server",
            "prediction aborted");
    private static final List<String> BUSY = List.of("server busy", "overloaded", "try again later");
    private static final List<String> WRONG_REQUEST =
            List.of("must be of type", "invalid format", "does not support", "invalid model name");

    private FailureTable() {}

    /** True for the server's own end of a reply that repeats one token; that is an outcome, not a failure. */
    static boolean isTokenRepeat(ErrorText error) {
        return error.saysAny(TOKEN_REPEAT);
    }

    /** An answer with another status than 200. */
    static Failure ofStatus(int status, ErrorText error) {
        return new Failure(kind(status, error), sentence(status, error), status);
    }

    /** An error line in the middle of an answer with status 200. */
    static Failure ofErrorLine(ErrorText error) {
        String message = error.message().isEmpty() ? "an error without a text" : error.message();
        return new Failure(
                byMessage(error), CleanText.line("the server ended the reply with an error: " + message), 200);
    }

    private static FailureKind kind(int status, ErrorText error) {
        return switch (status) {
            case 401, 403 -> FailureKind.FORBIDDEN;
            // A 404 that is not Ollama's own JSON says that the path is unknown, not the model.
            case 404 -> error.json() ? FailureKind.MODEL_NOT_FOUND : FailureKind.BAD_REQUEST;
            case 408 -> FailureKind.REQUEST_TIMEOUT;
            case 429 -> FailureKind.RATE_LIMITED;
            case 502, 503 -> FailureKind.BUSY;
            default -> status >= 500 ? byMessage(error) : wrongRequest(error);
        };
    }

    private static FailureKind wrongRequest(ErrorText error) {
        return error.saysAny(OVERFLOW) ? FailureKind.OVERFLOW : FailureKind.BAD_REQUEST;
    }

    /** The order matters: a crash for lack of memory says both. */
    private static FailureKind byMessage(ErrorText error) {
        if (error.saysAny(OVERFLOW)) {
            return FailureKind.OVERFLOW;
        }
        if (error.saysAny(OUT_OF_MEMORY)) {
            return FailureKind.OUT_OF_MEMORY;
        }
        if (error.saysAny(CRASHED)) {
            return FailureKind.CRASHED;
        }
        if (error.saysAny(BUSY)) {
            return FailureKind.BUSY;
        }
        return error.saysAny(WRONG_REQUEST) ? FailureKind.BAD_REQUEST : FailureKind.SERVER_ERROR;
    }

    private static String sentence(int status, ErrorText error) {
        String message = error.message();
        if (message.isEmpty()) {
            return "the server answered with status " + status + " and an empty body";
        }
        return CleanText.line("the server answered with status " + status + ": " + message);
    }
}
