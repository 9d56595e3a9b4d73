package dev.matrix.dataset.hub;

import dev.matrix.dataset.hub.HubException.Reason;
import dev.matrix.domain.TransferListener;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Tries again what may succeed a little later: full jitter, or as long as the server asks for. Not thread-safe. */
final class Retries {

    private static final int ATTEMPTS = 5;
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST_ASKED = Duration.ofMinutes(6);

    private static final String ADVICE =
            "Check the network, and HF_ENDPOINT if it is set (it names a mirror that can be reached).";

    private final Sleeper sleeper;
    private final RandomGenerator random;
    private final TransferListener listener;

    Retries(Sleeper sleeper, RandomGenerator random, TransferListener listener) {
        this.sleeper = sleeper;
        this.random = random;
        this.listener = listener;
    }

    /** One attempt. */
    interface Step<T> {
        T once() throws IOException;

        /** How far it has come: an attempt that came further than the one before does not count. */
        default long mark() {
            return 0;
        }
    }

    /**
     * The first success.
     *
     * @param what the thing that is asked for, for messages
     * @throws HubException when it is of no use to go on
     */
    <T> T run(String what, Step<T> step) {
        long mark = step.mark();
        int attempt = 0;
        while (true) {
            try {
                return step.once();
            } catch (IOException e) {
                attempt = step.mark() > mark ? 1 : attempt + 1;
                mark = Math.max(mark, step.mark());
                pause(what, e, attempt);
            }
        }
    }

    private void pause(String what, IOException failure, int attempt) {
        String clause = clause(failure);
        if (failure instanceof UnknownHostException) {
            // Who is offline stays so for longer than anybody would wait.
            throw new HubException(
                    Reason.UNREACHABLE,
                    what + " cannot be fetched: " + clause + ". " + ADVICE + " --offline uses only what is cached.");
        }
        Duration asked = failure instanceof PassingException passing ? passing.pause() : null;
        if (attempt >= ATTEMPTS) {
            throw new HubException(
                    Reason.UNREACHABLE,
                    what + " cannot be fetched: " + clause + ", " + ATTEMPTS + " times in a row. " + ADVICE);
        }
        if (asked != null && asked.compareTo(LONGEST_ASKED) > 0) {
            throw new HubException(
                    Reason.UNREACHABLE,
                    what + " cannot be fetched: " + clause + ", and the server asks for a pause of " + asked.toSeconds()
                            + " s. Try again then; with a token (HF_TOKEN) the limits are higher.");
        }
        Duration wait = asked != null ? asked : backoff(attempt);
        listener.noted(what + ": " + clause + "; trying again"
                + (wait.toSeconds() > 0 ? " in " + wait.toSeconds() + " s" : "") + ".");
        sleep(wait);
    }

    private Duration backoff(int attempt) {
        long most = FIRST.toMillis() << Math.min(attempt - 1, 5);
        return Duration.ofMillis(random.nextLong(most + 1));
    }

    private void sleep(Duration wait) {
        try {
            sleeper.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HubException(Reason.UNREACHABLE, "Fetching was interrupted.", e);
        }
    }

    private static String clause(IOException failure) {
        @Nullable String message = failure.getMessage();
        if (failure instanceof PassingException) {
            return String.valueOf(message);
        }
        if (failure instanceof UnknownHostException) {
            return "the host name cannot be resolved (" + message + ")";
        }
        return "the connection failed (" + (message == null ? failure.getClass().getSimpleName() : message) + ")";
    }
}
