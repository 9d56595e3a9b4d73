package dev.matrix.endurance;

import dev.matrix.EmbeddedProgram;
import java.time.Duration;
import java.util.Map;

/**
 * The deadlines and pauses of a harness in place of the defaults: everything else is the program that users run. Pauses between attempts are cut to a
 * twenty-fifth part.
 */
final class Patience {

    static final Duration QUERY = Duration.ofSeconds(1);
    static final Duration FIRST_BYTE = Duration.ofSeconds(1);
    static final Duration IDLE = Duration.ofMillis(500);
    static final Duration LOAD = Duration.ofSeconds(2);

    private static final Map<String, String> SETTINGS = Map.of(
            "MATRIX_TIMEOUTS_CONNECT", "2",
            "MATRIX_TIMEOUTS_FIRST_BYTE", seconds(FIRST_BYTE),
            "MATRIX_TIMEOUTS_IDLE", seconds(IDLE),
            "MATRIX_TIMEOUTS_TOTAL", "5",
            "MATRIX_TIMEOUTS_LOAD", seconds(LOAD));
    private static final int SHORTENED = 25;
    private static final int ATTEMPTS = 4;
    /** About the server, for each model at most: what is in memory, the version after each failed load, the digest twice, unloading. */
    private static final int QUESTIONS = 16;
    /** Steps of 1, 2 and 4 s, or a server's Retry-After of a second. */
    private static final Duration PAUSES = Duration.ofSeconds(7).dividedBy(SHORTENED);

    private Patience() {}

    static EmbeddedProgram applied(EmbeddedProgram program) {
        SETTINGS.forEach(program::with);
        return program.asking(QUERY)
                .pausing(pause -> Thread.sleep(pause.dividedBy(SHORTENED).toMillis()));
    }

    /**
     * The longest that a run may take whatever its server does: each model is loaded with all attempts, has its checks, and is given up after 20 calls in a row
     * that used up all their attempts; every other call may need them all before it succeeds. Questions that run no model come with each of these steps, and a
     * busy machine gets 3 s.
     *
     * @param calls of the whole plan
     * @param width requests in flight
     */
    static Duration bound(int models, int calls, int width) {
        Duration call = FIRST_BYTE.multipliedBy(ATTEMPTS).plus(PAUSES);
        Duration loading = LOAD.multipliedBy(ATTEMPTS).plus(PAUSES);
        long rounds = (20L + 3 * 4) / width + 1;
        Duration model = loading.plus(call.multipliedBy(rounds)).plus(QUERY.multipliedBy(QUESTIONS));
        return model.multipliedBy(models).plus(call.multipliedBy(calls / width)).plusSeconds(3);
    }

    private static String seconds(Duration duration) {
        return String.valueOf(duration.toMillis() / 1000.0);
    }
}
