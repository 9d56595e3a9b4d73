package dev.matrix.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** A plain HTTP client for tests. */
final class Talk {

    static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String address;

    Talk(Simulator simulator) {
        this.address = simulator.address();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, "");
    }

    HttpResponse<String> post(String path, Object body) throws IOException, InterruptedException {
        return send("POST", path, body.toString());
    }

    HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        return client.send(request(method, path, body), HttpResponse.BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> postLater(String path, Object body) {
        return client.sendAsync(request("POST", path, body.toString()), HttpResponse.BodyHandlers.ofString());
    }

    /** The body of a reply whose first bytes have come. */
    InputStream open(String path, Object body) throws IOException, InterruptedException {
        return client.send(request("POST", path, body.toString()), HttpResponse.BodyHandlers.ofInputStream())
                .body();
    }

    private HttpRequest request(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    /** The JSON of a reply that must be 200. */
    JsonNode ok(String path, Object body) throws IOException, InterruptedException {
        HttpResponse<String> response = post(path, body);
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return json(response.body());
    }

    /** The lines of a stream. */
    static List<JsonNode> lines(HttpResponse<String> response) {
        return response.body().lines().map(Talk::json).toList();
    }

    static String content(List<JsonNode> lines) {
        return lines.stream()
                .map(line -> line.path("message").path("content").asText())
                .collect(Collectors.joining());
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A chat request without streaming at temperature 0, as a client writes it. */
    static ObjectNode chat(String model, String system, String user) {
        ObjectNode body = MAPPER.createObjectNode()
                .put("model", model)
                .put("stream", false)
                .put("truncate", false)
                .put("shift", false);
        body.putArray("messages")
                .add(MAPPER.createObjectNode().put("role", "system").put("content", system))
                .add(MAPPER.createObjectNode().put("role", "user").put("content", user));
        body.putObject("options")
                .put("num_ctx", 4096)
                .put("num_predict", 768)
                .put("temperature", 0)
                .put("seed", 42);
        return body;
    }

    /** A request that asks for one token with 20 alternatives. */
    static ObjectNode letter(String model, String system, String user) {
        ObjectNode body = chat(model, system, user).put("logprobs", true).put("top_logprobs", 20);
        options(body).put("num_predict", 1);
        return body;
    }

    static ObjectNode options(ObjectNode body) {
        return (ObjectNode) body.get("options");
    }
}
