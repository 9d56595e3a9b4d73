package dev.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** {@code matrix simulate} as a process of its own, on a free port. */
final class SimulatorProcess {

    private static final int QUIET_LOOKS = 10;

    private final HttpClient http = HttpClient.newHttpClient();
    private final LaunchedProcess process;
    private final String address;

    private SimulatorProcess(LaunchedProcess process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Starts it and waits until it says where it listens. */
    static SimulatorProcess start(Program program, String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("simulate", "--port", "0"));
        arguments.addAll(List.of(options));
        LaunchedProcess process = program.start(arguments.toArray(String[]::new));
        return new SimulatorProcess(process, process.firstLine());
    }

    String address() {
        return address;
    }

    JsonNode statistics() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/simulator/statistics"))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return new ObjectMapper().readTree(response.body());
    }

    /** Requests for a reply so far. */
    int chatRequests() throws IOException, InterruptedException {
        return statistics().path("chat_requests").asInt();
    }

    /**
     * Requests that began a conversation, once nothing is in flight or on its way any more: those of a client that was killed end as well. A trial's second call
     * goes on with one, so that each trial is one.
     */
    int conversations() throws IOException, InterruptedException {
        int requests = 0;
        int continued = 0;
        for (int quiet = 0; quiet < QUIET_LOOKS; quiet++) {
            JsonNode now = statistics();
            int asked = now.path("chat_requests").asInt();
            if (asked != requests || asked > now.path("calls").size()) {
                quiet = 0;
            }
            requests = asked;
            continued = now.path("models").findValues("continued").stream()
                    .mapToInt(JsonNode::asInt)
                    .sum();
        }
        return requests - continued;
    }

    void stop() throws InterruptedException {
        process.kill();
    }
}
