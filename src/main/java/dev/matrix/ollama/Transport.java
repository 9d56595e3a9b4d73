package dev.matrix.ollama;

import dev.matrix.domain.MatrixException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Credentials;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * HTTP with deadlines that hold and cancellation that is immediate. The calling thread does the blocking work of an exchange itself, since two changes of
 * thread would cost each request more than everything else here; a {@link DeadlineWatch} ends what takes too long or is interrupted by closing the
 * connection, which is also what stops the model. HTTP/1.1, no redirects and no repeated requests: whether to ask again is the caller's decision. Thread-safe.
 */
final class Transport implements AutoCloseable {

    private final OllamaHost host;
    private final OkHttpClient http;
    private final HttpUrl base;
    private final Headers headers;
    private final Map<String, HttpUrl> urls = new ConcurrentHashMap<>();
    private final LongSupplier ticker;
    private final AtomicLong lastActivity;
    private final DeadlineWatch watch;

    Transport(OllamaHost host, OllamaSettings settings, LongSupplier ticker) {
        this.host = host;
        this.ticker = ticker;
        this.watch = new DeadlineWatch(ticker);
        this.lastActivity = new AtomicLong(ticker.getAsLong());
        this.headers = headers(sendable(settings.headers()), authorization(host, settings));
        this.base = new HttpUrl.Builder()
                .scheme(host.scheme())
                .host(host.host())
                .port(host.port())
                .build();
        // Reads and writes have no timeout here: the deadlines are watched from outside, line by line.
        this.http = new OkHttpClient.Builder()
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectionPool(new ConnectionPool(settings.concurrency() + 1, 5, TimeUnit.MINUTES))
                .connectTimeout(settings.connect())
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .build();
    }

    /** Reads a response; may stop early after hanging up. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Response response, Progress progress, Runnable hangUp) throws IOException;
    }

    OllamaHost host() {
        return host;
    }

    long now() {
        return ticker.getAsLong();
    }

    /** For a reply: other replies that make progress show that the server is alive. */
    Progress replyProgress() {
        return new Progress(ticker, lastActivity);
    }

    /** For a question that needs no model. */
    Progress queryProgress() {
        return new Progress(ticker, new AtomicLong(ticker.getAsLong()));
    }

    Request get(String path) {
        return request(path).build();
    }

    Request post(String path, byte[] json) {
        return request(path).post(new OneShotJson(json)).build();
    }

    <T> T exchange(Request request, Deadlines deadlines, Progress progress, Reader<T> reader) throws ExchangeException {
        if (Thread.currentThread().isInterrupted()) {
            throw IoFailures.cancelled();
        }
        Call call = http.newCall(request);
        OpenExchange exchange = new OpenExchange(call, deadlines, progress);
        watch.add(exchange);
        try (Response response = call.execute()) {
            progress.answered();
            return reader.read(response, progress, call::cancel);
        } catch (IOException e) {
            throw exchange.failure(e);
        } finally {
            watch.remove(exchange);
        }
    }

    /** Closes the connections of all open calls at once; each ends as cancelled. */
    void cancelAll() {
        watch.cancelAll();
    }

    /** Drops idle connections, e.g. to a server that has been started anew. */
    void forgetConnections() {
        http.connectionPool().evictAll();
    }

    @Override
    public void close() {
        watch.close();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    private Request.Builder request(String path) {
        HttpUrl url = urls.computeIfAbsent(
                path, name -> base.newBuilder().encodedPath(host.path() + name).build());
        return new Request.Builder().url(url).headers(headers);
    }

    /** The same for all requests. */
    private static Headers headers(Map<String, String> extra, @Nullable String authorization) {
        Headers.Builder all = new Headers.Builder()
                .add("User-Agent", "matrix")
                // A compressing proxy would hold lines back.
                .add("Accept-Encoding", "identity");
        if (authorization != null) {
            all.set("Authorization", authorization);
        }
        extra.forEach(all::set);
        return all.build();
    }

    private static @Nullable String authorization(OllamaHost host, OllamaSettings settings) {
        String userInfo = host.userInfo();
        if (userInfo != null) {
            int colon = userInfo.indexOf(':');
            return colon < 0
                    ? Credentials.basic(userInfo, "")
                    : Credentials.basic(userInfo.substring(0, colon), userInfo.substring(colon + 1));
        }
        String key = settings.apiKey();
        return key != null && !key.isBlank() && host.isOllamaCloud() ? "Bearer " + key.strip() : null;
    }

    /** Checked once, here: OkHttp's own complaint would come with the first request and show the value. */
    private static Map<String, String> sendable(Map<String, String> headers) {
        headers.forEach((name, value) -> {
            try {
                Headers.of(name, value);
            } catch (IllegalArgumentException e) {
                throw MatrixException.usage(
                        "The extra header '" + CleanText.line(name) + "' holds characters that HTTP does not allow.");
            }
        });
        return headers;
    }
}
