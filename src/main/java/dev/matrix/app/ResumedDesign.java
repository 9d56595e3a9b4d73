package dev.matrix.app;

import dev.matrix.domain.MatrixException;
import dev.matrix.store.FrozenSettings;
import dev.matrix.store.Manifest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a resume keeps and adds of a run's design. What is compared and what counts as decided was fixed before the first answer was seen and stays; a control
 * may be added, and a budget may grow.
 */
final class ResumedDesign {

    private final Manifest manifest;
    private final RunRequest asked;
    private final List<String> changes;

    /** @param changes gets what this resume changes, one clause each */
    ResumedDesign(Manifest manifest, RunRequest asked, List<String> changes) {
        this.manifest = manifest;
        this.asked = asked;
        this.changes = changes;
    }

    /**
     * The design to carry out.
     *
     * @throws MatrixException of kind USAGE for a change that is no extension
     */
    RunRequest.Design merge() {
        FrozenSettings frozen = manifest.settings();
        RunRequest.Design now = asked.design();
        refuse("--sesoi", frozen.sesoi(), now.sesoi());
        if (!Set.copyOf(frozen.compare()).equals(Set.copyOf(now.compare()))) {
            refuse("--compare", named(frozen.compare()), named(now.compare()));
        }
        refuse("--stop-when", frozen.stopWhen().label(), now.stopWhen().label());
        return new RunRequest.Design(frozen.sesoi(), frozen.compare(), control(), budget(), frozen.stopWhen());
    }

    private void refuse(String option, Object recorded, Object asks) {
        if (asked.isGiven(option) && !recorded.equals(asks)) {
            throw refusal("change " + option, recorded, asks);
        }
    }

    private MatrixException refusal(String what, Object recorded, Object asks) {
        return MatrixException.usage("--resume cannot " + what + ": run " + manifest.runId() + " has " + recorded
                + ", the command line says " + asks + ". Leave it out, or start another run with --run-id NEW.");
    }

    private boolean control() {
        boolean recorded = manifest.settings().control();
        boolean added =
                !recorded && asked.isGiven("--control") && asked.design().control();
        if (added) {
            changes.add("control");
        }
        return recorded || added;
    }

    private @Nullable Duration budget() {
        Duration recorded = recordedBudget(manifest);
        Duration now = asked.design().budget();
        if (!asked.isGiven("--budget") || text(now).equals(text(recorded))) {
            return recorded;
        }
        if (recorded == null || (now != null && now.compareTo(recorded) < 0)) {
            throw refusal("lower --budget", text(recorded), text(now));
        }
        changes.add("budget " + text(now));
        return now;
    }

    /** Null when the run may take as long as it needs. */
    static @Nullable Duration recordedBudget(Manifest manifest) {
        Double seconds = manifest.settings().budget();
        return seconds == null ? null : Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** As the option takes it; {@code none} when the run may take as long as it needs. */
    static String budget(Manifest manifest) {
        return text(recordedBudget(manifest));
    }

    /** As the option takes it: 1h30m, where Java says PT1H30M. */
    private static String text(@Nullable Duration budget) {
        return budget == null ? "none" : budget.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    /** What a run's comparisons are called: {@code all}, or the personalities. */
    static String named(List<String> compare) {
        return compare.isEmpty() ? "all" : String.join(",", compare);
    }
}
