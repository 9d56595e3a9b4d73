package dev.matrix.app;

import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Personality;
import dev.matrix.domain.StopWhen;
import java.util.List;

/** What a run's design asks of its personalities. */
final class DesignCheck {

    private final RunRequest.Design design;
    private final List<String> names;

    DesignCheck(RunRequest.Design design, List<Personality> personalities) {
        this.design = design;
        this.names = personalities.stream().map(Personality::name).toList();
    }

    /**
     * Refuses a design that cannot be carried out.
     *
     * @throws MatrixException of kind USAGE that names the option
     */
    void require() {
        for (String compared : design.compare()) {
            if (compared.equals(Personality.BASELINE)) {
                throw MatrixException.usage("--compare: baseline is what the others are compared with. Leave it out.");
            }
            if (!names.contains(compared)) {
                throw MatrixException.usage(
                        "--compare: '" + compared + "' is none of the run's personalities, which are "
                                + String.join(", ", names) + ". Name it with --personalities too.");
            }
        }
        if (!names.contains(Personality.BASELINE)) {
            requireBaseline("--compare", !design.compare().isEmpty());
            requireBaseline("--control", design.control());
            requireBaseline("--stop-when decided", design.stopWhen() == StopWhen.DECIDED);
        }
    }

    private static void requireBaseline(String option, boolean asked) {
        if (asked) {
            throw MatrixException.usage(
                    option + " needs baseline among the personalities. Add it with --personalities baseline,...");
        }
    }
}
