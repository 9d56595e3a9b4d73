package dev.matrix.hub;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A hub on this machine with the real one's addresses and headers: {@code /datasets/ID/resolve/REVISION/PATH} redirects to a storage under another host name
 * and port, which knows ranges. Faults can be queued for either. Thread-safe.
 */
public final class HubServer implements AutoCloseable {

    private final HttpServer hub;
    private final HttpServer storage;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, Fault> lasting = new ConcurrentHashMap<>();
    private final Deque<Fault> hubFaults = new ArrayDeque<>();
    private final Deque<Fault> storageFaults = new ArrayDeque<>();
    private final List<Seen> seen = new ArrayList<>();
    private volatile boolean linked = true;

    private HubServer() throws IOException {
        hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        storage = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hub.createContext("/", exchange -> handle(exchange, "hub", hubFaults));
        storage.createContext("/", exchange -> handle(exchange, "storage", storageFaults));
        hub.setExecutor(threads);
        storage.setExecutor(threads);
        hub.start();
        storage.start();
    }

    public static HubServer start() {
        try {
            return new HubServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request that came. */
    public record Seen(String server, String method, String path, String authorization, String range) {}

    /** What goes wrong with one answer. */
    public interface Fault {
        /** Answers in its own way; false lets the server answer as usual. */
        boolean answer(HttpExchange exchange, byte[] content) throws IOException;

        /** An answer without content. */
        static Fault status(int code, String... headers) {
            return (exchange, content) -> {
                for (int i = 0; i < headers.length; i += 2) {
                    exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
                }
                exchange.sendResponseHeaders(code, -1);
                return true;
            };
        }

        /** The connection breaks after so many bytes of the content. */
        static Fault cut(int bytes) {
            return (exchange, content) -> {
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content, 0, bytes);
                exchange.getResponseBody().flush();
                exchange.close();
                return true;
            };
        }

        /** Other bytes under the name of the right ones. */
        static Fault content(byte[] other) {
            return (exchange, content) -> {
                send(exchange, 200, other, 0);
                return true;
            };
        }

        /** One byte is another one. */
        static Fault flipped(int at) {
            return (exchange, content) -> {
                byte[] other = content.clone();
                other[at] ^= 1;
                send(exchange, 200, other, 0);
                return true;
            };
        }

        /** Whatever comes is sent here again. */
        static Fault circle() {
            return (exchange, content) -> {
                exchange.getResponseHeaders()
                        .add("Location", exchange.getRequestURI().getPath());
                exchange.sendResponseHeaders(307, -1);
                return true;
            };
        }

        /** The right content, byte by byte slower than anybody likes, until the test lets go. */
        static Fault held(java.util.concurrent.CountDownLatch begun, java.util.concurrent.CountDownLatch go) {
            return (exchange, content) -> {
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content, 0, content.length / 2);
                exchange.getResponseBody().flush();
                begun.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                exchange.getResponseBody().write(content, content.length / 2, content.length - content.length / 2);
                exchange.close();
                return true;
            };
        }
    }

    /** What to give as HF_ENDPOINT. */
    public String endpoint() {
        return "http://127.0.0.1:" + hub.getAddress().getPort();
    }

    /** Puts a file into a repository. */
    public void put(String repository, String revision, String path, byte[] content) {
        files.put("/datasets/" + repository + "/resolve/" + revision + "/" + path, content);
    }

    /** Queues faults of the hub itself, one a request. */
    public HubServer hubFaults(Fault... faults) {
        synchronized (seen) {
            hubFaults.addAll(List.of(faults));
        }
        return this;
    }

    /** Queues faults of the storage, one a request. */
    public HubServer storageFaults(Fault... faults) {
        synchronized (seen) {
            storageFaults.addAll(List.of(faults));
        }
        return this;
    }

    /** Every request of the hub that begins with this path is answered so. */
    public HubServer always(String repository, Fault fault) {
        lasting.put("/datasets/" + repository + "/", fault);
        return this;
    }

    /** Files are then served by the hub itself, and nobody states their hash. */
    public HubServer plain() {
        linked = false;
        return this;
    }

    public List<Seen> seen() {
        synchronized (seen) {
            return List.copyOf(seen);
        }
    }

    /** Downloads that were begun. */
    public long gets(String server) {
        return seen().stream()
                .filter(each -> each.server().equals(server) && each.method().equals("GET"))
                .count();
    }

    private void handle(HttpExchange exchange, String server, Deque<Fault> faults) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Headers headers = exchange.getRequestHeaders();
        Fault fault;
        synchronized (seen) {
            seen.add(new Seen(
                    server,
                    exchange.getRequestMethod(),
                    path,
                    String.valueOf(headers.getFirst("Authorization")),
                    String.valueOf(headers.getFirst("Range"))));
            fault = faults.poll();
        }
        try (exchange) {
            byte[] content = server.equals("hub") ? files.get(path) : stored(path);
            if (fault == null && server.equals("hub")) {
                fault = lasting.entrySet().stream()
                        .filter(each -> path.startsWith(each.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(null);
            }
            if (fault != null && fault.answer(exchange, content == null ? new byte[0] : content)) {
                return;
            }
            if (content == null) {
                exchange.getResponseHeaders().add("X-Error-Code", "EntryNotFound");
                exchange.sendResponseHeaders(404, -1);
            } else if (server.equals("hub") && linked) {
                redirect(exchange, path, content);
            } else {
                serve(exchange, content);
            }
        }
    }

    private void redirect(HttpExchange exchange, String path, byte[] content) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.add("X-Repo-Commit", path.split("/")[5]);
        headers.add("X-Linked-Etag", "\"" + sha256(content) + "\"");
        headers.add("X-Linked-Size", Integer.toString(content.length));
        headers.add("Location", "http://localhost:" + storage.getAddress().getPort() + "/blob/" + sha256(content));
        exchange.sendResponseHeaders(302, -1);
    }

    private static void serve(HttpExchange exchange, byte[] content) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (range == null) {
            send(exchange, 200, content, 0);
            return;
        }
        int from = Integer.parseInt(range.replaceAll("\\D", ""));
        if (from >= content.length) {
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        exchange.getResponseHeaders()
                .add("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        send(exchange, 206, content, from);
    }

    private static void send(HttpExchange exchange, int code, byte[] content, int from) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().add("Content-Length", Integer.toString(content.length));
            exchange.sendResponseHeaders(code, -1);
            return;
        }
        exchange.sendResponseHeaders(code, content.length - from);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(content, from, content.length - from);
        }
    }

    private byte[] stored(String path) {
        return files.values().stream()
                .filter(content -> path.equals("/blob/" + sha256(content)))
                .findFirst()
                .orElse(null);
    }

    public static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        hub.stop(0);
        storage.stop(0);
        threads.shutdownNow();
    }
}
