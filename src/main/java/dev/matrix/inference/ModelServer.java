package dev.matrix.inference;

import dev.matrix.domain.InstalledModel;
import dev.matrix.domain.LoadReport;
import dev.matrix.domain.LoadedModel;
import dev.matrix.domain.SizeRange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a server can do besides answering: say what it has, load and unload. All methods throw {@link dev.matrix.domain.MatrixException} of kind SERVER with
 * the address and the fix when the server cannot be reached or does not speak the protocol; they honour interruption. Thread-safe.
 */
public interface ModelServer {

    /** Version and abilities; also the cheapest sign of life. */
    ServerInfo info();

    /** All models of the server with the verdict on each, in the server's order; names that share a digest are one entry. */
    List<InstalledModel> installed(SizeRange range);

    /** The digest that the server lists for a model's name now; empty where it lists no such model, or this kind of server does not tell. */
    default Optional<String> digest(String model) {
        return Optional.empty();
    }

    /** The models in memory now. */
    List<LoadedModel> loaded();

    /** Of the models in memory those that served somebody while this looked, for about a second; empty where a server does not tell. */
    default List<LoadedModel> inUse() {
        return List.of();
    }

    /**
     * Loads a model with the run's exact options and waits until it is ready.
     *
     * @param budget how long loading may take
     */
    LoadReport preload(String model, LoadOptions options, Duration budget);

    /** Asks for the model to be unloaded and waits until the server no longer lists it; that it still does when the budget is used up is a passing error. */
    void unload(String model, Duration budget);

    /** The exact text that the server would feed to the model, where it can render without running; empty where it cannot. */
    Optional<String> render(ChatRequest request);
}
