package dev.matrix.dataset.hub;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A failure that may be gone at the next attempt. */
final class PassingException extends IOException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Duration pause;

    /**
     * A failure.
     *
     * @param clause what happened
     * @param pause how long the server wants to be left alone; null: it does not say
     */
    PassingException(String clause, @Nullable Duration pause) {
        super(clause);
        this.pause = pause;
    }

    @Nullable
    Duration pause() {
        return pause;
    }
}
