package dev.matrix;

import dev.matrix.app.ServerConnection;
import dev.matrix.app.ServerConnector;
import dev.matrix.domain.Failure;
import dev.matrix.domain.FailureKind;
import dev.matrix.domain.MatrixException;
import dev.matrix.inference.ChatRequest;
import dev.matrix.inference.ChatResult;
import dev.matrix.inference.ModelClient;
import dev.matrix.inference.ModelServer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** Connections of which one server dies at a request that a test chooses: from then on nobody answers there, without a wait. */
public final class DyingServer {

    private final String address;
    private final Predicate<ChatRequest> deadly;
    private final AtomicBoolean dead = new AtomicBoolean();

    /**
     * Alive.
     *
     * @param deadly true for the request that it dies at, before it answers
     */
    public DyingServer(String address, Predicate<ChatRequest> deadly) {
        this.address = address;
        this.deadly = deadly;
    }

    /** It answers again. */
    public void revive() {
        dead.set(false);
    }

    /** The way to all servers, of which this one dies. */
    public ServerConnector behind(ServerConnector real) {
        return (host, timeouts, concurrency) -> {
            ServerConnection connection = real.connect(host, timeouts, concurrency);
            return host.equals(address) ? new Mortal(connection) : connection;
        };
    }

    private final class Mortal implements ServerConnection {

        private final ServerConnection real;

        Mortal(ServerConnection real) {
            this.real = real;
        }

        @Override
        public ModelServer server() {
            return (ModelServer) Proxy.newProxyInstance(
                    ModelServer.class.getClassLoader(),
                    new Class<?>[] {ModelServer.class},
                    (proxy, method, arguments) -> {
                        if (dead.get()) {
                            throw MatrixException.server("nobody answers at " + address);
                        }
                        try {
                            return method.invoke(real.server(), arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        @Override
        public ModelClient client() {
            return request -> {
                if (deadly.test(request)) {
                    dead.set(true);
                }
                return dead.get()
                        ? new ChatResult.Failed(new Failure(FailureKind.TOTAL_TIMEOUT, "too slow", 0), "", 1, null)
                        : real.client().chat(request);
            };
        }

        @Override
        public String address() {
            return real.address();
        }

        @Override
        public List<String> warnings() {
            return real.warnings();
        }

        @Override
        public void abortInFlight() {
            real.abortInFlight();
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
