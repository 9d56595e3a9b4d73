package dev.matrix.endurance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The shape of an Ollama server with one model, whose replies have nearly a million characters, the most that the program keeps of one. */
final class LongReplyServer implements AutoCloseable {

    static final int CHARACTERS = 990_000;
    private static final int PIECE = 60;
    private static final String MODEL = "talker:1b";
    private static final String DETAILS =
            "\"details\":{\"format\":\"gguf\",\"family\":\"llama\",\"parameter_size\":\"1B\",\"quantization_level\":\"Q4_K_M\"}";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final byte[] reply = reply();
    private volatile boolean loaded;

    LongReplyServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        byte[] body = switch (exchange.getRequestURI().getPath()) {
            case "/api/version" -> bytes("{\"version\":\"0.32.15\"}");
            case "/api/tags" ->
                bytes("{\"models\":[{\"name\":\"%s\",\"model\":\"%s\",\"size\":1,\"digest\":\"%064d\",%s}]}"
                        .formatted(MODEL, MODEL, 1, DETAILS));
            case "/api/show" ->
                bytes("{%s,\"model_info\":{\"general.architecture\":\"llama\",\"llama.context_length\":131072,"
                                .formatted(DETAILS)
                        + "\"general.parameter_count\":1000000000},\"capabilities\":[\"completion\"]}");
            case "/api/ps" ->
                bytes(
                        loaded
                                ? "{\"models\":[{\"name\":\"%s\",\"model\":\"%s\",\"size\":1,\"size_vram\":0}]}"
                                        .formatted(MODEL, MODEL)
                                : "{\"models\":[]}");
            case "/api/chat" -> chat(request);
            default -> bytes("{}");
        };
        exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream stream = exchange.getResponseBody()) {
            stream.write(body);
        }
    }

    private byte[] chat(String request) {
        if (request.contains("\"_debug_render_only\":true")) {
            return bytes("{\"model\":\"%s\",\"_debug_info\":{\"rendered_template\":\"\"}}".formatted(MODEL));
        }
        if (request.contains("\"messages\":[]")) {
            loaded = !request.contains("\"keep_alive\":0");
            return bytes(last(loaded ? "load" : "unload"));
        }
        return request.contains("\"num_predict\":1,") ? bytes(piece("Yes") + last("length")) : reply;
    }

    private static byte[] reply() {
        Random random = new Random(5);
        String pieces = Stream.generate(() -> word(random))
                .limit(CHARACTERS / PIECE)
                .map(LongReplyServer::piece)
                .collect(Collectors.joining());
        return bytes(pieces + piece(" #### 7") + last("stop"));
    }

    /** Words that do not repeat, since a reply that does is ended. */
    private static String word(Random random) {
        String word = random.ints(PIECE - 1, 'a', 'z' + 1)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        return word.substring(0, 12) + " " + word.substring(12, 30) + " " + word.substring(31) + ". ";
    }

    private static String piece(String text) {
        return "{\"model\":\"%s\",\"message\":{\"role\":\"assistant\",\"content\":\"%s\"},\"done\":false}%n"
                .formatted(MODEL, text);
    }

    private static String last(String reason) {
        return ("{\"model\":\"%s\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"%s\","
                        + "\"total_duration\":9000000,\"load_duration\":1000000,\"prompt_eval_count\":60,"
                        + "\"prompt_eval_duration\":2000000,\"eval_count\":16500,\"eval_duration\":5000000}%n")
                .formatted(MODEL, reason);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
