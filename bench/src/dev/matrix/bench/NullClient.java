package dev.matrix.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The least that a client can do: N threads, each with a socket, that send requests made beforehand and read the replies without looking at them. What it
 * loses against the ideal is lost by the machine and the server, not by the program.
 */
final class NullClient {

    private static final String OPTIONS =
            "\"options\":{\"num_ctx\":4096,\"draft_num_predict\":0,\"num_predict\":768,\"temperature\":0,\"seed\":42}";
    private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final URI server;
    private final List<String> conversations;

    /** @param conversations the messages of each request as JSON, in their order */
    NullClient(URI server, List<String> conversations) {
        this.server = server;
        this.conversations = List.copyOf(conversations);
    }

    /** Asks each model in turn: load, ask everything, unload. */
    void run(List<String> models, int inFlight) throws IOException, InterruptedException, ExecutionException {
        for (String model : models) {
            alone(body(model, "[]", "\"keep_alive\":\"30m\"," + "\"stream\":false"));
            ask(
                    conversations.stream()
                            .map(messages -> request(body(model, messages, "\"keep_alive\":\"30m\",\"stream\":true")))
                            .toList(),
                    inFlight);
            alone(body(model, "[]", "\"keep_alive\":0,\"stream\":false"));
        }
    }

    private void ask(List<byte[]> requests, int inFlight) throws InterruptedException, ExecutionException, IOException {
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(inFlight);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int worker = 0; worker < inFlight; worker++) {
                running.add(threads.submit(() -> {
                    work(requests, next);
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void work(List<byte[]> requests, AtomicInteger next) throws IOException {
        try (Socket socket = connect()) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (int i = next.getAndIncrement(); i < requests.size(); i = next.getAndIncrement()) {
                out.write(requests.get(i));
                readUntil(LAST_CHUNK, in);
            }
        }
    }

    private void alone(String body) throws IOException {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(request(body));
            // A loaded or unloaded model is told in one object, whose end is the reply's end.
            readUntil("}".getBytes(StandardCharsets.US_ASCII), socket.getInputStream());
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(server.getHost(), server.getPort());
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static void readUntil(byte[] end, InputStream in) throws IOException {
        int matched = 0;
        while (matched < end.length) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the server closed the connection");
            }
            matched = next == end[matched] ? matched + 1 : next == end[0] ? 1 : 0;
        }
    }

    private byte[] request(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "POST /api/chat HTTP/1.1\r\nHost: " + server.getAuthority()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.UTF_8);
    }

    private static String body(String model, String messages, String keys) {
        return "{\"model\":\"" + model + "\",\"messages\":" + messages + ",\"truncate\":false,\"shift\":false," + keys
                + "," + OPTIONS + "}";
    }
}
