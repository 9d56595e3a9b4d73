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
 * The least that a client can do: N threads, each with a socket, that send the same bytes again and again and read the reply without looking at it. What it
 * loses against the ideal is lost by the machine and the server, not by the program.
 */
final class NullClient {

    private static final String OPTIONS =
            "\"options\":{\"num_ctx\":4096,\"draft_num_predict\":0,\"num_predict\":768,\"temperature\":0,\"seed\":42}";
    private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final URI server;

    NullClient(URI server) {
        this.server = server;
    }

    /** Asks each model in turn so many questions: load, ask, unload. */
    void run(List<String> models, int questions, int inFlight)
            throws IOException, InterruptedException, ExecutionException {
        for (String model : models) {
            alone(body(model, "[]", "\"keep_alive\":\"30m\"," + "\"stream\":false"));
            ask(request(body(model, messages(), "\"keep_alive\":\"30m\",\"stream\":true")), questions, inFlight);
            alone(body(model, "[]", "\"keep_alive\":0,\"stream\":false"));
        }
    }

    private void ask(byte[] request, int questions, int inFlight)
            throws InterruptedException, ExecutionException, IOException {
        AtomicInteger left = new AtomicInteger(questions);
        ExecutorService threads = Executors.newFixedThreadPool(inFlight);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int worker = 0; worker < inFlight; worker++) {
                running.add(threads.submit(() -> {
                    work(request, left);
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

    private void work(byte[] request, AtomicInteger left) throws IOException {
        try (Socket socket = connect()) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            while (left.getAndDecrement() > 0) {
                out.write(request);
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

    private static String messages() {
        return "[{\"role\":\"system\",\"content\":\"\"},{\"role\":\"user\",\"content\":\"Solve the problem below. Show"
                + " your work. Problem: nobody knows this one, so that the reply is a short one.\"}]";
    }
}
