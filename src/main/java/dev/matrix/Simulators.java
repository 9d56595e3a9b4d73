package dev.matrix;

import dev.matrix.app.EmbeddedSimulator;
import dev.matrix.app.SimulatorLauncher;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.ItemSet;
import dev.matrix.simulator.BatchSpeed;
import dev.matrix.simulator.FaultPlan;
import dev.matrix.simulator.Mode;
import dev.matrix.simulator.ServiceTime;
import dev.matrix.simulator.Simulator;
import dev.matrix.simulator.SimulatorSettings;
import java.time.Duration;
import java.util.Map;

/** Fills the ports to the simulator. */
final class Simulators {

    /** Quick enough for a first look at the whole matrix, slow enough to see it work. */
    private static final ServiceTime DEMO = ServiceTime.byTokens(0.01, 0.05);

    private static final double PROMPT_MILLIS = 0.2;
    private static final double TOKEN_MILLIS = 5;

    EmbeddedSimulator.Running demo(Map<Benchmark, ItemSet> knowledge) {
        return running(Simulator.start(SimulatorSettings.defaults().withServiceTime(DEMO), knowledge));
    }

    EmbeddedSimulator.Running server(SimulatorLauncher.Request request, Map<Benchmark, ItemSet> knowledge) {
        ServiceTime service = request.serviceMillis() < 0
                ? ServiceTime.byTokens(
                        PROMPT_MILLIS / -request.serviceMillis(), TOKEN_MILLIS / -request.serviceMillis())
                : ServiceTime.fixed(Duration.ofNanos(Math.round(request.serviceMillis() * 1e6)));
        SimulatorSettings settings = SimulatorSettings.defaults();
        return running(Simulator.start(
                settings.withPort(request.port())
                        .withSlots(request.slots())
                        .withServiceTime(service)
                        .withLoadTime(Duration.ofMillis(request.loadMillis()))
                        .withModes(Mode.parse(request.modes()))
                        .withFaults(FaultPlan.parse(request.faults()).requireModels(settings.models()))
                        .withSeed(request.seed())
                        .withStrict(request.strict())
                        .withBatchSpeed(BatchSpeed.parse(request.batchCost()))
                        .withAutomaticContext(request.context()),
                knowledge));
    }

    private static EmbeddedSimulator.Running running(Simulator simulator) {
        return new EmbeddedSimulator.Running() {
            @Override
            public String address() {
                return simulator.address();
            }

            @Override
            public void close() {
                simulator.close();
            }
        };
    }
}
