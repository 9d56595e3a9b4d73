package dev.matrix.dataset.hub;

import dev.matrix.dataset.hub.HubException.Reason;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Predicate;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Asks the hub over HTTP. It follows redirects by itself: the token goes to the hub's own host and to no other, and a circle ends. Thread-safe.
 */
final class HubClient implements AutoCloseable {

    private static final int REDIRECTS = 10;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration READ = Duration.ofSeconds(60);
    private static final String LINKED_ETAG = "X-Linked-Etag";

    private final OkHttpClient http = new OkHttpClient.Builder()
            .followRedirects(false)
            .followSslRedirects(false)
            // Attempts are counted in one place, which also tells about them.
            .retryOnConnectionFailure(false)
            .connectTimeout(CONNECT)
            .readTimeout(READ)
            .build();
    private final HubSettings settings;
    private final HttpUrl endpoint;
    private final Refusals refusals;

    HubClient(HubSettings settings, Clock clock) {
        this.settings = settings;
        this.endpoint = HttpUrl.get(settings.endpoint());
        this.refusals = new Refusals(settings, clock);
    }

    /** What the hub says of a file. */
    RemoteFile look(PinnedSet set, PinnedFile file) throws IOException {
        HttpUrl url = url(set, file);
        Request head = request(url).head().build();
        // The hub itself states hash and size; the storage that it redirects to need not be asked.
        try (Response response = follow(head, set, file, answer -> answer.header(LINKED_ETAG) != null)) {
            return new RemoteFile(url.toString(), size(response), etag(response));
        }
    }

    /** The content from a position on; the caller closes it. */
    Response open(RemoteFile remote, PinnedSet set, PinnedFile file, long from) throws IOException {
        Request.Builder get = request(HttpUrl.get(remote.url()));
        if (from > 0) {
            get.header("Range", "bytes=" + from + "-");
        }
        return follow(get.build(), set, file, answer -> answer.code() == 416);
    }

    @Override
    public void close() {
        http.connectionPool().evictAll();
    }

    private HttpUrl url(PinnedSet set, PinnedFile file) {
        return endpoint.newBuilder()
                .addPathSegment("datasets")
                .addPathSegments(set.repository())
                .addPathSegment("resolve")
                .addPathSegment(set.revision().value())
                .addPathSegments(file.path())
                .build();
    }

    private static Request.Builder request(HttpUrl url) {
        // Bytes as they are stored: ranges and lengths mean those.
        return new Request.Builder()
                .url(url)
                .header("Accept-Encoding", "identity")
                .header("User-Agent", "matrix");
    }

    private Response follow(Request first, PinnedSet set, PinnedFile file, Predicate<Response> enough)
            throws IOException {
        Request request = first;
        for (int hop = 0; hop <= REDIRECTS; hop++) {
            Response response = http.newCall(authorized(request)).execute();
            if (response.isSuccessful() || enough.test(response)) {
                return response;
            }
            try (response) {
                if (!response.isRedirect()) {
                    throw refusals.of(response, set, file, isHub(request.url()));
                }
                request = request.newBuilder()
                        .url(target(response, request.url()))
                        .build();
            }
        }
        throw new HubException(
                Reason.UNREACHABLE,
                set.repository() + " cannot be fetched: " + settings.endpoint() + " redirects in a circle (over "
                        + REDIRECTS + " redirects, the last to " + request.url().host() + "). Check HF_ENDPOINT.");
    }

    private static HttpUrl target(Response response, HttpUrl from) {
        @Nullable String location = response.header("Location");
        @Nullable HttpUrl target = location == null ? null : from.resolve(location);
        if (target == null) {
            throw new HubException(
                    Reason.UNREACHABLE,
                    from.host() + " redirects "
                            + (location == null ? "without an address" : "to '" + location + "'")
                            + ", which cannot be followed. Check HF_ENDPOINT.");
        }
        if (from.isHttps() && !target.isHttps()) {
            throw new HubException(
                    Reason.UNREACHABLE,
                    from.host() + " redirects to " + target.host() + " without encryption, which is not followed.");
        }
        return target;
    }

    private Request authorized(Request request) {
        return settings.token() != null && isHub(request.url())
                ? request.newBuilder()
                        .header("Authorization", "Bearer " + settings.token())
                        .build()
                : request;
    }

    private boolean isHub(HttpUrl url) {
        return url.host().equals(endpoint.host())
                && url.port() == endpoint.port()
                && url.scheme().equals(endpoint.scheme());
    }

    private static long size(Response response) {
        @Nullable String linked = response.header("X-Linked-Size");
        @Nullable
        String size = linked != null ? linked : response.isSuccessful() ? response.header("Content-Length") : null;
        return size != null && size.matches("\\d{1,18}") ? Long.parseLong(size) : -1;
    }

    /** Without the marks of a weak one and the quotes, and only if it can be a file's name. */
    private static @Nullable String etag(Response response) {
        @Nullable String linked = response.header(LINKED_ETAG);
        @Nullable String etag = linked != null ? linked : response.header("ETag");
        String bare = etag == null ? "" : etag.replaceFirst("^W/", "").replace("\"", "");
        return bare.matches("[0-9A-Za-z][0-9A-Za-z_-]{7,127}") ? bare : null;
    }
}
