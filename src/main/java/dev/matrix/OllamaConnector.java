package dev.matrix;

import dev.matrix.app.ServerConnection;
import dev.matrix.app.ServerConnector;
import dev.matrix.app.Timeouts;
import dev.matrix.inference.ModelClient;
import dev.matrix.inference.ModelServer;
import dev.matrix.ollama.Ollama;
import dev.matrix.ollama.OllamaHost;
import dev.matrix.ollama.OllamaSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Fills the port to model servers with the Ollama adapter. */
final class OllamaConnector implements ServerConnector {

    private static final String API_KEY = "OLLAMA_API_KEY";

    private final Map<String, String> environment;
    private final Duration query;
    private final Clock clock;

    OllamaConnector(Map<String, String> environment) {
        this(environment, OllamaSettings.QUERY, Clock.systemUTC());
    }

    /** With another patience for questions that run no model, and another wall clock. */
    OllamaConnector(Map<String, String> environment, Duration query, Clock clock) {
        this.environment = environment;
        this.query = query;
        this.clock = clock;
    }

    @Override
    public ServerConnection connect(String host, Timeouts timeouts, int concurrency) {
        OllamaSettings settings = new OllamaSettings(
                timeouts.connect(),
                query,
                timeouts.firstByte(),
                timeouts.idle(),
                timeouts.total(),
                timeouts.load(),
                OllamaSettings.MAX_REPLY_CHARS,
                concurrency,
                Map.of(),
                environment.get(API_KEY));
        return new Connection(Ollama.connect(OllamaHost.parse(host), settings, clock));
    }

    private record Connection(Ollama ollama) implements ServerConnection {

        @Override
        public ModelServer server() {
            return ollama.server();
        }

        @Override
        public ModelClient client() {
            return ollama.client();
        }

        @Override
        public String address() {
            return ollama.host().display();
        }

        @Override
        public List<String> warnings() {
            return ollama.host().warnings();
        }

        @Override
        public void abortInFlight() {
            ollama.cancelAll();
        }

        @Override
        public void close() {
            ollama.close();
        }
    }
}
