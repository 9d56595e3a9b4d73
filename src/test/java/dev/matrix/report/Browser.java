package dev.matrix.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One page of a real Chromium without a window, driven by the DevTools protocol. */
final class Browser implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Pattern LISTENING = Pattern.compile("ws://127\\.0\\.0\\.1:(\\d+)/");
    private static final int PATIENCE = 60;

    private final Process process;
    private final WebSocket socket;
    private final Listener listener;
    private final AtomicInteger commands = new AtomicInteger();

    private Browser(Process process, WebSocket socket, Listener listener) {
        this.process = process;
        this.socket = socket;
        this.listener = listener;
    }

    /** The one that MATRIX_BROWSER names, or the first on the PATH. */
    static Optional<Path> installed() {
        String named = System.getenv("MATRIX_BROWSER");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        String[] places = Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator);
        return NAMES.stream()
                .flatMap(name -> Stream.of(places).map(place -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it with an empty profile. */
    static Browser start(Path program, Path profile) throws Exception {
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-breakpad",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            HttpClient http = HttpClient.newHttpClient();
            URI list = URI.create("http://127.0.0.1:" + port(process) + "/json/list");
            String pages = http.send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            Listener listener = new Listener();
            WebSocket socket = http.newWebSocketBuilder()
                    .buildAsync(URI.create(pageAddress(MAPPER.readTree(pages))), listener)
                    .get(PATIENCE, TimeUnit.SECONDS);
            Browser browser = new Browser(process, socket, listener);
            for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
                browser.send(domain + ".enable", Map.of());
            }
            return browser;
        } catch (Exception e) {
            stop(process);
            throw e;
        }
    }

    private static String port(Process process) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher found = LISTENING.matcher(line);
            if (found.find()) {
                Thread drain = new Thread(() -> lines.lines().forEach(unused -> {}), "browser's stderr");
                drain.setDaemon(true);
                drain.start();
                return found.group(1);
            }
            said.append(line).append('\n');
        }
        throw new IOException("the browser did not start: " + said);
    }

    private static String pageAddress(JsonNode targets) {
        for (JsonNode target : targets) {
            if (target.get("type").asText().equals("page")) {
                return target.get("webSocketDebuggerUrl").asText();
            }
        }
        throw new IllegalStateException("the browser has no page: " + targets);
    }

    /**
     * Opens a file and waits until it is drawn and its replies are unpacked.
     *
     * @param scheme {@code light} or {@code dark}
     */
    void open(Path file, int width, String scheme) throws Exception {
        listener.events.clear();
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        send(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        send("Page.navigate", Map.of("url", file.toUri().toString()));
        value("""
                new Promise((done) => {
                  const look = () => {
                    const flips = document.getElementById("flips");
                    if (document.documentElement?.dataset.drawn && flips && flips.dataset.ready) done(true);
                    else setTimeout(look, 10);
                  };
                  look();
                })
                """);
    }

    /** What an expression of JavaScript comes to in the page; a promise is waited for. */
    JsonNode value(String expression) throws Exception {
        JsonNode answer =
                send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
        }
        JsonNode value = answer.get("result").get("value");
        return value == null ? MAPPER.nullNode() : value;
    }

    /** Everything that went wrong since the page was opened: exceptions, refused content, messages in the console. */
    List<String> complaints() {
        return events("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded");
    }

    /** Addresses that were asked for since the page was opened, but for the page itself. */
    List<String> requests() {
        return listener.events.stream()
                .filter(event -> event.get("method").asText().equals("Network.requestWillBeSent"))
                .map(event -> event.get("params"))
                .filter(params -> !params.get("type").asText().equals("Document"))
                .map(params -> params.get("request").get("url").asText())
                .filter(address -> !address.startsWith("data:"))
                .toList();
    }

    private List<String> events(String... methods) {
        return listener.events.stream()
                .filter(event -> List.of(methods).contains(event.get("method").asText()))
                .map(JsonNode::toString)
                .toList();
    }

    private JsonNode send(String method, Map<String, Object> parameters)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        int id = commands.incrementAndGet();
        ObjectNode command = MAPPER.createObjectNode().put("id", id).put("method", method);
        command.set("params", MAPPER.valueToTree(parameters));
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        listener.answers.put(id, answer);
        socket.sendText(MAPPER.writeValueAsString(command), true).get(PATIENCE, TimeUnit.SECONDS);
        JsonNode message = answer.get(PATIENCE, TimeUnit.SECONDS);
        if (message.has("error")) {
            throw new IOException(method + ": " + message.get("error"));
        }
        return message.get("result");
    }

    @Override
    public void close() {
        socket.abort();
        stop(process);
    }

    private static void stop(Process process) {
        // All of them: one that still writes would hinder the removal of its profile.
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> each.onExit().join());
    }

    private static final class Listener implements WebSocket.Listener {

        private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
        private final List<JsonNode> events = new CopyOnWriteArrayList<>();
        private final StringBuilder partial = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                take(partial.toString());
                partial.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }

        private void take(String text) {
            try {
                JsonNode message = MAPPER.readTree(text);
                if (message.has("id")) {
                    Objects.requireNonNull(answers.remove(message.get("id").asInt()))
                            .complete(message);
                } else {
                    events.add(message);
                }
            } catch (IOException e) {
                answers.values().forEach(answer -> answer.completeExceptionally(e));
            }
        }
    }
}
