package dev.matrix.ollama;

import com.fasterxml.jackson.core.JacksonException;
import dev.matrix.domain.FailureKind;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Types what breaks below HTTP's status codes. */
final class IoFailures {

    private IoFailures() {}

    static ExchangeException of(IOException e, Progress progress) {
        if (e instanceof JacksonException) {
            return new ExchangeException(FailureKind.MALFORMED, "the answer is not the JSON that Ollama sends", e);
        }
        if (e instanceof EOFException || e instanceof ProtocolException) {
            return progress.hasAnswer()
                    ? new ExchangeException(FailureKind.INCOMPLETE, "the answer broke off in its middle", e)
                    : new ExchangeException(FailureKind.MALFORMED, "the answer is not HTTP", e);
        }
        return new ExchangeException(FailureKind.CONNECTION, connection(e), e);
    }

    /** True when there was no connection that could have been an old one. */
    static boolean neverConnected(@Nullable Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof SocketTimeoutException;
    }

    static ExchangeException timeout(FailureKind passed, Deadlines deadlines) {
        String clause = switch (passed) {
            case FIRST_BYTE_TIMEOUT -> "nothing came within " + seconds(deadlines.firstByte());
            case IDLE_TIMEOUT -> "the answer fell silent for " + seconds(deadlines.idle());
            default -> "the answer took longer than " + seconds(deadlines.total());
        };
        return new ExchangeException(passed, clause, null);
    }

    static ExchangeException cancelled() {
        return new ExchangeException(FailureKind.CANCELLED, "the call was cancelled", null);
    }

    static String seconds(Duration duration) {
        double seconds = duration.toMillis() / 1000.0;
        return seconds == Math.rint(seconds) ? (long) seconds + " s" : seconds + " s";
    }

    private static String connection(IOException e) {
        if (e instanceof UnknownHostException) {
            return "the host name is unknown";
        }
        if (e instanceof SocketTimeoutException) {
            return "no connection in time";
        }
        if (e instanceof SSLException) {
            return "TLS failed: " + root(e);
        }
        return root(e);
    }

    /** OkHttp wraps the cause that says something, such as "Connection refused", into text about its own routes. */
    private static String root(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        if (message == null || message.isBlank() || deepest instanceof EOFException) {
            return "the connection was closed";
        }
        String clean = CleanText.clause(message);
        return clean.substring(0, 1).toLowerCase(Locale.ROOT) + clean.substring(1);
    }
}
