package dev.matrix.ollama;

import dev.matrix.domain.MatrixException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
 * HTTP with deadlines that hold and cancellation that is immediate. A thread of its own does the blocking work of an exchange, because a read from a socket
 * does not notice an interrupt; the calling thread waits, watches the deadlines and can be interrupted at any moment. Either way the connection is closed,
 * which is what stops the model. HTTP/1.1, no redirects and no repeated requests: whether to ask again is the caller's decision. Thread-safe.
 */
final class Transport implements AutoCloseable {

    private final OllamaHost host;
    private final OkHttpClient http;
    private final HttpUrl base;
    private final Headers headers;
    private final Map<String, HttpUrl> urls = new ConcurrentHashMap<>();
    private final LongSupplier ticker;
    private final AtomicLong lastActivity;
    private final Set<Open<?>> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private final ExecutorService readers = Executors.newCachedThreadPool(Transport::readerThread);

    Transport(OllamaHost host, OllamaSettings settings, LongSupplier ticker) {
        this.host = host;
        this.ticker = ticker;
        this.lastActivity = new AtomicLong(ticker.getAsLong());
        this.headers = headers(sendable(settings.headers()), authorization(host, settings));
        this.base = new HttpUrl.Builder()
                .scheme(host.scheme())
                .host(host.host())
                .port(host.port())
                .build();
        // Reads and writes have no timeout here: the calling thread watches the deadlines, line by line.
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

    /** Reads a response on the reader's thread; may stop early after hanging up. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Response response, Progress progress, Runnable hangUp) throws IOException;
    }

    private record Open<T>(Call call, Future<T> future) {
        void cancel() {
            // In this order: else the reader may report the closed connection before the call counts as cancelled.
            future.cancel(false);
            call.cancel();
        }
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
        Open<T> entry = start(http.newCall(request), progress, reader);
        try {
            return await(entry.future(), deadlines, progress);
        } finally {
            open.remove(entry);
            if (!entry.future().isDone()) {
                entry.cancel();
            }
        }
    }

    private <T> Open<T> start(Call call, Progress progress, Reader<T> reader) throws ExchangeException {
        try {
            Future<T> future = readers.submit(() -> {
                try (Response response = call.execute()) {
                    progress.answered();
                    return reader.read(response, progress, call::cancel);
                }
            });
            Open<T> entry = new Open<>(call, future);
            open.add(entry);
            if (closed) {
                entry.cancel();
            }
            return entry;
        } catch (RejectedExecutionException e) {
            throw IoFailures.cancelled();
        }
    }

    /** Closes the connections of all open calls at once; each ends as cancelled. */
    void cancelAll() {
        open.forEach(Open::cancel);
    }

    /** Drops idle connections, e.g. to a server that has been started anew. */
    void forgetConnections() {
        http.connectionPool().evictAll();
    }

    @Override
    public void close() {
        closed = true;
        readers.shutdown();
        cancelAll();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    private <T> T await(Future<T> future, Deadlines deadlines, Progress progress) throws ExchangeException {
        try {
            while (true) {
                long now = ticker.getAsLong();
                if (deadlines.remaining(progress, now) <= 0 && !future.isDone()) {
                    throw IoFailures.timeout(deadlines.passed(progress, now), deadlines);
                }
                try {
                    return future.get(Math.max(deadlines.untilNextLook(progress, now), 0), TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    // A line may have come meanwhile and moved the deadline: look again.
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw IoFailures.cancelled();
        } catch (CancellationException e) {
            throw IoFailures.cancelled();
        } catch (ExecutionException e) {
            throw failed(e, progress);
        }
    }

    private static ExchangeException failed(ExecutionException e, Progress progress) {
        Throwable cause = e.getCause();
        if (cause instanceof IOException io) {
            return IoFailures.of(io, progress);
        }
        throw new IllegalStateException("reading an answer failed", cause);
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

    private static Thread readerThread(Runnable task) {
        Thread thread = new Thread(task, "ollama-reader");
        thread.setDaemon(true);
        return thread;
    }
}
