package dev.matrix.execution;

import dev.matrix.domain.InstalledModel;
import dev.matrix.domain.LoadReport;
import dev.matrix.domain.LoadedModel;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.SizeRange;
import dev.matrix.inference.ChatRequest;
import dev.matrix.inference.LoadOptions;
import dev.matrix.inference.ModelServer;
import dev.matrix.inference.ServerInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A server whose abilities a test sets; it writes down what was asked of it. */
final class FakeServer implements ModelServer {

    final List<String> log = new CopyOnWriteArrayList<>();
    final Map<String, String> loadErrors = new ConcurrentHashMap<>();
    volatile ServerInfo info = Samples.server("0.32.15", true, true);
    volatile boolean silent;
    int busyLoads;
    volatile boolean unloadFails;
    volatile List<LoadedModel> loaded = List.of();
    volatile int givenContext;
    final Map<String, String> digests = new ConcurrentHashMap<>();
    volatile boolean digestFails;
    volatile Runnable whileLoading = () -> {};
    volatile Function<ChatRequest, Optional<String>> renderer = request -> Optional.empty();

    @Override
    public ServerInfo info() {
        requireAlive();
        return info;
    }

    @Override
    public List<InstalledModel> installed(SizeRange range) {
        throw new UnsupportedOperationException("execution detects nothing");
    }

    @Override
    public Optional<String> digest(String model) {
        requireAlive();
        if (digestFails) {
            throw MatrixException.server("the list cannot be read");
        }
        return Optional.ofNullable(digests.get(model));
    }

    @Override
    public List<LoadedModel> loaded() {
        requireAlive();
        return loaded;
    }

    @Override
    public LoadReport preload(String model, LoadOptions options, Duration budget) {
        log.add("load " + model + " " + options.contextTokens());
        whileLoading.run();
        requireAlive();
        if (busyLoads-- > 0) {
            throw MatrixException.passing("it is busy", null);
        }
        String error = loadErrors.get(model);
        if (error != null) {
            throw MatrixException.server(error);
        }
        return new LoadReport(Duration.ofSeconds(2), new LoadedModel(model, "digest", 1, 1, givenContext));
    }

    @Override
    public void unload(String model, Duration budget) {
        log.add("unload " + model);
        if (unloadFails) {
            throw MatrixException.server("it stays");
        }
    }

    @Override
    public Optional<String> render(ChatRequest request) {
        return renderer.apply(request);
    }

    private void requireAlive() {
        if (silent) {
            throw MatrixException.server("nobody answers at http://localhost:11434");
        }
    }
}
