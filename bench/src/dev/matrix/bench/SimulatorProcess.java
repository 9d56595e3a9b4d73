package dev.matrix.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The simulator as a process of its own: 20 ms a reply, 16 slots, room for one model. Not thread-safe. */
final class SimulatorProcess implements AutoCloseable {

    static final int SLOTS = 16;
    static final int SERVICE_MILLIS = 20;

    private final Process process;
    private final URI address;
    private final ObjectMapper json = new ObjectMapper();

    private SimulatorProcess(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Starts it in a directory whose benchmarks it knows, and waits until it listens. */
    static SimulatorProcess start(Path program, Path directory) throws IOException {
        return start(program, directory, SLOTS, SERVICE_MILLIS);
    }

    /** The same with other slots and another time of service; negative: by tokens, so many times as fast as a small machine. */
    static SimulatorProcess start(Path program, Path directory, int slots, int serviceMillis) throws IOException {
        Process process = new ProcessBuilder(
                        program.toString(),
                        "simulate",
                        "--port",
                        "0",
                        "--service-ms",
                        Integer.toString(serviceMillis),
                        "--slots",
                        Integer.toString(slots),
                        "--load-ms",
                        "100")
                .directory(directory.toFile())
                .redirectError(new File(directory.toFile(), "simulator.log"))
                .start();
        BufferedReader output = process.inputReader();
        String address = output.readLine();
        if (address == null) {
            process.destroy();
            throw new IOException("the simulator did not start; its messages are in " + directory + "/simulator.log");
        }
        return new SimulatorProcess(process, URI.create(address.strip()));
    }

    URI address() {
        return address;
    }

    JsonNode statistics() throws IOException {
        try (InputStream body = address.resolve("/simulator/statistics").toURL().openStream()) {
            return json.readTree(body);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
