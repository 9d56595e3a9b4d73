package dev.matrix.endurance;

import dev.matrix.simulator.FaultPlan;
import dev.matrix.simulator.Simulator;
import dev.matrix.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;

/** Finds seeds at which a rule of 10 percent strikes early: a stage that a run has one request of would else hardly ever be struck. */
final class Seeds {

    private static final int LOOKED_AT = 6;
    private static final int MOST = 200;

    private final Map<Integer, Long> byRequests = new HashMap<>();

    /** A seed with which the first strike comes with one of so many requests, the last of them if possible. */
    long striking(int requests) {
        return byRequests.computeIfAbsent(requests, Seeds::find);
    }

    private static long find(int requests) {
        for (long seed = 1; seed <= MOST; seed++) {
            if (firstStrike(seed) == requests) {
                return seed;
            }
        }
        throw new IllegalStateException("no seed strikes at request " + requests);
    }

    private static int firstStrike(long seed) {
        SimulatorSettings settings = SimulatorSettings.defaults()
                .withFaults(FaultPlan.parse("version:500@0.1"))
                .withSeed(seed);
        HttpClient http = HttpClient.newHttpClient();
        try (Simulator simulator = Simulator.start(settings, Map.of())) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.address() + "/api/version"))
                    .build();
            for (int number = 1; number <= LOOKED_AT; number++) {
                if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 500) {
                    return number;
                }
            }
            return 0;
        } catch (IOException e) {
            throw new IllegalStateException("the simulator does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
