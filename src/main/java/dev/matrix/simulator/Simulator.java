package dev.matrix.simulator;

import dev.matrix.domain.Benchmark;
import dev.matrix.domain.ItemSet;
import dev.matrix.domain.MatrixException;
import java.time.Clock;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * A running simulator on the loopback address: an Ollama-compatible server that knows the answers of the items that it was given, and nothing else. Its
 * threads are daemons. Thread-safe.
 */
public final class Simulator implements AutoCloseable {

    private final HttpListener listener;
    private final StatisticsRecorder recorder;
    private final FaultInjector faults;

    private Simulator(HttpListener listener, StatisticsRecorder recorder, FaultInjector faults) {
        this.listener = listener;
        this.recorder = recorder;
        this.faults = faults;
    }

    /**
     * Starts to listen.
     *
     * @param knowledge the items whose answers the simulated models may know, few-shot examples included
     * @throws MatrixException of kind USAGE when the port cannot be had
     */
    public static Simulator start(SimulatorSettings settings, Map<Benchmark, ItemSet> knowledge) {
        return start(settings, knowledge, Clock.systemUTC(), Ticker.system());
    }

    static Simulator start(SimulatorSettings settings, Map<Benchmark, ItemSet> knowledge, Clock clock, Ticker ticker) {
        Json json = new Json();
        Pause pause = new Pause(ticker);
        StatisticsRecorder recorder = new StatisticsRecorder();
        FaultInjector faults = new FaultInjector(settings.faults(), settings.seed());
        Inventory inventory = new Inventory(settings, json, clock);
        Scheduler scheduler = new Scheduler(settings, pause, recorder);
        ReplyBodies bodies = new ReplyBodies(json, clock);
        ReplyForms forms = ReplyForms.of(json, clock);
        Speaker speaker = new Speaker(new Knowledge(knowledge));
        FaultEffects effects = new FaultEffects(inventory, scheduler);
        Conversing conversing = new Conversing(settings, speaker, faults, effects, forms, bodies, pause, recorder);
        GenerationEndpoint generation = new GenerationEndpoint(
                settings, inventory, scheduler, faults, effects, forms, json, bodies, conversing, ticker);
        Router router = new Router(settings, json, inventory, scheduler, faults, effects, forms, generation, recorder);
        if (settings.modes().contains(Mode.BUSY_ELSEWHERE)) {
            largest(settings)
                    .ifPresent(model ->
                            scheduler.occupy(model, new RunnerOptions(settings.automaticContext(), false, null, "")));
        }
        return new Simulator(HttpListener.start(settings.port(), router), recorder, faults);
    }

    private static Optional<SimulatedModel> largest(SimulatorSettings settings) {
        return settings.models().stream()
                .filter(model -> !model.cloud() && model.capabilities().contains("completion"))
                .max(Comparator.comparingLong(SimulatedModel::parameterCount));
    }

    /** The base URL, e.g. {@code http://127.0.0.1:41234}. */
    public String address() {
        return listener.address();
    }

    /** What was measured so far. */
    public SimulatorStatistics statistics() {
        return recorder.snapshot(faults.strikes());
    }

    /** Stops listening and breaks all connections. */
    @Override
    public void close() {
        listener.close();
    }
}
