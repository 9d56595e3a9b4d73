package dev.matrix.simulator;

import dev.matrix.domain.MatrixException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A small HTTP/1.1 server on the loopback address with a thread for each connection, made for little delay. It can be stopped and come back on its port, as
 * a server does that is started anew. Thread-safe.
 */
final class HttpListener implements AutoCloseable, HttpReply.Outage {

    private static final int BACKLOG = 1_024;
    private static final int BUFFER = 32_768;
    /** How long a server that is started anew does not listen. */
    private static final Duration AWAY = Duration.ofMillis(100);

    private final int port;
    private final HttpHandler handler;
    private final ExecutorService threads;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private ServerSocket server;
    private boolean closed;

    private HttpListener(ServerSocket server, HttpHandler handler) {
        this.server = server;
        this.port = server.getLocalPort();
        this.handler = handler;
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "simulator-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Listens on a port; 0 for a free one. */
    static HttpListener start(int port, HttpHandler handler) {
        ServerSocket server = bind(port);
        HttpListener listener = new HttpListener(server, handler);
        listener.threads.execute(() -> listener.accept(server));
        return listener;
    }

    private static ServerSocket bind(int port) {
        try {
            ServerSocket server = new ServerSocket();
            server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), BACKLOG);
            return server;
        } catch (IOException e) {
            throw new MatrixException(
                    MatrixException.Kind.USAGE,
                    "The simulator cannot listen on 127.0.0.1:" + port + " (" + e.getMessage()
                            + "); choose another port, or 0 for a free one.",
                    e);
        }
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket socket = from.accept();
                open.add(socket);
                if (from.isClosed()) {
                    // It came while all others were being reset.
                    reset(socket);
                }
                threads.execute(() -> converse(socket));
            } catch (IOException e) {
                // The listener was closed, or a client left before it was accepted: the loop's condition tells.
            }
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER);
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
            HttpRequestReader requests = new HttpRequestReader(in);
            boolean more = true;
            while (more) {
                HttpRequest request = requests.next();
                more = request != null && answer(request, new HttpReply(socket, in, out, request.head(), this));
            }
        } catch (IOException e) {
            // The client is gone or speaks no HTTP: there is nobody to tell.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private boolean answer(HttpRequest request, HttpReply reply) throws IOException, InterruptedException {
        try {
            handler.handle(request, reply);
        } catch (RuntimeException e) {
            // What a real server sends after a panic; it has a log of its own, this one has none.
            reply.panic();
        }
        return request.keepAlive() && !reply.broken();
    }

    /** While it is away already, nothing more happens. */
    @Override
    public synchronized void stop(boolean comesBack) {
        if (closed || server.isClosed()) {
            return;
        }
        shut(server);
        open.forEach(HttpListener::reset);
        if (comesBack) {
            threads.execute(this::comeBack);
        }
    }

    private void comeBack() {
        try {
            Ticker ticker = Ticker.system();
            new Pause(ticker).until(ticker.nanos() + AWAY.toNanos());
            listenAgain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void listenAgain() {
        if (!closed) {
            ServerSocket again = bind(port);
            server = again;
            threads.execute(() -> accept(again));
        }
    }

    /** Stops listening and breaks all connections. */
    @Override
    public synchronized void close() {
        closed = true;
        shut(server);
        threads.shutdownNow();
        open.forEach(HttpListener::shut);
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already.
        }
        shut(socket);
    }

    private static void shut(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // It is as closed as it can be.
        }
    }
}
