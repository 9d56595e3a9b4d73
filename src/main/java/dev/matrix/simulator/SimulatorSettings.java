package dev.matrix.simulator;

import dev.matrix.domain.MatrixException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How the simulator behaves. Immutable; start from {@link #defaults()} and change what matters. A number out of its range is a {@link MatrixException} of kind
 * USAGE that names the option.
 *
 * @param port 0 for a free one
 * @param models what it has
 * @param slots requests that one model serves at a time
 * @param maxLoadedModels models in memory at a time
 * @param loadTime from the request to a ready model
 * @param serviceTime how long a reply takes in its slot
 * @param batchSpeed how much requests in one batch slow each other down
 * @param strict true: 400 for whatever a real server ignores silently, and for load options that change while a model stays loaded
 * @param version what {@code /api/version} says
 * @param modes peculiarities of all models
 * @param faults what goes wrong
 * @param seed of the faults that come by rate
 * @param automaticContext the context of a model that is loaded without {@code num_ctx}, as {@code OLLAMA_CONTEXT_LENGTH} sets it
 */
public record SimulatorSettings(
        int port,
        List<SimulatedModel> models,
        int slots,
        int maxLoadedModels,
        Duration loadTime,
        ServiceTime serviceTime,
        BatchSpeed batchSpeed,
        boolean strict,
        String version,
        Set<Mode> modes,
        FaultPlan faults,
        long seed,
        int automaticContext) {

    private static final String OLD_VERSION = "0.11.0";
    private static final int USUAL_CONTEXT = 4_096;

    public SimulatorSettings {
        requireRange("--port", port, 0, 65_535);
        requireRange("--slots", slots, 1, Integer.MAX_VALUE);
        requireRange("--context", automaticContext, 4, Integer.MAX_VALUE);
        if (maxLoadedModels < 1) {
            throw new IllegalArgumentException("maxLoadedModels must be at least 1");
        }
        if (loadTime.isNegative()) {
            throw MatrixException.usage("--load-ms must be 0 or more, got " + loadTime.toMillis() + ".");
        }
        models = List.copyOf(models);
        modes = Set.copyOf(modes);
    }

    private static void requireRange(String option, int value, int least, int most) {
        if (value < least || value > most) {
            String range = most == Integer.MAX_VALUE ? least + " or more" : "from " + least + " to " + most;
            throw MatrixException.usage(option + " must be " + range + ", got " + value + ".");
        }
    }

    /** A free port, the standard models, 4 slots, one model in memory, 20 ms to load, 2 ms a reply, strict, no faults. */
    public static SimulatorSettings defaults() {
        return new SimulatorSettings(
                0,
                ModelCatalogue.standard(),
                4,
                1,
                Duration.ofMillis(20),
                ServiceTime.fixed(Duration.ofMillis(2)),
                BatchSpeed.free(),
                true,
                "0.32.15",
                Set.of(),
                FaultPlan.none(),
                42,
                USUAL_CONTEXT);
    }

    public SimulatorSettings withPort(int other) {
        return with(draft -> draft.port = other);
    }

    public SimulatorSettings withModels(List<SimulatedModel> other) {
        return with(draft -> draft.models = other);
    }

    public SimulatorSettings withSlots(int other) {
        return with(draft -> draft.slots = other);
    }

    public SimulatorSettings withMaxLoadedModels(int other) {
        return with(draft -> draft.maxLoadedModels = other);
    }

    public SimulatorSettings withLoadTime(Duration other) {
        return with(draft -> draft.loadTime = other);
    }

    public SimulatorSettings withServiceTime(ServiceTime other) {
        return with(draft -> draft.serviceTime = other);
    }

    public SimulatorSettings withBatchSpeed(BatchSpeed other) {
        return with(draft -> draft.batchSpeed = other);
    }

    public SimulatorSettings withStrict(boolean other) {
        return with(draft -> draft.strict = other);
    }

    public SimulatorSettings withVersion(String other) {
        return with(draft -> draft.version = other);
    }

    public SimulatorSettings withModes(Set<Mode> other) {
        return with(draft -> draft.modes = other);
    }

    public SimulatorSettings withFaults(FaultPlan other) {
        return with(draft -> draft.faults = other);
    }

    public SimulatorSettings withSeed(long other) {
        return with(draft -> draft.seed = other);
    }

    public SimulatorSettings withAutomaticContext(int other) {
        return with(draft -> draft.automaticContext = other);
    }

    private SimulatorSettings with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.settings();
    }

    /** A copy that can be changed. */
    private static final class Draft {
        private int port;
        private List<SimulatedModel> models;
        private int slots;
        private int maxLoadedModels;
        private Duration loadTime;
        private ServiceTime serviceTime;
        private BatchSpeed batchSpeed;
        private boolean strict;
        private String version;
        private Set<Mode> modes;
        private FaultPlan faults;
        private long seed;
        private int automaticContext;

        Draft(SimulatorSettings start) {
            this.port = start.port;
            this.models = start.models;
            this.slots = start.slots;
            this.maxLoadedModels = start.maxLoadedModels;
            this.loadTime = start.loadTime;
            this.serviceTime = start.serviceTime;
            this.batchSpeed = start.batchSpeed;
            this.strict = start.strict;
            this.version = start.version;
            this.modes = start.modes;
            this.faults = start.faults;
            this.seed = start.seed;
            this.automaticContext = start.automaticContext;
        }

        SimulatorSettings settings() {
            return new SimulatorSettings(
                    port,
                    models,
                    slots,
                    maxLoadedModels,
                    loadTime,
                    serviceTime,
                    batchSpeed,
                    strict,
                    version,
                    modes,
                    faults,
                    seed,
                    automaticContext);
        }
    }

    /** The version that is told: that of the old server where the mode says so. */
    String reportedVersion() {
        return modes.contains(Mode.OLD_VERSION) ? OLD_VERSION : version;
    }

    /** Slots of each model, the mode for one slot included. */
    int slotsOf(SimulatedModel model) {
        return modesOf(model).contains(Mode.ONE_SLOT) ? 1 : slots;
    }

    /** The peculiarities of the server and of the model together. */
    Set<Mode> modesOf(SimulatedModel model) {
        Set<Mode> all = EnumSet.noneOf(Mode.class);
        all.addAll(modes);
        all.addAll(model.modes());
        return all;
    }
}
