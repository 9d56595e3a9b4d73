package dev.matrix.app;

import dev.matrix.domain.LoadedModel;
import dev.matrix.domain.MatrixException;
import dev.matrix.inference.LoadOptions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds out whether a server still loads models while other clients use theirs. One that has no room lets a load wait for ever while a model in memory stays
 * busy, and shows it nowhere: only trying tells. Tried is it only then, since an idle model could be driven out.
 */
final class LoadProbe {

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration UNLOAD = Duration.ofSeconds(10);
    private static final LoadOptions OPTIONS = new LoadOptions(2048);

    private final ServerConnection connection;
    private final Duration budget;

    /** @param budget of loading a model in a run; more than a minute is not waited here */
    LoadProbe(ServerConnection connection, Duration budget) {
        this.connection = connection;
        this.budget = budget.compareTo(LONGEST) < 0 ? budget : LONGEST;
    }

    /**
     * Loads the model beside those that are in use and unloads it again.
     *
     * @param model that is not in memory
     */
    Doctor.Finding beside(List<LoadedModel> busy, String model) {
        String names = busy.stream().map(LoadedModel::name).collect(Collectors.joining(", "));
        try {
            connection.server().preload(model, OPTIONS, budget);
            connection.server().unload(model, UNLOAD);
        } catch (MatrixException e) {
            return new Doctor.Finding(
                    Doctor.SERVER,
                    Doctor.Verdict.PROBLEM,
                    names + " is in use by another client, and no other model gets in: " + e.getMessage(),
                    "Stop the programs that use " + names + ", or stop the server and start it anew.");
        }
        return new Doctor.Finding(
                "other clients",
                Doctor.Verdict.WARNING,
                names + " is in use by another client; " + model + " could be loaded all the same",
                "Stop other clients before a run: they take memory and time from it.");
    }
}
