package dev.matrix.ollama;

import dev.matrix.domain.FailureKind;
import org.jspecify.annotations.Nullable;

/** An exchange that ended without an answer that could be read. The message is a clause for people, without the address. */
final class ExchangeException extends Exception {

    private static final long serialVersionUID = 1L;

    private final FailureKind kind;

    ExchangeException(FailureKind kind, String clause, @Nullable Throwable cause) {
        super(clause, cause);
        this.kind = kind;
    }

    FailureKind kind() {
        return kind;
    }

    String clause() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
