package dev.matrix.ollama;

import dev.matrix.domain.FailureKind;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import okhttp3.Request;

/** Asks a server for single documents and turns whatever goes wrong into a sentence. Thread-safe. */
final class Questions {

    private final Transport transport;
    private final Json json;
    private final Duration limit;
    private final ServerErrors errors;

    Questions(Transport transport, Json json, Duration limit) {
        this.transport = transport;
        this.json = json;
        this.limit = limit;
        this.errors = new ServerErrors(transport.host());
    }

    ServerErrors errors() {
        return errors;
    }

    /** An error under status 200 is one all the same: read as an answer it would be an empty one. */
    <T> T get(String path, Class<T> type) {
        Document document = answer(transport.get(path));
        ErrorText error = document.error(json);
        if (document.isOk() && error.json()) {
            throw errors.status(path, document, error);
        }
        return ok(path, document, type);
    }

    /** An answer of any status; may take as long as a model needs to load. */
    Document ask(String path, Map<String, Object> body, Duration budget) throws ExchangeException {
        return exchange(transport.post(path, json.write(body)), budget);
    }

    <T> T ok(String path, Document document, Class<T> type) {
        if (!document.isOk()) {
            throw errors.status(path, document, document.error(json));
        }
        try {
            return json.read(document.body(), type);
        } catch (IOException e) {
            throw errors.badBody(path, document.error(json), e);
        }
    }

    ErrorText error(Document document) {
        return document.error(json);
    }

    private Document answer(Request request) {
        try {
            return exchange(request, limit);
        } catch (ExchangeException e) {
            throw errors.unreadable(e);
        }
    }

    /** A connection from before the server's last start looks like a dead server once: such a question is asked again on a new one. */
    private Document exchange(Request request, Duration budget) throws ExchangeException {
        try {
            return once(request, budget);
        } catch (ExchangeException e) {
            if (e.kind() != FailureKind.CONNECTION || IoFailures.neverConnected(e.getCause())) {
                throw e;
            }
            transport.forgetConnections();
            return once(request, budget);
        }
    }

    private Document once(Request request, Duration budget) throws ExchangeException {
        return transport.exchange(
                request,
                Deadlines.single(budget),
                transport.queryProgress(),
                (response, progress, hangUp) ->
                        new Document(response.code(), Bodies.whole(response), response.header("Location")));
    }
}
