package dev.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Does nothing but ask: what it cannot keep in flight, the machine does not let anybody keep in flight at that moment. */
final class PlainClient {

    private static final String BODY = """
            {"model": "%s", "stream": true, "truncate": false, "shift": false, "keep_alive": "5m",
             "messages": [{"role": "user", "content": "How much is 7 and 5?"}],
             "options": {"num_ctx": 4096, "num_predict": 64, "temperature": 0, "seed": 42}}
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpRequest request;

    PlainClient(String server, String model) {
        request = HttpRequest.newBuilder(URI.create(server + "/api/chat"))
                .POST(BodyPublishers.ofString(BODY.formatted(model)))
                .build();
    }

    /** Asks so many times, with so many threads. */
    void ask(int times, int threads) throws InterruptedException {
        AtomicInteger left = new AtomicInteger(times);
        AtomicInteger answered = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        for (int thread = 0; thread < threads; thread++) {
            pool.execute(() -> {
                while (left.getAndDecrement() > 0) {
                    answered.addAndGet(answered() ? 1 : 0);
                }
            });
        }
        pool.shutdown();
        assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(answered).hasValue(times);
    }

    private boolean answered() {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200 && response.body().contains("\"done\":true");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
